"""Numbers of words by their bytes, looked up an array at a time.

A word of up to 16 bytes is two 64-bit integers, compared as such; these are the keys of a hash
table in numpy arrays with open addressing. Words that are longer or not in the table yet, a
few in a hundred, are for the caller to look up one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

LONGEST = 16
"""Bytes of the longest word the table takes."""
UNKNOWN = np.iinfo(np.uint32).max
"""Stands for a word that is not in the table."""

_SLOTS = 1 << 16
_LOAD = 4
"""Slots a word has, at least; with many, few words have to look further than their first."""
# Odd and without pattern, as multiplicative hashing wants it: the golden ratio and its square.
_LOW_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_HIGH_FACTOR = np.uint64(0xC2B2AE3D27D4EB4F)
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(9)], np.uint64)


class WordTable:
    """Numbers by word. A word of no bytes but zeros has the number 0, and so has nothing else."""

    def __init__(self) -> None:
        self._words = 0
        self._clear(_SLOTS)

    def numbers(self, text: bytes, starts: Array, ends: Array) -> NDArray[np.uint32]:
        """uint32[n]: the numbers of the words between `starts` and `ends`, or UNKNOWN.

        At least LONGEST bytes have to follow the start of the last word.
        """
        low, high = _keys(text, starts, ends - starts)
        slots = self._slots(low, high)
        numbers = self._numbers[slots]
        wrong = (self._low[slots] != low) | (self._high[slots] != high)
        places = np.flatnonzero(wrong)
        while len(places):
            further = slots[places]
            # An empty slot ends the search; its own number is 0.
            empty = self._low[further] == 0
            numbers[places[empty]] = UNKNOWN
            places, further = places[~empty], further[~empty] + 1 & self._mask
            slots[places] = further
            numbers[places] = self._numbers[further]
            still = (self._low[further] != low[places]) | (self._high[further] != high[places])
            places = places[still]
        numbers[ends - starts > LONGEST] = UNKNOWN
        return numbers

    def add(self, words: Sequence[bytes], numbers: Sequence[int]) -> None:
        """Add words that are not there yet, each of at most LONGEST bytes."""
        self._words += len(words)
        if self._words * _LOAD > self._mask:
            taken = self._low != 0
            kept = self._low[taken], self._high[taken], self._numbers[taken]
            self._clear((self._mask + 1) * 4)
            self._insert(*kept)
        lengths = np.array([len(word) for word in words], np.int64)
        ends = np.cumsum(lengths)
        text = b"".join(words) + bytes(LONGEST)
        self._insert(*_keys(text, ends - lengths, lengths), np.array(numbers, np.uint32))

    def _clear(self, slots: int) -> None:
        self._mask = slots - 1
        self._shift = np.uint64(64 - slots.bit_length() + 1)
        self._low, self._high = np.zeros((2, slots), np.uint64)
        self._numbers = np.zeros(slots, np.uint32)

    def _slots(self, low: Array, high: Array) -> NDArray[np.int64]:
        mixed = (low ^ high * _HIGH_FACTOR) * _LOW_FACTOR
        slots: NDArray[np.int64] = (mixed >> self._shift).astype(np.int64)
        return slots

    def _insert(self, low: Array, high: Array, numbers: Array) -> None:
        """Add keys that differ and are not there yet."""
        slots = self._slots(low, high)
        while len(slots):
            # Of several that want a free slot the last one written has it.
            free = np.flatnonzero(self._low[slots] == 0)
            taken = slots[free]
            self._low[taken], self._high[taken] = low[free], high[free]
            self._numbers[taken] = numbers[free]
            left = (self._low[slots] != low) | (self._high[slots] != high)
            low, high, numbers = low[left], high[left], numbers[left]
            slots = slots[left] + 1 & self._mask


def _keys(text: bytes, starts: Array, lengths: Array) -> tuple[Array, Array]:
    """The first 16 bytes of each word as two numbers; what is behind its end counts as zeros."""
    octets = np.frombuffer(text, np.uint8)
    # Eight bytes from every place on, as a number each: a view, nothing is copied.
    windows = np.ndarray((len(octets) - 7,), "<u8", octets, strides=(1,))
    low = windows[starts] & _MASKS[np.minimum(lengths, 8)]
    high = np.zeros(len(starts), np.uint64)
    long = np.flatnonzero(lengths > 8)
    high[long] = windows[starts[long] + 8] & _MASKS[np.minimum(lengths[long] - 8, 8)]
    return low, high
