"""The lists of stems: which passages each stands in and how often, in blocks of 128 postings.

A block holds the gaps between its passages and then the frequencies, both less one, each in as
many bits as the greatest of them needs (frame of reference; Goldstein, Ramakrishnan, Shaft,
1998). Gaps of a stem that is in more than one of eight passages take more room than a bit for
each passage, so such *dense* stems have a row of bits instead, and blocks of frequencies alone.

Four numbers a block allow to pass over it unread:

    last     the passage of its last posting
    at       where it begins in `packed`
    shape    the bits of a gap, and 64 times those of a frequency
    peak     the greatest weight in it, rounded up (see `peak_of`)

Functions here are compiled; they read one block into an array the caller has made.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

Array = NDArray[Any]

BLOCK = 128
"""How many postings a block holds; the last one of a list, what is left."""

DENSE = 8
"""A stem in more than one of so many passages has a bit for each passage."""

NOT_DENSE = -1

SATURATION = 1.2
"""The weight that counts for half of what a weight can count for at most."""

LENGTH_SHARE = 0.75
"""How much of the norm of a passage, 1 on average, is in proportion to its length."""

SHAPE = 64
"""What the bits of a frequency are multiplied by in the shape of a block."""

_ONE = np.uint64(1)
_ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
_ODD = np.uint64(0x5555_5555_5555_5555)
_PAIRS = np.uint64(0x3333_3333_3333_3333)
_NIBBLES = np.uint64(0x0F0F_0F0F_0F0F_0F0F)
_BYTES = np.uint64(0x0101_0101_0101_0101)


class Lists(NamedTuple):
    """The lists of all stems of P passages, in B blocks.

    packed: uint32[n+1], the blocks, each from a whole number on, and one number more. at:
    uint32[B]. last: int32[B]. shape: uint16[B]. peak: uint8[B]. dense: uint64[d, P // 64 + 1],
    passage p is bit p % 64 of number p // 64.
    """

    packed: NDArray[np.uint32]
    at: NDArray[np.uint32]
    last: NDArray[np.int32]
    shape: NDArray[np.uint16]
    peak: NDArray[np.uint8]
    dense: NDArray[np.uint64]


class List(NamedTuple):
    """Where a list is: its first block, how many postings, and its row of `dense` or NOT_DENSE."""

    block: int
    length: int
    dense: int


EMPTY = List(0, 0, NOT_DENSE)


@compiled
def peak_of(weight: float) -> int:
    """A weight, a frequency divided by the norm of its passage, rounded up to one of 255 steps.

    Steps are even in what a weight saturates to, which is what it counts for: w / (w + 1.2).
    """
    return min(255, int(np.ceil(255 * weight / (weight + SATURATION))))


@compiled
def weight_of(peak: int) -> float:
    """The greatest weight that is rounded up to a peak."""
    return SATURATION * peak / (255.0 - peak) if peak < 255 else np.inf


@compiled
def signed(number: np.uint64) -> int:
    """A number as one that can be reckoned with: mixed with others, uint64 turns into float64."""
    return np.int64(number)  # type: ignore[return-value]


@compiled
def popcount(bits: np.uint64) -> int:
    """How many bits of 64 are set (Warren: "Hacker's Delight", 5-1)."""
    bits -= (bits >> _ONE) & _ODD
    bits = (bits & _PAIRS) + ((bits >> np.uint64(2)) & _PAIRS)
    bits = (bits + (bits >> np.uint64(4))) & _NIBBLES
    return signed((bits * _BYTES) >> np.uint64(56))


@compiled
def lowest(bits: np.uint64) -> int:
    """The number of the lowest bit that is set, of bits that are not all 0."""
    return popcount((bits & (~bits + _ONE)) - _ONE)


@compiled
def block_size(where: List, number: int) -> int:
    """How many postings the n-th block of a list holds."""
    return min(BLOCK, where.length - number * BLOCK)


@compiled
def read_passages(lists: Lists, where: List, number: int, passages: Array) -> int:
    """Read the passages of the n-th block of a list into int32[BLOCK]; how many there are."""
    block = where.block + number
    count = block_size(where, number)
    before = int(lists.last[block - 1]) if number else -1
    if where.dense >= 0:
        _read_bits(lists.dense[where.dense], before + 1, count, passages)
        return count
    width = np.uint64(lists.shape[block] % SHAPE)
    mask = (_ONE << width) - _ONE
    packed, at = lists.packed, int(lists.at[block])
    bit = np.uint64(0)
    for n in range(count):
        word = at + signed(bit >> np.uint64(5))
        pair = np.uint64(packed[word]) | np.uint64(packed[word + 1]) << np.uint64(32)
        before += signed((pair >> (bit & np.uint64(31))) & mask) + 1
        passages[n] = before
        bit += width
    return count


@compiled
def read_frequencies(lists: Lists, where: List, number: int, frequencies: Array) -> int:
    """Read the frequencies of the n-th block of a list into int32[BLOCK]; how many there are."""
    block = where.block + number
    count = block_size(where, number)
    shape = lists.shape[block]
    width = np.uint64(shape // SHAPE)
    mask = (_ONE << width) - _ONE
    packed, at = lists.packed, int(lists.at[block])
    bit = np.uint64(shape % SHAPE) * np.uint64(count)
    for n in range(count):
        word = at + signed(bit >> np.uint64(5))
        pair = np.uint64(packed[word]) | np.uint64(packed[word + 1]) << np.uint64(32)
        frequencies[n] = signed((pair >> (bit & np.uint64(31))) & mask) + 1
        bit += width
    return count


@compiled
def frequency_bit(shape: int, count: int, place: int) -> int:
    """Where in a block of a shape and so many postings the frequency of one of them begins."""
    return shape % SHAPE * count + shape // SHAPE * place


@compiled
def cut(low: np.uint32, high: np.uint32, bit: int, width: int) -> int:
    """The number of `width` bits that begins at a bit, modulo 32, of two numbers of 32 bits."""
    pair = np.uint64(low) | np.uint64(high) << np.uint64(32)
    return signed((pair >> np.uint64(bit & 31)) & ((_ONE << np.uint64(width)) - _ONE))


@compiled
def _read_bits(bits: Array, start: int, count: int, passages: Array) -> None:
    """The first `count` bits set from one on."""
    word = start >> 6
    left = bits[word] & (_ALL << np.uint64(start & 63))
    for n in range(count):
        while left == 0:
            word += 1
            left = bits[word]
        passages[n] = (word << 6) + lowest(left)
        left &= left - _ONE


@compiled
def blocks_of(count: int) -> int:
    """How many blocks so many postings take."""
    return (count + BLOCK - 1) // BLOCK


@compiled
def passages_of(lists: Lists, where: List) -> Array:
    """int32[n]: all passages of a list, sorted."""
    found = np.empty(where.length, np.int32)
    for number in range(blocks_of(where.length)):
        read_passages(lists, where, number, found[number * BLOCK :])
    return found


@compiled
def frequencies_of(lists: Lists, where: List) -> Array:
    """int32[n]: all frequencies of a list."""
    found = np.empty(where.length, np.int32)
    for number in range(blocks_of(where.length)):
        read_frequencies(lists, where, number, found[number * BLOCK :])
    return found
