"""Which passages share shingles, and how many: compiled loops over collected shingles.

They come sorted (see `repetition`): the passages that share one follow each other. Most pairs
of passages that share any share one or two, a turn of phrase; to keep them out, pairs are first
only tallied in a table on which several may fall, and written out the second time where their
tally allows.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import signed
from index.compiled import compiled
from index.parallels.repetition import Keys

Array = NDArray[Any]

RARE = 8
"""A shingle that stands in so many passages or fewer says something of any two by itself."""

COMMON = 32
"""A shingle that stands in more passages is a formula, and says nothing of any two."""

FEWEST = 4
"""Fewer shingles in common, or eight words in a row, are no parallel however short a passage."""

_LEFT = np.uint64(0x9E3779B97F4A7C15)
_RIGHT = np.uint64(0xC2B2AE3D27D4EB4F)
_ONE, _HALF, _TOP = np.uint64(1), np.uint64(32), np.uint64(63)
_FULL = 255


@compiled
def next_group(keys: Keys, begin: int, low: int, held: Array) -> tuple[int, int]:
    """The passages that share the shingle at `begin`, put into `held`, int64[COMMON + 1].

    Returns where the next shingle begins, and how many passages there are, each counted once;
    COMMON + 1 stands for more than COMMON. `low`: how many bits the passage has.
    """
    above = np.uint64(low)
    mask = (_ONE << above) - _ONE
    shingle = keys[begin] >> above
    count = 0
    place = begin
    while place < len(keys) and keys[place] >> above == shingle:
        passage = signed(keys[place] & mask)
        if count <= COMMON and (count == 0 or held[count - 1] != passage):
            held[count] = passage
            count += 1
        place += 1
    return place, count


@compiled
def tally(keys: Keys, low: int, owners: Array, targets: Array, table: Array, bits: int) -> None:
    """Count for each pair how many shingles it has in common, in uint8[2**bits], up to 255.

    owners: int32[P], the document of each passage; a pair is of two. targets: bool[P]; a pair
    has at least one.
    """
    held = np.empty(COMMON + 1, np.int64)
    shift = np.uint64(64 - bits)
    place = 0
    while place < len(keys):
        place, count = next_group(keys, place, low, held)
        if count > COMMON:
            continue
        for i in range(count):
            left = held[i]
            for j in range(i + 1, count):
                right = held[j]
                if owners[left] != owners[right] and (targets[left] or targets[right]):
                    slot = (np.uint64(left) * _LEFT + np.uint64(right)) * _RIGHT >> shift
                    table[slot] += table[slot] < _FULL


@compiled
def write_pairs(
    keys: Keys,
    begin: int,
    low: int,
    owners: Array,
    targets: Array,
    table: Array,
    bits: int,
    out: Keys,
) -> tuple[int, int]:
    """Write the pairs whose tally is FEWEST or more, once for each shingle in common.

    From `begin` on and as long as `out` has room, which must be for a group. A pair is one
    number, the lower passage in its upper half and, above it, whether the shingle is rare.
    Returns where to go on, and how many.
    """
    held = np.empty(COMMON + 1, np.int64)
    shift = np.uint64(64 - bits)
    room = len(out) - COMMON * COMMON
    written = 0
    place = begin
    while place < len(keys) and written <= room:
        place, count = next_group(keys, place, low, held)
        if count > COMMON:
            continue
        rare = np.uint64(count <= RARE) << _TOP
        for i in range(count):
            left = held[i]
            for j in range(i + 1, count):
                right = held[j]
                if owners[left] != owners[right] and (targets[left] or targets[right]):
                    slot = (np.uint64(left) * _LEFT + np.uint64(right)) * _RIGHT >> shift
                    if table[slot] >= FEWEST:
                        out[written] = rare | (np.uint64(left) << _HALF) | np.uint64(right)
                        written += 1
    return place, written


@compiled
def mark_turned(keys: Keys, low: int, before: Array, after: Array, found: Array) -> None:
    """Mark the passages of shingles that are no longer rare or became formulas, or the reverse.

    before, after: bool[P], where a shingle counted before the archive changed, and counts now.
    found: bool[P].
    """
    above = np.uint64(low)
    mask = (_ONE << above) - _ONE
    begin = 0
    while begin < len(keys):
        shingle = keys[begin] >> above
        was, now = 0, 0
        last = -1
        place = begin
        while place < len(keys) and keys[place] >> above == shingle:
            passage = signed(keys[place] & mask)
            if passage != last:
                was += before[passage]
                now += after[passage]
                last = passage
            place += 1
        if (was > COMMON) != (now > COMMON) or (was > RARE) != (now > RARE):
            for turned in range(begin, place):
                found[signed(keys[turned] & mask)] = True
        begin = place
