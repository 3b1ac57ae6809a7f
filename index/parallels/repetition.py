"""Which shingles stand in several passages: compiled loops over the rows of words.

A first pass marks in a small table which shingles were seen once and which again; several may
fall on one mark, which costs time but no truth. A second pass collects the shingles that were
marked, each with the passage it stands in, as one number: the shingle's in the upper bits, so
that sorting them brings together the passages that share it.

What a shingle is, see `index.shingles`; here it is the sum of its words' numbers, each times
the weight of its place.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import signed
from index.columnar.row import FAR, Row
from index.compiled import compiled
from index.shingles import LENGTH, WEIGHTS

Array = NDArray[Any]
Keys = NDArray[np.uint64]

PART_BITS = 6
"""Shingles can be collected in up to 2 ** PART_BITS parts, each by itself."""

_W1, _W2, _W3, _W4 = WEIGHTS[1:]
_ZERO, _ONE = np.uint64(0), np.uint64(1)
_EIGHTH, _TWICE = np.uint64(3), np.uint64(6)
_PART_AT = np.uint64(64 - 40)
_PART = np.uint64((1 << PART_BITS) - 1)
_FEW = 24
"""So few numbers are sorted soonest by moving each to its place."""


@compiled
def mark(row: Row, numbers: Array, passages: Array, table: Array, bits: int) -> int:
    """Mark the shingles of some passages, bool[P]; returns how many had been marked already.

    `table`: uint8[2**(bits-3)], two bits a mark: seen, and seen again.
    """
    near, starts, far_at, far = row.near, row.starts, row.far_at, row.far
    shift = np.uint64(64 - bits)
    again = 0
    far_place = 0
    for passage in range(len(passages)):
        start, stop = starts[passage], starts[passage + 1] - 1
        if not passages[passage] or stop - start < LENGTH:
            continue
        while far_place < len(far_at) and far_at[far_place] < start:
            far_place += 1
        a = b = c = d = _ZERO
        for address in range(start, stop):
            rank = np.int64(near[address])
            if rank == FAR:
                rank = np.int64(far[far_place])
                far_place += 1
            e = numbers[rank]
            if address >= start + LENGTH - 1:
                slot = (a + b * _W1 + c * _W2 + d * _W3 + e * _W4) >> shift
                which = slot & _TWICE
                marks = np.uint64(table[slot >> _EIGHTH])
                seen = (marks >> which) & _ONE
                table[slot >> _EIGHTH] = marks | ((_ONE + seen + seen) << which)
                again += signed(seen)
            a, b, c, d = b, c, d, e
    return again


@compiled
def collect(
    row: Row,
    numbers: Array,
    passages: Array,
    table: Array,
    bits: int,
    wanted: tuple[int, int, int, int, int],
    begin: int,
    out: Keys,
) -> tuple[int, int]:
    """Collect the marked shingles of some passages from `begin` on, as far as `out` has room.

    `wanted`: 0 for all that are marked or 1 for those marked twice; which part of the shingles
    and of how many; how many bits the numbers of passages have, and the number of the first.
    Returns the passage to go on with, and how many were collected.
    """
    near, starts, far_at, far = row.near, row.starts, row.far_at, row.far
    mark_bit, part, parts, low, first = wanted
    shift, above, twice = np.uint64(64 - bits), np.uint64(low), np.uint64(mark_bit)
    only, all_parts = np.uint64(part), np.uint64(parts)
    part_bits = np.uint64(PART_BITS)
    far_place = np.searchsorted(far_at, starts[begin])
    count = 0
    for passage in range(begin, len(passages)):
        start, stop = starts[passage], starts[passage + 1] - 1
        if not passages[passage] or stop - start < LENGTH:
            continue
        if count + stop - start > len(out):
            return passage, count
        while far_place < len(far_at) and far_at[far_place] < start:
            far_place += 1
        own = np.uint64(passage + first)
        a = b = c = d = _ZERO
        for address in range(start, stop):
            rank = np.int64(near[address])
            if rank == FAR:
                rank = np.int64(far[far_place])
                far_place += 1
            e = numbers[rank]
            if address >= start + LENGTH - 1:
                shingle = a + b * _W1 + c * _W2 + d * _W3 + e * _W4
                slot = shingle >> shift
                marks = np.uint64(table[slot >> _EIGHTH]) >> ((slot & _TWICE) + twice)
                here = (((shingle >> _PART_AT) & _PART) * all_parts) >> part_bits == only
                # Written in any case, and written over unless it is counted: no branch to guess.
                out[count] = (shingle << above) | own
                count += signed(marks & _ONE) & here
            a, b, c, d = b, c, d, e
    return len(passages), count


@compiled
def grouped(keys: Keys, bits: int) -> Keys:
    """The same numbers sorted: laid out by their upper `bits`, then each heap by itself."""
    shift = np.uint64(64 - bits)
    heaps = 1 << bits
    starts = np.zeros(heaps + 2, np.int64)
    for place in range(len(keys)):
        starts[signed(keys[place] >> shift) + 2] += 1
    for heap in range(heaps):
        starts[heap + 2] += starts[heap + 1]
    found = np.empty(len(keys), np.uint64)
    for place in range(len(keys)):
        key = keys[place]
        heap = signed(key >> shift) + 1
        found[starts[heap]] = key
        starts[heap] += 1
    for heap in range(heaps):
        start, stop = starts[heap], starts[heap + 1]
        if stop - start > _FEW:
            found[start:stop].sort()
            continue
        for place in range(start + 1, stop):
            key = found[place]
            before = place - 1
            while before >= start and found[before] > key:
                found[before + 1] = found[before]
                before -= 1
            found[before + 1] = key
    return found
