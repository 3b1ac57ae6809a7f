"""The time a query may take.

Arrays cannot be interrupted, so whoever works with them asks between two operations whether
there is time for the next. A clock is asked, not a signal sent, so this works in every thread.
What a loop takes to be compiled, once on each machine, does not count.
"""

from __future__ import annotations

from time import monotonic

from index.compiled import compiling_seconds
from search.errors import EngineUnavailable

SECONDS = 2.0
"""How long a query may take unless told otherwise."""

RETRY_AFTER = 1
"""Seconds after which it is worth asking again: what was read meanwhile is kept."""

LESS = "longer beginnings before *, fewer alternatives, a range of dates"
"""What to do about a query that takes too long."""


class Deadline:
    """The moment by which a query has to be answered."""

    def __init__(self, seconds: float | None = None, advice: str = LESS) -> None:
        """`advice`: what to ask for instead."""
        self._advice = advice
        self._seconds = SECONDS if seconds is None else seconds
        self._end = _working_time() + self._seconds

    def check(self) -> None:
        """Raises EngineUnavailable where time is up."""
        if _working_time() > self._end:
            raise EngineUnavailable(
                "time_limit",
                f"The search took longer than {self._seconds:g} seconds and was given up. "
                f"Ask for less: {self._advice}.",
                RETRY_AFTER,
            )


def _working_time() -> float:
    return monotonic() - compiling_seconds()
