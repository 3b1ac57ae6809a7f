"""A row of the table: what was measured, against whom, what was aimed at, and what was reached."""

from __future__ import annotations

from typing import Literal

import msgspec


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A figure and its aim; without an aim it informs and cannot be missed."""

    figure: float
    aim: float | None = None
    rule: Literal["at least", "at most"] = "at most"
    unit: str = ""
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether what was aimed at was reached."""
        if self.aim is None:
            return True
        return self.figure >= self.aim if self.rule == "at least" else self.figure <= self.aim

    @property
    def verdict(self) -> str:
        """`met`, `missed`, or nothing for a row that informs."""
        return "" if self.aim is None else "met" if self.met else "missed"


class Row(Judged, frozen=True, kw_only=True):
    """One measurement.

    The figure is a ratio unless `unit` says otherwise; `ours` and `theirs` are what it was made
    of.
    """

    corpus: str
    subject: str
    against: str
    ours: str = ""
    theirs: str = ""
