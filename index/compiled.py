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
from typing import TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """A function as machine code, or inlined into other such functions."""
    try:
        made = njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:  # nowhere to keep it
        made = njit(function, nogil=True, error_model="numpy")
    return cast(Function, made)
