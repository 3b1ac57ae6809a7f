"""Many lists of positive numbers, each in the narrowest integers that are worth it.

Most gaps between the passages of a word and most places within a passage are small, a few are
not, and what is small differs from word to word. So each list is held in 4, 8, 16 or 32 bits,
whichever takes least with its exceptions. A zero stands for an exception; the exceptions of a
list stand in order in an array of their own.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Integer = TypeVar("Integer", bound=np.integer)

NO_LIST = 4
"""The width of a list that is not held."""

FIELDS = ("width", "narrow4", "narrow8", "narrow16", "narrow32", "wide_start", "wide")
"""The arrays lists are stored in; see `NarrowLists`."""

_BITS = (4, 8, 16, 32)
_LARGEST = tuple(2**bits - 1 for bits in _BITS)
_WIDE_UNITS = (1, 1, 2, 2)
"""16-bit units of an exception, by width; where one needs more, its list takes another width."""
# The two numbers a byte holds, looked up instead of shifted out.
_HALVES = ((np.arange(256, dtype=np.uint8)[:, None] >> np.array([0, 4], np.uint8)) & 15).view("<u2")
_HALVES = _HALVES[:, 0]


class NarrowLists:
    """Lists of numbers from 1 to 2**32 - 1, by number of list.

    `arrays` are FIELDS. width: uint8[n], 0 to 3 for 4 to 32 bits, or NO_LIST. narrow4 to
    narrow32: the lists of each width one behind the other; two numbers a byte in narrow4, where
    each list begins with a byte. wide: uint16, the exceptions of all lists; one takes two units,
    the low one first, in lists of more than 8 bits. wide_start: [n+1], where those of a list begin.
    """

    def __init__(self, arrays: dict[str, Array], lengths: Array) -> None:
        """`lengths` are those of all lists; of a list that is not held, whatever it would be."""
        self.held: NDArray[np.bool_] = arrays["width"] != NO_LIST
        """bool[n]: which lists are held at all."""
        self._width = arrays["width"]
        self._start = starts(lengths, self._width)
        self._lengths = lengths
        self._narrow = [arrays[f"narrow{bits}"] for bits in _BITS]
        self._wide = arrays["wide"]
        self._wide_start = arrays["wide_start"]

    def get(self, number: int, dtype: type[Integer]) -> NDArray[Integer]:
        """A list that is held, as integers its numbers fit into."""
        start, length, width = (
            int(array[number]) for array in (self._start, self._lengths, self._width)
        )
        if width == 0:
            held = self._narrow[0][start : start + (length + 1) // 2]
            held = _HALVES[held].view(np.uint8)[:length]
        else:
            held = self._narrow[width][start : start + length]
        values = held.astype(dtype)
        first, last = self._wide_start[number : number + 2].tolist()
        if first < last:
            wide = self._wide[first:last]
            values[held == 0] = wide if _WIDE_UNITS[width] == 1 else wide.view(np.uint32)
        return values


class Encoded(NamedTuple):
    """Consecutive lists, encoded: what FIELDS are made of."""

    width: NDArray[np.uint8]
    narrow: tuple[Array, ...]
    wide_lengths: Array
    wide: NDArray[np.uint16]


def encode(values: NDArray[np.uint32], lengths: Array) -> Encoded:
    """Encode lists that stand one behind the other in `values`, none of which is 0."""
    beyond = [count(values > largest, lengths) for largest in _LARGEST]
    width = _widths(lengths, beyond)
    exception = values > np.repeat(np.array(_LARGEST, np.uint32)[width], lengths)
    wide_lengths = np.choose(width, beyond)
    units = np.array(_WIDE_UNITS)[width]
    wide = _units(values[exception], np.repeat(units, wide_lengths))
    held = np.where(exception, np.uint32(0), values)
    of_value = np.repeat(width, lengths)
    halves = _halves(held[of_value == 0], lengths[width == 0])
    others = (held[of_value == code].astype(f"u{2 ** (code - 1)}") for code in (1, 2, 3))
    return Encoded(width, (halves, *others), wide_lengths * units, wide)


def count(chosen: NDArray[np.bool_], lengths: Array) -> NDArray[np.int64]:
    """How many values of each list are chosen, of lists that stand one behind the other."""
    counted = np.zeros(len(lengths), np.int64)
    filled = np.flatnonzero(lengths)
    if len(filled):
        begins = (np.cumsum(lengths) - lengths)[filled]
        counted[filled] = np.add.reduceat(chosen, begins, dtype=np.int64)
    return counted


def starts(lengths: Array, width: Array) -> NDArray[np.int64]:
    """Where each list begins in the array of its width, given the lengths of all of them."""
    begins = np.zeros(len(lengths), np.int64)
    for code in range(len(_BITS)):
        chosen = np.flatnonzero(width == code)
        taken = lengths[chosen].astype(np.int64)
        if code == 0:
            taken = (taken + 1) // 2
        begins[chosen] = np.cumsum(taken) - taken
    return begins


def _widths(lengths: Array, beyond: list[NDArray[np.int64]]) -> NDArray[np.uint8]:
    """The width that takes least, given how many values of each list are beyond each width."""
    costs = []
    for bits, units, exceptions in zip(_BITS, _WIDE_UNITS, beyond, strict=True):
        cost = (lengths * bits + 7) // 8 + 2 * units * exceptions
        too_wide = beyond[2] > 0 if units == 1 else False
        costs.append(np.where(too_wide, np.iinfo(np.int64).max, cost))
    width: NDArray[np.uint8] = np.argmin(np.stack(costs), axis=0).astype(np.uint8)
    return width


def _units(values: NDArray[np.uint32], units: Array) -> NDArray[np.uint16]:
    """Numbers as one or two units of 16 bits each, the low one first."""
    ends = np.cumsum(units)
    taken = np.empty(int(ends[-1]) if len(ends) else 0, np.uint16)
    first = ends - units
    taken[first] = values & 0xFFFF
    double = units == 2
    taken[first[double] + 1] = values[double] >> 16
    return taken


def _halves(values: Array, lengths: Array) -> NDArray[np.uint8]:
    """Lists of numbers below 16, two a byte, the low half first; each begins with a byte."""
    taken = (lengths + 1) // 2
    halves = np.zeros(2 * int(taken.sum()), np.uint8)
    shift = 2 * (np.cumsum(taken) - taken) - (np.cumsum(lengths) - lengths)
    halves[np.arange(len(values)) + np.repeat(shift, lengths)] = values
    packed: NDArray[np.uint8] = (halves[::2] | halves[1::2] << 4).astype(np.uint8)
    return packed
