"""Dates as pages write them in the lines around an article, by the patterns of the table.

They are meant for header lines, never for prose, which is full of dates of other things.
Datelines (`Pyongyang, April 7 (KCNA) --`) are read by `index.extraction.metadata.datelines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.dates import PartialDate
from index.extraction.metadata.calendar_words import has_month_name, month_number
from index.extraction.metadata.table import Pattern, patterns_for

JUCHE_EPOCH = 1911
_dates = patterns_for("date")
LONGEST_LINE = 300
_MAY_HOLD_A_DATE = re.compile(r"1[5-9]\d\d|20\d\d|[Jj][Uu][Cc][Hh][Ee]|주체")
"""Without the year no pattern matches: looked for first, since most lines have none."""
_JUCHE = re.compile(r"[Jj][Uu][Cc][Hh][Ee]|주체")
_LATER_LABEL = re.compile(
    r"(?:updated|modified|edited|revised|corrected|accessed|retrieved|printed)"
    r"(?:\s+(?:on|at))?\s*[:\-–]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundDate:
    """A date in a line: its value, the pattern that read it, and where it stands.

    `later` marks the date of an update or a visit rather than of the publication.
    """

    date: PartialDate
    pattern: str
    text: str
    start: int
    end: int
    later: bool = False


def find_dates(line: str, *, day_first: bool = False) -> list[FoundDate]:
    """Every date of a header line, in order, none overlapping another.

    Two numbers before a year (09-02-1956) are read only where one of them cannot be a month,
    or where `day_first` says how the source writes; a line as long as prose has no date.
    """
    if not may_hold_a_date(line):
        return []
    taken: list[FoundDate] = []
    for found in _matches(line, day_first):
        if all(found.end <= other.start or other.end <= found.start for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda found: found.start)


def may_hold_a_date(line: str) -> bool:
    """Whether it is worth while to look for a date in a line."""
    return len(line) <= LONGEST_LINE and _MAY_HOLD_A_DATE.search(line) is not None


def find_date(line: str, *, day_first: bool = False) -> FoundDate | None:
    """The date a header line gives: the first, unless that one is only an update's."""
    found = find_dates(line, day_first=day_first)
    return next((one for one in found if not one.later), found[0] if found else None)


def _matches(line: str, day_first: bool) -> Iterator[FoundDate]:
    for pattern in _possible(line):
        for match in pattern.regex.finditer(line):
            value = _value(match.groupdict(), day_first)
            if value is not None:
                later = bool(_LATER_LABEL.search(line[: match.start()]))
                yield FoundDate(
                    value, pattern.name, match.group(), match.start(), match.end(), later
                )


def _possible(line: str) -> Iterator[Pattern]:
    """The patterns but for those that read what a line has not: a month's name, a Juche year."""
    lacking = set()
    if not has_month_name(line):
        lacking.add("name")
    if not _JUCHE.search(line):
        lacking.add("juche")
    return (one for one in _dates(line) if lacking.isdisjoint(one.regex.groupindex))


def _value(groups: dict[str, str | None], day_first: bool) -> PartialDate | None:
    """The date of a match, or None where the calendar or the ambiguity forbids it."""
    year, month, day = _year(groups), _month(groups), groups.get("day")
    one, two = groups.get("one"), groups.get("two")
    if one and two:
        month, day = _ordered(int(one), int(two), day_first)
    if year is None or month is None:
        return None
    try:
        return PartialDate(year, month, int(day) if day else None)
    except ValueError:
        return None


def _year(groups: dict[str, str | None]) -> int | None:
    """The year; a Juche year has to agree with the bracketed one."""
    text = groups.get("year")
    given = int(text) if text else None
    juche = groups.get("juche")
    if not juche:
        return given
    year = int(juche) + JUCHE_EPOCH
    return year if given in (None, year) else None


def _month(groups: dict[str, str | None]) -> int | None:
    name, number = groups.get("name"), groups.get("month")
    if name:
        return month_number(name)
    return int(number) if number else None


def _ordered(one: int, two: int, day_first: bool) -> tuple[int | None, str | None]:
    """Month and day of two numbers, or nothing where both orders are possible."""
    if one > 12 or day_first or one == two:
        return two, str(one)
    return (one, str(two)) if two > 12 else (None, None)
