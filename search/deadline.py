"""The time a query may take.

Arrays cannot be interrupted, so whoever works with them asks between two operations whether
there is time for the next. A clock is asked, not a signal sent, so this works in every thread.
What a loop takes to be compiled, once on each machine, does not count.

A request may ask for several things, of several packages. What it may take altogether is
allotted where it comes in, and every deadline below ends with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from index.compiled import compiling_seconds
from search.errors import EngineUnavailable

SECONDS = 2.0
"""How long a query may take unless told otherwise."""

RETRY_AFTER = 1
"""Seconds after which it is worth asking again: what was read meanwhile is kept."""

LESS = "longer beginnings before *, fewer alternatives, a range of dates"
"""What to do about a query that takes too long."""


_ALLOTTED: ContextVar[Deadline | None] = ContextVar("allotted", default=None)


class Deadline:
    """The moment by which a query has to be answered."""

    def __init__(self, seconds: float | None = None, advice: str = LESS) -> None:
        """`advice`: what to ask for instead."""
        self._advice = advice
        self._seconds = SECONDS if seconds is None else seconds
        self._end = _working_time() + self._seconds
        around = _ALLOTTED.get()
        if around is not None:
            self._end = min(self._end, around._end)

    def check(self) -> None:
        """Raises EngineUnavailable where time is up."""
        if _working_time() > self._end:
            raise EngineUnavailable(
                "time_limit",
                f"The search took longer than {self._seconds:g} seconds and was given up. "
                f"Ask for less: {self._advice}.",
                RETRY_AFTER,
            )


@contextmanager
def allotted(seconds: float | None = None) -> Iterator[None]:
    """Whatever is asked for within takes no longer altogether; allotments within end with it."""
    token = _ALLOTTED.set(Deadline(seconds))
    try:
        yield
    finally:
        _ALLOTTED.reset(token)


def check_time() -> None:
    """Raises EngineUnavailable where what was allotted is used up; nothing where nothing was."""
    around = _ALLOTTED.get()
    if around is not None:
        around.check()


def _working_time() -> float:
    return monotonic() - compiling_seconds()
