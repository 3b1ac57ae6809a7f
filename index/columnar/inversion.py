"""Inversion: from the row of words to the lists of each stem, in bounded memory.

A stretch of the row is inverted by counting how many postings each stem has there and then
putting each posting where it belongs. What comes out, a *run*, is put on disk; then runs are
merged a range of stems at a time. Stretches and ranges are worked on by threads side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import disk
from index.columnar.array_files import mapped
from index.columnar.cutting import GAP
from index.columnar.lists import SEVERAL
from index.columnar.lists_writing import Postings
from index.compiled import compiled

Array = NDArray[Any]


class Run(NamedTuple):
    """The lists of one stretch of the row, stem by stem; all uint32.

    stems: the n stems there, sorted. posting_start: [n+1], where the postings of each begin.
    passages: one a posting. counts: likewise, the frequency, times four, and the code (see
    `lists`).
    """

    stems: Array
    posting_start: Array
    passages: Array
    counts: Array

    def part(self, first_stem: int, last_stem: int) -> Run:
        """What it has of the stems from the first up to, not with, the last."""
        a, b = np.searchsorted(self.stems, [first_stem, last_stem]).tolist()
        posting_start = self.posting_start[a : b + 1]
        postings = slice(int(posting_start[0]), int(posting_start[-1]))
        return Run(self.stems[a:b], posting_start, self.passages[postings], self.counts[postings])


class Ranked(NamedTuple):
    """A stretch of the row by rank: uint32, 0 behind each passage; and the passages of each rank.

    rank_passages: uint32, how many passages of the stretch hold the form of each rank.
    """

    ranks: Array
    rank_passages: Array


def ranked(numbers: Array, number_rank: Array) -> Ranked:
    """Rank a stretch of whole passages, given as numbers of words with GAP behind each passage."""
    found = Ranked(np.empty(len(numbers), np.uint32), np.zeros(len(number_rank), np.uint32))
    _rank(numbers, number_rank, found)
    return found


def invert(
    numbers: Array, number_stem: Array, number_code: Array, stems: int, first_passage: int
) -> Run:
    """Invert a stretch of whole passages, given as numbers of words with GAP behind each passage.

    number_stem, number_code: the stem of each word, and its code among those of the stem. stems:
    how many there are. The first passage of the stretch is `first_passage`.
    """
    postings = np.zeros(stems, np.uint32)
    _count(numbers, number_stem, postings)
    following = _starts(postings)
    passages, counts = np.empty((2, int(following[-1])), np.uint32)
    _fill(numbers, number_stem, number_code, first_passage, following, passages, counts)
    here = np.flatnonzero(postings)
    return Run(here.astype(np.uint32), _starts(postings[here]), passages, counts)


def _starts(lengths: Array) -> Array:
    starts = np.zeros(len(lengths) + 1, np.uint32)
    np.cumsum(lengths, out=starts[1:])
    return starts


@compiled
def _rank(numbers: Array, number_rank: Array, found: Ranked) -> None:
    last_met = np.zeros(len(number_rank), np.uint32)
    passage = 1
    for place in range(len(numbers)):
        rank = number_rank[numbers[place]]
        found.ranks[place] = rank
        if numbers[place] == GAP:
            passage += 1
        elif last_met[rank] != passage:
            last_met[rank] = passage
            found.rank_passages[rank] += 1


@compiled
def _count(numbers: Array, number_stem: Array, postings: Array) -> None:
    """Count the postings of each stem."""
    last_met = np.zeros(len(postings), np.uint32)
    passage = 1
    for number in numbers:
        stem = number_stem[number]
        if number == GAP:
            passage += 1
        elif last_met[stem] != passage:
            last_met[stem] = passage
            postings[stem] += 1


@compiled
def _fill(
    numbers: Array,
    number_stem: Array,
    number_code: Array,
    passage: int,
    following: Array,
    passages: Array,
    counts: Array,
) -> None:
    """Put each posting where the next one of its stem goes."""
    first = following.copy()
    for number in numbers:
        stem = number_stem[number]
        posting = following[stem]
        if number == GAP:
            passage += 1
        elif posting > first[stem] and passages[posting - 1] == passage:
            count = counts[posting - 1] + 4
            counts[posting - 1] = count if count & 3 == number_code[number] else count | SEVERAL
        else:
            passages[posting] = passage
            counts[posting] = 4 + number_code[number]
            following[stem] = posting + 1


class RunFile:
    """Runs on disk, in one file: their arrays one behind the other."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = disk.create(path)
        self._lengths: list[list[int]] = []

    def add(self, run: Run) -> None:
        """Add a run."""
        self._lengths.append([len(array) for array in run])
        for array in run:
            self._file.write(np.ascontiguousarray(array, np.uint32).data)

    def runs(self) -> list[Run]:
        """All runs that were added, mapped; nothing can be added any more."""
        self._file.close()
        whole = mapped(self._path, sum(map(sum, self._lengths)))
        runs, start = [], 0
        for lengths in self._lengths:
            bounds = np.cumsum([start, *lengths]).tolist()
            runs.append(Run(*(whole[a:b] for a, b in pairwise(bounds))))
            start = bounds[-1]
        return runs

    def remove(self) -> None:
        """Remove the file; runs of it that are open stay readable."""
        disk.remove(self._path)


def merge(parts: Sequence[Run], first_stem: int, last_stem: int) -> Postings:
    """The lists of a range of stems from the runs, whose passages follow each other."""
    postings = np.zeros(last_stem - first_stem, np.int64)
    for part in parts:
        postings[part.stems - first_stem] += np.diff(part.posting_start)
    most = int(postings.sum())
    passages, frequencies = np.empty((2, most), np.uint32)
    merged = Postings(postings, passages, frequencies, np.empty(most, np.uint8))
    following = np.cumsum(postings) - postings
    for part in parts:
        _append(part, first_stem, following, merged)
    return merged


@compiled
def _append(part: Run, first_stem: int, following: Array, merged: Postings) -> None:
    """Put the postings of a run where the next ones of their stems go."""
    first = part.posting_start[0]
    for n in range(len(part.stems)):
        stem = part.stems[n] - first_stem
        place = following[stem]
        for posting in range(part.posting_start[n] - first, part.posting_start[n + 1] - first):
            merged.passages[place] = part.passages[posting]
            merged.frequencies[place] = part.counts[posting] >> 2
            merged.codes[place] = part.counts[posting] & 3
            place += 1
        following[stem] = place


def ranges(occurrences: Array, limit: int) -> Iterator[tuple[int, int]]:
    """Ranges of stems with at most `limit` occurrences together, or of a single stem."""
    ends = np.cumsum(occurrences)
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = int(np.searchsorted(ends, before + limit, "right"))
        last = max(last, first + 1)
        yield first, last
        first = last
