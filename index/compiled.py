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
from hashlib import sha256
from time import monotonic
from types import CodeType
from typing import TypeVar, cast

import numpy as np
import numpy.ma  # for numba, which asks for it with the first array it is given
from numba import njit
from numba.core import event
from numba.core.dispatcher import Dispatcher
from numba.core.registry import cpu_target

from index.kept_code import load_lazily

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """A function as machine code, or inlined into other such functions."""
    try:
        made = njit(function, cache=True, nogil=True, error_model="numpy")
        _stamps[made] = _stamp(function)
        # What is kept holds for a source file as it was when it was compiled. Functions and
        # numbers of other files are compiled into it, so these have to be as they were, too.
        kept = made._cache._cache_file
        kept._source_stamp = (kept._source_stamp, _stamps[made])
    except RuntimeError:  # nowhere to keep it
        made = njit(function, nogil=True, error_model="numpy")
    return cast(Function, made)


_stamps: dict[object, str] = {}
"""By function that was compiled: a digest of all that was compiled into it."""


def _stamp(function: Callable[..., object]) -> str:
    """A digest of a function, of those it calls, and of the numbers it names."""
    code = function.__code__
    constants = [value for value in code.co_consts if not isinstance(value, CodeType)]
    digest = sha256(code.co_code + repr(constants).encode())
    for name in code.co_names:
        value = function.__globals__.get(name)
        if isinstance(value, Dispatcher):
            digest.update(_stamps.get(value, "").encode())
        elif isinstance(value, int | float | np.generic):
            digest.update(f"{name}={value!r}".encode())
    return digest.hexdigest()


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


# The compiler's own tables are made now rather than with the first question that is asked.
cpu_target.typing_context.refresh()
cpu_target.target_context.refresh()
load_lazily(cpu_target.target_context.codegen())

_stopwatch = _Stopwatch()
event.register("numba:compile", _stopwatch)  # type: ignore[no-untyped-call]


def compiling_seconds() -> float:
    """How long this process has spent on compiling."""
    return _stopwatch.seconds
