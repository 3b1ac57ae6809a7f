"""Sets of passages as a bit each, so that a machine word answers for 64 of them at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
"""uint64[ceil(P / 64)]: passage p is bit p % 64 of word p // 64; bits beyond P are 0."""

Passages = NDArray[np.int32]


def bits_of(passages: Passages, universe: int) -> Bits:
    """The bits of some of so many passages."""
    marks = np.zeros(universe, np.bool_)
    marks[passages] = True
    return packed(marks)


def packed(marks: NDArray[np.bool_]) -> Bits:
    """The bits of the passages that are marked, of bool[P]."""
    bits = np.zeros(-(-len(marks) // 64), np.uint64)
    octets = np.packbits(marks, bitorder="little")
    bits.view(np.uint8)[: len(octets)] = octets
    return bits


def count(bits: Bits) -> int:
    """How many passages there are."""
    return int(np.bitwise_count(bits).sum())


def passages_of(bits: Bits) -> Passages:
    """The passages, sorted."""
    marks = np.unpackbits(bits.view(np.uint8), bitorder="little")
    return np.flatnonzero(marks.view(np.bool_)).astype(np.int32)


def among(passages: Passages, bits: Bits) -> NDArray[np.bool_]:
    """Which of some passages are in the set."""
    octets = bits.view(np.uint8)[passages >> 3]
    found: NDArray[np.bool_] = ((octets >> (passages & 7).astype(np.uint8)) & 1).view(np.bool_)
    return found


def first(bits: Bits, count: int) -> Passages:
    """The first `count` passages, sorted."""
    counts = np.cumsum(np.bitwise_count(bits), dtype=np.int64)
    words = int(counts.searchsorted(count)) + 1
    return passages_of(bits[:words])[:count]
