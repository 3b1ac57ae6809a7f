"""The lists of stems: which passages each stands in and how often, in blocks of 128 postings.

A block holds the gaps between its passages, then the frequencies, both less one, then the codes,
each in as many bits as the greatest of them needs (frame of reference; Goldstein, Ramakrishnan,
Shaft, 1998). Gaps of a stem that is in more than one of eight passages take more room than a bit
for each passage, so such *dense* stems have a row of bits instead, and blocks without gaps.

A code tells the form a stem has in a passage: its most frequent form 0, the next two 1 and 2.
Where a passage holds several forms, or a rarer one, the code is SEVERAL, and its words tell.

Four numbers a block allow to pass over it unread:

    last     the passage of its last posting
    at       where it begins in `packed`
    shape    the bits of a gap, 64 times those of a frequency, 4096 times those of a code
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
"""In the shape of a block, bits of a frequency are multiplied by it, of a code by its square."""

SEVERAL = 3
"""The code where a passage has to be looked into."""

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
    shape = int(lists.shape[block])
    _unpack(lists.packed, int(lists.at[block]), 0, gap_bits(shape), passages[:count])
    for n in range(count):
        before += passages[n] + 1
        passages[n] = before
    return count


@compiled
def read_frequencies(lists: Lists, where: List, number: int, frequencies: Array) -> int:
    """Read the frequencies of the n-th block of a list into int32[BLOCK]; how many there are."""
    block = where.block + number
    count, shape = block_size(where, number), int(lists.shape[block])
    at, bit = int(lists.at[block]), frequency_bit(shape, count, 0)
    _unpack(lists.packed, at, bit, often_bits(shape), frequencies[:count])
    for n in range(count):
        frequencies[n] += 1
    return count


@compiled
def read_codes(lists: Lists, where: List, number: int, codes: Array) -> int:
    """Read the codes of the n-th block of a list into uint8[BLOCK]; how many there are."""
    block = where.block + number
    count, shape = block_size(where, number), int(lists.shape[block])
    at, bit = int(lists.at[block]), code_bit(shape, count, 0)
    _unpack(lists.packed, at, bit, code_bits(shape), codes[:count])
    return count


@compiled
def _unpack(packed: Array, at: int, bit: int, width: int, numbers: Array) -> None:
    """Read numbers of so many bits, the first of which begins at a bit of a block."""
    # Unsigned throughout: an index that could be negative costs a branch.
    bits, own = np.uint64(bit), np.uint64(width)
    mask = (_ONE << own) - _ONE
    for n in range(len(numbers)):
        word = np.uint64(at) + (bits >> np.uint64(5))
        pair = np.uint64(packed[word]) | np.uint64(packed[word + _ONE]) << np.uint64(32)
        numbers[n] = (pair >> (bits & np.uint64(31))) & mask
        bits += own


@compiled
def gap_bits(shape: int) -> int:
    """How many bits a gap takes in a block of a shape."""
    return shape % SHAPE


@compiled
def often_bits(shape: int) -> int:
    """How many bits a frequency takes in a block of a shape."""
    return shape // SHAPE % SHAPE


@compiled
def code_bits(shape: int) -> int:
    """How many bits a code takes in a block of a shape."""
    return shape // SHAPE**2


@compiled
def frequency_bit(shape: int, count: int, place: int) -> int:
    """Where in a block of a shape and so many postings the frequency of one of them begins."""
    return gap_bits(shape) * count + often_bits(shape) * place


@compiled
def code_bit(shape: int, count: int, place: int) -> int:
    """Where in a block of a shape and so many postings the code of one of them begins."""
    return frequency_bit(shape, count, count) + code_bits(shape) * place


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


@compiled
def codes_of_list(lists: Lists, where: List) -> Array:
    """uint8[n]: all codes of a list."""
    found = np.empty(where.length, np.uint8)
    for number in range(blocks_of(where.length)):
        read_codes(lists, where, number, found[number * BLOCK :])
    return found


@compiled
def frequencies_of_some(lists: Lists, where: List, postings: Array) -> Array:
    """int32[n]: the frequencies of some postings of a list, sorted, counted from 0."""
    often = np.empty(len(postings), np.int32)
    packed, ats, shapes, first = lists.packed, lists.at, lists.shape, where.block
    for n in range(len(postings)):
        number = postings[n] // BLOCK
        shape = int(shapes[first + number])
        bit = frequency_bit(shape, block_size(where, number), postings[n] % BLOCK)
        word = int(ats[first + number]) + (bit >> 5)
        often[n] = cut(packed[word], packed[word + 1], bit, often_bits(shape)) + 1
    return often


@compiled
def codes_of_some(lists: Lists, where: List, postings: Array) -> Array:
    """uint8[n]: the codes of the same."""
    codes = np.empty(len(postings), np.uint8)
    packed, ats, shapes, first = lists.packed, lists.at, lists.shape, where.block
    for n in range(len(postings)):
        number = postings[n] // BLOCK
        shape = int(shapes[first + number])
        bit = code_bit(shape, block_size(where, number), postings[n] % BLOCK)
        word = int(ats[first + number]) + (bit >> 5)
        codes[n] = cut(packed[word], packed[word + 1], bit, code_bits(shape))
    return codes
