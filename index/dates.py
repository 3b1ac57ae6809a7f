"""Dates as sources give them: sometimes only a year, sometimes a month.

A date known to the month is not the first of that month. `PartialDate` keeps what is
known and turns into a span of days where days are compared.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

import msgspec

Precision = Literal["year", "month", "day"]

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_EPOCH = date(1970, 1, 1).toordinal()


class PartialDate(msgspec.Struct, frozen=True, order=True):
    """A year, a month of a year, or a day: as much of a date as is known."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what the calendar does not have, with a ValueError."""
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ISO 8601 at any precision: 2021, 2021-04, 2021-04-07.

        Raises ValueError for any other form and for days the calendar does not have.
        """
        match = _ISO.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r} is not a date: write 2021, 2021-04 or 2021-04-07")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        return cls(year, month, day)

    @property
    def precision(self) -> Precision:
        """How much is known."""
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def first_day(self) -> int:
        """The first day it can mean, in days since 1970-01-01 (negative before)."""
        return date(self.year, self.month or 1, self.day or 1).toordinal() - _EPOCH

    @property
    def last_day(self) -> int:
        """The last day it can mean, in days since 1970-01-01 (negative before)."""
        month = self.month or 12
        day = self.day or monthrange(self.year, month)[1]
        return date(self.year, month, day).toordinal() - _EPOCH

    def __str__(self) -> str:
        """ISO 8601 at the precision known."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text


def day_of(day: int) -> date:
    """The calendar day of a number of days since 1970-01-01."""
    return date.fromordinal(day + _EPOCH)
