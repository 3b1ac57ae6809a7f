"""Dates as pages write them in the lines around an article.

The patterns stand in one table, each with an example that is also its test, because the
usual tools fail on what archives hold: `Juche 110(2021)` is not the year 110, and
`Published : Apr 8, 2021 - 10:13` is not a number. They are meant for header lines, never
for prose, which is full of dates of other things.

Datelines (`Pyongyang, April 7 (KCNA) --`) are read by `index.extraction.metadata.datelines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.dates import PartialDate
from index.extraction.metadata.calendar_words import DAY, MONTH, YEAR, month_number

JUCHE_EPOCH = 1911
_BEFORE = r"(?<![\w.,/-])"

LONGEST_LINE = 300
_LATER_LABEL = re.compile(
    r"(?:updated|modified|edited|revised|corrected|accessed|retrieved|printed)"
    r"(?:\s+(?:on|at))?\s*[:\-–]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DatePattern:
    """One way of writing a date: its name, the expression, and an example with its value."""

    name: str
    regex: re.Pattern[str]
    example: str
    value: str


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


def _row(name: str, regex: str, example: str, value: str) -> DatePattern:
    return DatePattern(name, re.compile(regex, re.IGNORECASE), example, value)


_JUCHE = r"Juche\s*(?P<juche>\d{1,3})\s*(?:\(\s*(?P<year>\d{4})\s*\))?"

# fmt: off
PATTERNS: tuple[DatePattern, ...] = (
    _row("ISO date", rf"(?<![\d-]){YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
         " date 2021-04-07 ", "2021-04-07"),
    _row("Juche year in Korean",
         r"주체\s*(?P<juche>\d{1,3})\s*\(\s*(?P<year>\d{4})\s*\)\s*년\s*(?P<month>\d{1,2})\s*월"
         r"\s*(?P<day>\d{1,2})\s*일",
         "주체110(2021)년 4월 7일", "2021-04-07"),
    _row("date in Korean, Chinese or Japanese",
         rf"{YEAR}\s*[년年]\s*(?P<month>\d{{1,2}})\s*[월月]\s*(?P<day>\d{{1,2}})\s*[일日]",
         "입력 2021년 4월 7일", "2021-04-07"),
    _row("month, day and Juche year", rf"{_BEFORE}{MONTH}\s*{DAY},?\s*{_JUCHE}",
         "Sat, April 10, Juche 110(2021)", "2021-04-10"),
    _row("day, month and Juche year", rf"{_BEFORE}{DAY}\s+{MONTH},?\s*{_JUCHE}",
         "10 April Juche 110", "2021-04-10"),
    _row("day, month and year", rf"{_BEFORE}{DAY}\.?[\s-]*(?:of\s+)?{MONTH}[\s,-]*{YEAR}",
         "Thursday, 9th February, 1956", "1956-02-09"),
    _row("month, day and year", rf"{_BEFORE}{MONTH}\s*{DAY}(?:\s*,\s*|\s+){YEAR}",
         "Published : Apr 8, 2021 - 10:13", "2021-04-08"),
    _row("year, month and day",
         rf"(?<![\d.]){YEAR}(?:\s?\.\s?|/)(?P<month>0?[1-9]|1[0-2])(?:\s?\.\s?|/)"
         r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
         "Date of registration : 2015.04.28", "2015-04-28"),
    _row("year, month name and day", rf"{YEAR}[\s,-]+{MONTH}[\s-]+{DAY}(?!\d)",
         "2021 Apr 08", "2021-04-08"),
    _row("day.month.year",
         rf"(?<![\d.]){DAY}\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?{YEAR}",
         "Stand: 7.4.2021", "2021-04-07"),
    _row("numbers and year",
         rf"(?<![\d/-])(?P<one>\d\d?)(?P<mark>[/-])(?P<two>\d\d?)(?P=mark){YEAR}",
         "Sitting Date: 25-07-1955", "1955-07-25"),
    _row("month and Juche year", rf"{_BEFORE}{MONTH},?\s*{_JUCHE}",
         "April Juche 110 (2021)", "2021-04"),
    _row("month and year", rf"{_BEFORE}(?<!\d\s){MONTH}(?:\s*,\s*|\s+){YEAR}",
         "Spring issue, April 2021", "2021-04"),
)
# fmt: on


def find_dates(line: str, *, day_first: bool = False) -> list[FoundDate]:
    """Every date of a header line, in order, none overlapping another.

    Two numbers before a year (09-02-1956) are read only where one of them cannot be a month,
    or where `day_first` says how the source writes; a line as long as prose has no date.
    """
    if len(line) > LONGEST_LINE or not any(character.isdigit() for character in line):
        return []
    taken: list[FoundDate] = []
    for found in _matches(line, day_first):
        if all(found.end <= other.start or other.end <= found.start for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda found: found.start)


def find_date(line: str, *, day_first: bool = False) -> FoundDate | None:
    """The date a header line gives: the first, unless that one is only an update's."""
    found = find_dates(line, day_first=day_first)
    return next((one for one in found if not one.later), found[0] if found else None)


def _matches(line: str, day_first: bool) -> Iterator[FoundDate]:
    for pattern in PATTERNS:
        for match in pattern.regex.finditer(line):
            value = _value(match.groupdict(), day_first)
            if value is not None:
                later = bool(_LATER_LABEL.search(line[: match.start()]))
                yield FoundDate(
                    value, pattern.name, match.group(), match.start(), match.end(), later
                )


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
