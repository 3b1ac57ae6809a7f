"""Lists of stems and rows of words, made of plain ones as a segment that was opened holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import DENSE, NOT_DENSE, SEVERAL, List, Lists, blocks_of
from index.columnar.lists_writing import Encoded, Postings, encode
from index.columnar.row import FAR, Row

Often = Mapping[int, int]
"""How often a stem stands in each passage that holds it."""


def encoded(
    stems: Sequence[Often], norms: NDArray[np.float64], codes: Sequence[int] = (SEVERAL,)
) -> Encoded:
    """The lists of some stems, encoded; `norms` are those of all passages.

    The form of a stem in passage p has code p of `codes`, which come again and again.
    """
    postings = Postings(
        np.array([len(often) for often in stems], np.int64),
        np.array([passage for often in stems for passage in sorted(often)], np.uint32),
        np.array([often[passage] for often in stems for passage in sorted(often)], np.uint32),
        np.array([codes[p % len(codes)] for often in stems for p in sorted(often)], np.uint8),
    )
    return encode(postings, norms)


def lists_of(
    stems: Sequence[Often], norms: NDArray[np.float64], codes: Sequence[int] = (SEVERAL,)
) -> tuple[Lists, list[List]]:
    """The lists of some stems, and where each is."""
    found = encoded(stems, norms, codes)
    packed = np.append(found.packed, np.uint32(0))
    arrays = (packed, found.at, found.last, found.shape, found.peak, found.dense)
    return Lists(*map(mapped, arrays)), wheres_of(stems, len(norms))


def wheres_of(stems: Sequence[Often], passages: int) -> list[List]:
    """Where the list of each stem is."""
    wheres, block, row = [], 0, 0
    for often in stems:
        is_dense = len(often) * DENSE > passages
        wheres.append(List(block, len(often), row if is_dense else NOT_DENSE))
        block += blocks_of(len(often))
        row += is_dense
    return wheres


def row_of(passages: Sequence[Sequence[int]]) -> Row:
    """The row of passages given by the ranks of their words; ranks count from 1."""
    ranks = [0] + [rank for words in passages for rank in (*words, 0)]
    starts = np.cumsum([1] + [len(words) + 1 for words in passages])
    far_at = [address for address, rank in enumerate(ranks) if rank >= FAR]
    return Row(
        starts,
        mapped(np.minimum(ranks, FAR).astype(np.uint16)),
        np.array(far_at, np.int64),
        mapped(np.array([ranks[address] for address in far_at], np.uint32)),
        np.full(max(ranks) + 1, SEVERAL, np.uint8),
    )


def passages_in(numbers: Sequence[int]) -> NDArray[np.int32]:
    """Numbers of passages as loops take them."""
    return np.array(numbers, np.int32)


def mapped(array: NDArray[Any]) -> NDArray[Any]:
    """An array that cannot be written, like one that is mapped from a file."""
    array.setflags(write=False)
    return array
