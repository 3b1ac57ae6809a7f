"""Loops over arrays, compiled to machine code.

Most of what is done to arrays here numpy does a whole array at a time. What it cannot say so,
or only with many passes over temporary arrays, is written as the plain loop it is and compiled
(numba). Such a function takes arrays and numbers and calls only others of its kind.

Machine code is made when a function is first called with arguments of some types, which takes
about a second, and is kept on disk beside the source or, where that cannot be written, in the
user's cache folder. The interpreter's lock is not held meanwhile, so threads run side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TypeVar, cast

from numba import njit
from numba.core import event

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """A function as machine code, or inlined into other such functions."""
    try:
        made = njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:  # nowhere to keep it
        made = njit(function, nogil=True, error_model="numpy")
    return cast(Function, made)


class _Stopwatch(event.Listener):
    """Adds up how long compiling takes; to compile a function may take compiling others."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._depth = 0
        self._began = 0.0

    def on_start(self, event: event.Event) -> None:
        """Compiling begins."""
        if not self._depth:
            self._began = monotonic()
        self._depth += 1

    def on_end(self, event: event.Event) -> None:
        """Compiling ends."""
        self._depth -= 1
        if not self._depth:
            self.seconds += monotonic() - self._began


_stopwatch = _Stopwatch()
event.register("numba:compile", _stopwatch)  # type: ignore[no-untyped-call]


def compiling_seconds() -> float:
    """How long this process has spent on compiling."""
    return _stopwatch.seconds
