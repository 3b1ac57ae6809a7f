"""The year of a date that does not say it.

A dateline gives a month and a day. The year is that of the nearest date the capture gives:
a dispatch of Dec 30 that was posted on Jan 2 belongs to the year before.
"""

from __future__ import annotations

import re
from datetime import date

from index.dates import PartialDate

_IN_PATH = re.compile(
    r"(?<!\d)(?P<year>1[5-9]\d\d|20\d\d)(?P<mark>[-_/.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)


def nearest(month: int, day: int, reference: PartialDate) -> PartialDate | None:
    """The month and day in the year that brings them nearest to a reference date.

    A reference known only to the month or year gives its own year. None for a day no
    calendar has.
    """
    if reference.day is None or reference.month is None:
        return _dated(reference.year, month, day)
    about = date(reference.year, reference.month, reference.day).toordinal()
    dated = [_dated(reference.year + step, month, day) for step in (0, -1, 1)]
    found = [one for one in dated if one is not None]
    return min(found, key=lambda one: abs(_ordinal(one) - about), default=None)


def last_before(month: int, day: int, reference: PartialDate) -> PartialDate | None:
    """The last such day that is not after a reference, for one that may be years later."""
    same = _dated(reference.year, month, day)
    if same is not None and same.first_day <= reference.last_day:
        return same
    return _dated(reference.year - 1, month, day)


def date_in_path(path: str) -> tuple[PartialDate, str] | None:
    """A whole date in a file's name or a URL (2021-04-07, 2021/04/07, 20210407), and its text."""
    for match in _IN_PATH.finditer(path):
        found = _dated(int(match["year"]), int(match["month"]), int(match["day"]))
        if found is not None:
            return found, match.group()
    return None


def _dated(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _ordinal(day: PartialDate) -> int:
    return date(day.year, day.month or 1, day.day or 1).toordinal()
