"""A row of the table: what was measured, against whom, what was aimed at, and what was reached."""

from __future__ import annotations

from typing import Literal

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement.

    `figure` is what is judged, a ratio unless `unit` says otherwise; `ours` and `theirs` are
    what it was made of. A row without an aim informs and cannot be missed.
    """

    corpus: str
    subject: str
    against: str
    figure: float
    aim: float | None = None
    rule: Literal["at least", "at most"] = "at most"
    unit: str = ""
    ours: str = ""
    theirs: str = ""
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
