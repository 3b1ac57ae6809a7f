"""Datelines: the place, day and agency that open a dispatch.

`Pyongyang, April 7 (KCNA) --` says where and when a report was sent and by whom, and stands
in the text itself, so it survives every scraper; it rarely says the year. What opens with a
name and a dash in parliamentary text is not a dateline, so a date or a known agency is asked
for, and titles, weekdays and months are no places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.extraction.metadata.calendar_words import month_number
from index.extraction.metadata.names import AGENCIES, NOT_NAMES, TITLES, recased
from index.extraction.metadata.table import patterns, patterns_for
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


_PLACES = patterns("place")
_datelines = patterns_for("dateline")
_AGENCY_ALONE = "place and agency"
"""The pattern that tells no day: the agency has to be one that is known."""
_CALENDAR = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december today yesterday
    """)
_NO_PLACES = (NOT_NAMES | TITLES) - {"the"}
_LONGEST = 120
_MAY_HOLD_ONE = re.compile(r"[(/\[–—―-]|日[电電讯訊]")
"""What every dateline ends with: looked for first, since most lines have none of it."""


def dateline(text: str) -> Dateline | None:
    """The dateline a paragraph opens with, or None."""
    head = text[:_LONGEST]
    if not _MAY_HOLD_ONE.search(head):
        return None
    for pattern in _datelines(head):
        if (match := pattern.regex.match(head)) and (found := _read(match, pattern.name)):
            return found
    return None


def place_of(line: str) -> str | None:
    """The place in a line that is nothing but a place and a day: `Port Alder, 18 October 2016`."""
    for pattern in _PLACES:
        match = pattern.regex.fullmatch(line.strip())
        if match is not None and not _is_no_place(match["place"]):
            return recased(match["place"])
    return None


def _read(match: re.Match[str], pattern: str) -> Dateline | None:
    groups = match.groupdict()
    agency, place = groups["agency"], groups["place"]
    known = AGENCIES.get(agency.upper()) if agency else None
    if _is_no_place(place, agency) or (pattern == _AGENCY_ALONE and known is None):
        return None
    if agency and known is None and agency[0].islower():
        return None
    name, month, year = groups.get("name"), groups.get("month"), groups.get("year")
    day = groups.get("day")
    return Dateline(
        place=recased(place.rstrip(",.") if not place.endswith("D.C.") else place),
        month=month_number(name) if name else int(month) if month else None,
        day=int(day) if day else None,
        year=int(year) if year else None,
        agency=known or agency or None,
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
    return not agency and words[0] in _NO_PLACES
