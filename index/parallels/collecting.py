"""Collecting shingles with bounded memory: marked once, then taken part by part, each sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, pairwise

import numpy as np

from index.parallels.repetition import PART_BITS, Keys, collect, grouped, mark
from index.parallels.rows import Marks, Rows

MOST_COLLECTED = 1 << 23
"""Shingles that are held at once, at 16 bytes each while they are sorted."""

_MOST_MARKS, _MARKS_NEARBY = 28, 24
"""Bits of the numbers of marks: at most, which takes 64 MB, and as far as a processor has them
nearby. So far the table has room for 64 times as many marks as there are shingles, so that hardly
any others are collected with them; beyond, for four times as many."""

_CHUNK = 1 << 20
"""Shingles collected at a time."""


class Collected:
    """Shingles as they stand in some passages, part by part, sorted; one part alone is kept."""

    def __init__(
        self,
        seen: Seen,
        passages: Sequence[Marks],
        *,
        twice: bool,
        threads: int,
        known: Keys | None = None,
    ) -> None:
        self._seen = seen
        self._passages = passages
        self._twice = twice
        self._threads = threads
        self.known = known
        self.low = seen.low
        self.parts = seen.parts

    def __iter__(self) -> Iterator[Keys]:
        """Every part; who lets go of each before asking for the next holds one at a time."""
        if self.known is not None:
            yield self.known
            return
        for part in range(self._seen.parts):
            # Not named here, so that it is gone before the next is collected.
            yield self._collected(part)

    def _collected(self, part: int) -> Keys:
        keys = self._seen.collected(self._passages, part, twice=self._twice, threads=self._threads)
        if self._seen.parts == 1:
            self.known = keys
        return keys


class Seen:
    """The shingles of some passages, marked, so that they can be collected wherever they stand."""

    def __init__(self, rows: Sequence[Rows], passages: Sequence[Marks]) -> None:
        self._rows = rows
        words = sum(_words(own, marks) for own, marks in zip(rows, passages, strict=True))
        roomy, tight = words.bit_length() + 6, words.bit_length() + 2
        self._bits = min(max(tight, min(roomy, _MARKS_NEARBY)), _MOST_MARKS)
        self._table = np.zeros(1 << (self._bits - 3), np.uint8)
        again = 0
        for own, marks in zip(rows, passages, strict=True):
            again += mark(own.words, own.numbers, marks, self._table, self._bits)
        # Each that was seen again was seen once before.
        self.parts = min(1 + 2 * again // MOST_COLLECTED, 1 << PART_BITS)
        self.low = sum(own.passages for own in rows).bit_length()
        """How many bits the number of a passage takes."""

    def collected(self, passages: Sequence[Marks], part: int, *, twice: bool, threads: int) -> Keys:
        """A part of the shingles marked, once or twice, as they stand in some passages; sorted."""

        def work(task: tuple[Rows, Marks, int]) -> list[Keys]:
            own, marks, first = task
            wanted = (int(twice), part, self.parts, self.low, own.first)
            return list(self._chunks(own, marks, first, wanted))

        tasks = [
            (own, marks[:last], first)
            for own, marks in zip(self._rows, passages, strict=True)
            for first, last in _halves(own.passages, threads)
        ]
        with ThreadPoolExecutor(threads) as pool:
            keys = np.concatenate(
                [np.zeros(0, np.uint64), *chain.from_iterable(pool.map(work, tasks))]
            )
        return grouped(keys, max(len(keys).bit_length() - 2, 1))

    def _chunks(
        self, own: Rows, marks: Marks, begin: int, wanted: tuple[int, int, int, int, int]
    ) -> Iterator[Keys]:
        longest = int(np.diff(own.words.starts).max(initial=0))
        while begin < len(marks):
            out = np.empty(_CHUNK + longest, np.uint64)
            begin, count = collect(
                own.words, own.numbers, marks, self._table, self._bits, wanted, begin, out
            )
            yield out[:count].copy()


def _words(own: Rows, marks: Marks) -> int:
    """How many places of the row some passages have."""
    return int(np.diff(own.words.starts)[marks].sum())


def _halves(passages: int, threads: int) -> Iterator[tuple[int, int]]:
    bounds = [passages * n // threads for n in range(threads + 1)]
    yield from pairwise(bounds)
