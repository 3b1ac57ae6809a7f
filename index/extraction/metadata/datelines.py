"""Datelines: the place, day and agency that open a dispatch.

`Pyongyang, April 7 (KCNA) --` says where and when a report was sent and by whom, and stands
in the text itself, so it survives every scraper; it rarely says the year. What opens with a
name and a dash in parliamentary text is not a dateline, so a date or a known agency is asked
for, and titles, weekdays and months are no places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.extraction.metadata.calendar_words import DAY, MONTH, YEAR, month_number
from index.extraction.metadata.names import AGENCIES, NOT_NAMES, TITLES, recased
from index.extraction.whitespace import word_set


@dataclass(frozen=True)
class Dateline:
    """What a dateline says, and where in the text it ends.

    `month` and `day` are both None in a dateline without a date (`LONDON (Reuters) -`).
    """

    place: str
    month: int | None
    day: int | None
    year: int | None
    agency: str | None
    end: int
    text: str


_WORD = r"[A-ZÀ-ÞŁŚŠŽ][\w.'’-]*"
_SMALL = r"(?:de|la|el|del|da|do|of|on|upon|sur|am|the)"
_PLACE = rf"(?P<place>{_WORD}(?:(?:,?\s|/)(?:{_SMALL}\s)?{_WORD}){{0,4}})"
_NAMED_MONTH = MONTH.replace("?P<name>", "?P<name{n}>")
_DATE = (
    rf"(?:{_NAMED_MONTH.replace('{n}', '1')}\s*{DAY.replace('day', 'day1')}(?![:\d])"
    rf"|{DAY.replace('day', 'day2')}\s+{_NAMED_MONTH.replace('{n}', '2')})(?:,?\s+{YEAR})?"
)
_AGENCY = r"[(/\[](?P<agency>[A-Z][\w.&' –-]{1,30})[)/\]]"
_DASH = r"(?:--+|[–—―]|-(?=\s))"
_START = r"\s*[\"“(]?"

_DATED = re.compile(
    rf"{_START}{_PLACE}\s?[,:.]?\s+{_DATE}[.,]?\s*(?:{_AGENCY}\s*(?:{_DASH}|[.:])?|\)?\s*{_DASH})\s*"
)
_AGENCY_ONLY = re.compile(rf"{_START}{_PLACE}\s*{_AGENCY}\s*{_DASH}\s*")
_PLACE_ONLY = re.compile(
    r"\s*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’]{2,}(?:[ -][A-ZÀ-Þ.'’]{2,}){0,2})(?P<agency>)"
    r"\s?(?:--+|—)\s*(?=[A-Z“\"])"
)
_PLACED_DAY = re.compile(rf"{_PLACE},\s+(?:{_WORD},?\s+)?{_DATE}\.?")
_CALENDAR = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december today yesterday
    """)
_KOREAN_PLACE = r"(?P<place>[^\W\d_]+(?:\s[^\W\d_]+)?)"
_KOREAN_DAY = r"(?P<month>1[0-2]|[1-9])월\s?(?P<day>[12]\d|3[01]|[1-9])일"
_KOREAN = re.compile(
    rf"\s*{_KOREAN_PLACE},?\s+{_KOREAN_DAY}\s*\((?P<agency>[^()]{{2,30}})\)\s*{_DASH}?\s*"
)
_KOREAN_IN_BRACKETS = re.compile(
    rf"\s*\({_KOREAN_PLACE}\s+{_KOREAN_DAY}발?\s*(?P<agency>[^()]{{2,30}})?\)\s*"
)
_LONGEST = 120


def dateline(text: str) -> Dateline | None:
    """The dateline a paragraph opens with, or None."""
    head = text[:_LONGEST]
    if match := _DATED.match(head):
        return _dated(match)
    if (match := _AGENCY_ONLY.match(head)) and match["agency"].upper() in AGENCIES:
        return _built(match, match["place"])
    if match := _KOREAN.match(head) or _KOREAN_IN_BRACKETS.match(head):
        return _built(match, match["place"], int(match["month"]), int(match["day"]))
    if match := _PLACE_ONLY.match(head):
        return _built(match, match["place"])
    return None


def place_of(line: str) -> str | None:
    """The place in a line that is nothing but a place and a day: `Port Alder, 18 October 2016`."""
    match = _PLACED_DAY.fullmatch(line.strip())
    return None if match is None or _is_no_place(match["place"]) else recased(match["place"])


def _dated(match: re.Match[str]) -> Dateline | None:
    groups = match.groupdict()
    month = month_number(groups["name1"] or groups["name2"])
    day = int(groups["day1"] or groups["day2"])
    year = int(groups["year"]) if groups["year"] else None
    return _built(match, groups["place"], month, day, year)


def _built(
    match: re.Match[str],
    place: str,
    month: int | None = None,
    day: int | None = None,
    year: int | None = None,
) -> Dateline | None:
    agency = match["agency"]
    if _is_no_place(place, agency):
        return None
    return Dateline(
        place=recased(place.rstrip(",.") if not place.endswith("D.C.") else place),
        month=month,
        day=day,
        year=year,
        agency=AGENCIES.get(agency.upper(), agency) if agency else None,
        end=match.end(),
        text=match.group().strip(),
    )


def _is_no_place(place: str, agency: str | None = None) -> bool:
    """Whether the words before the date are a person, a weekday, or the like.

    Only the first word betrays a person or a phrase, for `The Hague` and `Saltmere on Sea` are
    places; an agency behind the date leaves no doubt.
    """
    words = [word.strip(".,").lower() for word in place.split()]
    if any(word in _CALENDAR for word in words):
        return True
    return not agency and words[0] in (NOT_NAMES | TITLES) - {"the"}
