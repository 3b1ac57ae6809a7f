"""Parallels on disk: for each passage that has any, its partners and how much is shared.

    passages     uint32[m], the passages that have parallels, sorted
    starts       uint32[m+1], where those of each begin
    partners     uint32[n], the other passages, sorted for each
    shared       uint16[n], how many shingles each has in common with it

Beside them stands a sealed manifest with their sizes and digests, like that of a segment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import disk
from index.columnar.array_files import save
from index.columnar.manifest import load_array, read_manifest, write_manifest
from index.errors import DamagedIndex
from index.parallels.finding import Pairs

Array = NDArray[Any]

PARALLELS_FOLDER = "parallels"

_ARRAYS = ("passages", "starts", "partners", "shared")
_MOST = int(np.iinfo(np.uint16).max)


class Ties(NamedTuple):
    """Parallels of some passages: each passage, its partner, how many shingles; int64[n] all."""

    passages: NDArray[np.int64]
    partners: NDArray[np.int64]
    shared: NDArray[np.int64]


class Parallels:
    """The parallels of a generation, mapped; threads may share them."""

    def __init__(self, passages: Array, starts: Array, partners: Array, shared: Array) -> None:
        self._passages = passages
        self._starts = starts
        self._partners = partners
        self._shared = shared

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self._partners) // 2

    def within(self, first: int, last: int) -> Ties:
        """Those of the passages from the first up to, not with, the last, in order."""
        begin, end = np.searchsorted(self._passages, [first, last]).tolist()
        bounds = self._starts[begin : end + 1].astype(np.int64)
        own = slice(int(bounds[0]), int(bounds[-1]))
        passages = np.repeat(self._passages[begin:end].astype(np.int64), np.diff(bounds))
        return Ties(
            passages, self._partners[own].astype(np.int64), self._shared[own].astype(np.int64)
        )

    def pairs(self) -> Pairs:
        """All of them, each pair once."""
        all_of = self.within(0, int(self._passages[-1]) + 1 if len(self._passages) else 0)
        once = all_of.passages < all_of.partners
        passages, partners, shared = (array[once] for array in all_of)
        return Pairs(passages, partners, shared.astype(np.int32))


def write_parallels(folder: Path, pairs: Pairs) -> None:
    """Write pairs to a folder that does not exist yet."""
    disk.make_folder(folder)
    one = np.concatenate([pairs.left, pairs.right])
    other = np.concatenate([pairs.right, pairs.left])
    shared = np.minimum(np.concatenate([pairs.shared, pairs.shared]), _MOST)
    order = np.lexsort((other, one))
    passages, counts = np.unique(one, return_counts=True)
    save(
        folder,
        passages=passages.astype(np.uint32),
        starts=np.concatenate(([0], np.cumsum(counts))).astype(np.uint32),
        partners=other[order].astype(np.uint32),
        shared=shared[order].astype(np.uint16),
    )
    write_manifest(folder, len(passages), 0)


def open_parallels(folder: Path) -> Parallels:
    """Open what was written. Raises DamagedIndex, naming the file."""
    entries = read_manifest(folder).arrays
    if sorted(entries) != sorted(_ARRAYS):
        raise DamagedIndex(f"{folder} does not hold the arrays of parallels.")
    return Parallels(*(load_array(folder, name, entries[name]) for name in _ARRAYS))
