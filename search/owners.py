"""Which passage an address of the row belongs to.

The beginnings of passages are marked in a row of bits, with a count of all marks before each
machine word of it; the marks up to an address then take two look-ups and a population count,
where a binary search takes twenty look-ups (Jacobson: "Space-efficient Static Trees and
Graphs", 1989). Three bits an address; made when first needed.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]

_FEW = 64
"""So few addresses are looked up by binary search."""


class Owners:
    """The passages of addresses; `starts` is int64[P+1], where each passage begins."""

    def __init__(self, starts: Ints) -> None:
        self._starts = starts

    def of(self, addresses: NDArray[np.integer]) -> Ints:
        """int64[n]: the passage each address stands in."""
        if len(addresses) <= _FEW:
            return self._starts.searchsorted(addresses, "right") - 1
        marks, before = self._ranks
        word = addresses >> 6
        # The marks of the word up to the address itself: those beyond are shifted out.
        upto = marks[word] << (63 - (addresses & 63)).astype(np.uint64)
        found: Ints = before[word] + np.bitwise_count(upto) - 1
        return found

    @cached_property
    def _ranks(self) -> tuple[NDArray[np.uint64], Ints]:
        """The marks, 64 a word, and how many there are before each word."""
        bits = np.zeros((int(self._starts[-1]) // 64 + 1) * 64, np.bool_)
        bits[self._starts] = True
        marks = np.packbits(bits, bitorder="little").view(np.uint64)
        counts = np.bitwise_count(marks).astype(np.int64)
        return marks, np.cumsum(counts) - counts
