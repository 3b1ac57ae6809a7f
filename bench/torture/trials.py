"""A trial of a promise: where it may write, how much it is to try, and the rows it gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.rows import Judged


class Tried(Judged, frozen=True, kw_only=True):
    """A row of the table: what was tried how many times, and the figure that is judged."""

    what: str
    times: int


class Trial(NamedTuple):
    """What the trial of a promise is given: an empty folder of its own, and how much to try."""

    work: Path
    quick: bool
    say: Callable[[str], None]

    def times(self, quick: int, full: int) -> int:
        """How often to try: the first number where five minutes have to do for all promises."""
        return quick if self.quick else full


class Promise(NamedTuple):
    """A promise by its number, the module that tries it, what is promised, and its trial."""

    number: int
    name: str
    promised: str
    rows: Callable[[Trial], list[Tried]]
