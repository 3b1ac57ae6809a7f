"""All parallels of some passages: what stands in several is collected, brought together, counted.

Pairs are counted as soon as there are many, so that memory is bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.parallels.collecting import Collected, Seen
from index.parallels.pairing import COMMON, FEWEST, mark_turned, tally, write_pairs
from index.parallels.repetition import Keys
from index.parallels.rows import Marks, Rows
from index.shingles import LENGTH

Array = NDArray[Any]

ENOUGH = 8
"""Rare shingles in common that make a parallel of any two passages."""

WIDE = 16
"""Shingles in common, however widely they stand, that do where they are half of the shorter."""

_FEWEST_TALLIES, _MOST_TALLIES = 24, 26
"""Bits of the numbers of tallies, a byte each; the more where more is repeated."""

_PAIR = np.uint64((1 << 63) - 1)
_NONE = np.zeros(0, np.uint64)

_CHUNK = 1 << 20
"""Pairs that are counted at a time."""


class Pairs(NamedTuple):
    """Pairs of passages, by the lower number and then the higher; int64[n], the last int32[n].

    shared: how many shingles they have in common.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    shared: NDArray[np.int32]


def joined(one: Pairs, other: Pairs) -> Pairs:
    """The pairs of both, in order."""
    left = np.concatenate([one.left, other.left])
    right = np.concatenate([one.right, other.right])
    shared = np.concatenate([one.shared, other.shared])
    order = np.lexsort((right, left))
    return Pairs(left[order], right[order], shared[order])


class Search:
    """Looks through rows for what their passages share.

    owners: int32[P], the document of each passage. `threads` collect side by side.
    """

    def __init__(self, rows: Sequence[Rows], owners: Array, *, threads: int = 1) -> None:
        self._rows = rows
        self._owners = owners
        self._threads = threads
        self._changed: Keys | None = None

    def all_pairs(self) -> Pairs:
        """The parallels of all passages.

        Two passages have ENOUGH rare shingles in common; or half of those of the shorter one,
        among them FEWEST rare ones, or WIDE of any kind.
        """
        passages = [own.after for own in self._rows]
        seen = Seen(self._rows, passages)
        found = Collected(seen, passages, twice=True, threads=self._threads)
        return self._chosen(found, np.ones(len(self._owners), np.bool_))

    def pairs_of(self, targets: Marks) -> Pairs:
        """Those of some passages, bool[P], with whatever passages there are."""
        passages = [own.after for own in self._rows]
        wanted = [targets[r.first : r.first + r.passages] & r.after for r in self._rows]
        seen = Seen(self._rows, wanted)
        known = None
        if self._changed is not None and not (targets & ~self._marks("changed")).any():
            # What changed was collected already, among it passages that are there no more.
            mask = np.uint64((1 << seen.low) - 1)
            known = self._changed[self._marks("after")[self._changed & mask]]
        found = Collected(seen, passages, twice=False, threads=self._threads, known=known)
        return self._chosen(found, targets)

    def turned(self) -> Marks:
        """bool[P]: passages with a shingle that became a formula, or is one no more.

        It can have done so only by the passages that changed.
        """
        seen = Seen(self._rows, [own.changed for own in self._rows])
        passages = [own.before | own.after for own in self._rows]
        before, after = self._marks("before"), self._marks("after")
        found = np.zeros(len(after), np.bool_)
        collected = Collected(seen, passages, twice=False, threads=self._threads)
        for keys in collected:
            mark_turned(keys, seen.low, before, after, found)
        self._changed = collected.known
        found &= after
        return found

    def _marks(self, name: str) -> Marks:
        """bool[P]: marks of the rows, one behind the other."""
        return np.concatenate([np.zeros(0, np.bool_), *(getattr(r, name) for r in self._rows)])

    def _chosen(self, collected: Collected, targets: Marks) -> Pairs:
        """The pairs of shingles that were collected, as far as they are parallels."""
        pairs, counts, rare = _counts(collected, self._owners, targets)
        left = (pairs >> np.uint64(32)).astype(np.int64)
        right = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
        sizes = np.concatenate(
            [np.zeros(0, np.int64), *(np.diff(own.words.starts) - LENGTH for own in self._rows)]
        )
        half = 2 * counts >= np.minimum(sizes[left], sizes[right])
        chosen = (rare >= ENOUGH) | (half & ((rare >= FEWEST) | (counts >= WIDE)))
        return Pairs(left[chosen], right[chosen], counts[chosen])


def _counts(collected: Collected, owners: Array, targets: Marks) -> tuple[Keys, Array, Array]:
    """All pairs with FEWEST shingles in common or, by mistake, fewer.

    Also how many they have, and how many of these are rare; int32[n].
    """
    low = collected.low
    bits = _FEWEST_TALLIES if collected.parts == 1 else _MOST_TALLIES
    tallies = np.zeros(1 << bits, np.uint8)
    for keys in collected:
        tally(keys, low, owners, targets, tallies, bits)
        del keys  # before the next part is collected
    counted = _Counted()
    for keys in collected:
        begin = 0
        while begin < len(keys):
            out = np.empty(_CHUNK + COMMON * COMMON, np.uint64)
            begin, written = write_pairs(keys, begin, low, owners, targets, tallies, bits, out)
            counted.add(out[:written])
        del keys
    flagged, counts = counted.pairs()
    pairs, numbers = np.unique(flagged & _PAIR, return_inverse=True)
    rare = np.bincount(numbers, counts * (flagged > _PAIR), len(pairs))
    every = np.bincount(numbers, counts, len(pairs))
    return pairs, every.astype(np.int32), rare.astype(np.int32)


class _Counted:
    """Pairs and how often each was written."""

    def __init__(self) -> None:
        self._pairs: list[Keys] = [_NONE]
        self._counts: list[Array] = [np.zeros(0, np.int32)]
        self._waiting = 0

    def add(self, written: Keys) -> None:
        """Count what was written of some shingles."""
        pairs, counts = np.unique(written, return_counts=True)
        self._pairs.append(pairs)
        self._counts.append(counts)
        self._waiting += len(pairs)
        if self._waiting > _CHUNK:
            pairs, counts = self.pairs()
            self._pairs, self._counts, self._waiting = [pairs], [counts], 0

    def pairs(self) -> tuple[Keys, Array]:
        """All pairs, sorted, those of rare shingles last, and how many shingles each shares."""
        written, counts = np.concatenate(self._pairs), np.concatenate(self._counts)
        pairs, numbers = np.unique(written, return_inverse=True)
        return pairs, np.bincount(numbers, counts, len(pairs)).astype(np.int32)
