"""Short paragraphs between parallels: `Dear comrades,` says nothing, unless what follows agrees.

A paragraph of fewer than eight words is no parallel of another by itself, however alike. But
where the paragraphs before or behind two of them share ENOUGH, and they are word for word the
same, they belong to the text that is shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.row import FAR, Row, far_rank
from index.compiled import compiled
from index.parallels.finding import ENOUGH, Pairs, joined
from index.parallels.pairing import FEWEST
from index.parallels.rows import Rows
from index.shingles import LENGTH

Array = NDArray[Any]

SHORT = FEWEST + LENGTH - 1
"""So many words are compared by themselves."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def with_neighbours(pairs: Pairs, rows: Sequence[Rows], owners: Array) -> Pairs:
    """The pairs, and those of short paragraphs beside the strong ones, and beside these.

    owners: int32[P], the document of each passage.
    """
    lengths = np.concatenate(
        [np.zeros(0, np.int64), *(np.where(r.after, np.diff(r.words.starts) - 1, 0) for r in rows)]
    )
    known = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    strong = pairs.shared >= ENOUGH
    left, right = pairs.left[strong], pairs.right[strong]
    while len(left):
        beside = _beside(left, right, lengths, owners)
        same = _texts(beside[0], rows) == _texts(beside[1], rows)
        new = sorted({*zip(*(side[same].tolist() for side in beside), strict=True)} - known)
        known.update(new)
        left, right = np.array(new, np.int64).reshape(-1, 2).T
        shared = np.maximum(lengths[left] - LENGTH + 1, 0).astype(np.int32)
        pairs = joined(pairs, Pairs(left, right, shared))
    return pairs


def _beside(left: Array, right: Array, lengths: Array, owners: Array) -> tuple[Array, Array]:
    """The short paragraphs of one length before and behind pairs, in the same documents."""
    one = np.concatenate([left - 1, left + 1])
    other = np.concatenate([right - 1, right + 1])
    inside = (one >= 0) & (other >= 0) & (one < len(lengths)) & (other < len(lengths))
    was = np.tile(left, 2)[inside], np.tile(right, 2)[inside]
    one, other = one[inside], other[inside]
    chosen = (owners[one] == owners[was[0]]) & (owners[other] == owners[was[1]])
    chosen &= (lengths[one] == lengths[other]) & (lengths[one] > 0) & (lengths[one] < SHORT)
    return one[chosen], other[chosen]


def _texts(passages: Array, rows: Sequence[Rows]) -> NDArray[np.uint64]:
    """uint64[n]: a number for the words of each passage."""
    found = np.zeros(len(passages), np.uint64)
    for own in rows:
        here = (passages >= own.first) & (passages < own.first + own.passages)
        found[here] = _numbered(own.words, own.numbers, passages[here] - own.first)
    return found


@compiled
def _numbered(row: Row, numbers: Array, passages: Array) -> Array:
    """uint64[n]: the numbers of the words of some passages, taken together in order."""
    near, starts = row.near, row.starts
    found = np.zeros(len(passages), np.uint64)
    for n in range(len(passages)):
        start, stop = starts[passages[n]], starts[passages[n] + 1] - 1
        number = np.uint64(0)
        for address in range(start, stop):
            rank = np.int64(near[address])
            if rank == FAR:
                rank = np.int64(far_rank(row, address))
            number = number * _FACTOR + numbers[rank]
        found[n] = number
    return found
