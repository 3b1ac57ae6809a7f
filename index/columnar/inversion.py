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

from index.columnar.array_files import mapped
from index.columnar.cutting import GAP
from index.columnar.lists_writing import Postings
from index.compiled import compiled

Array = NDArray[Any]


class Run(NamedTuple):
    """The lists of one stretch of the row, stem by stem; all uint32.

    stems: the n stems there, sorted. posting_start, occurrence_start: [n+1], where the postings
    and the occurrences of each begin. passages, frequencies: one a posting; places: one an
    occurrence, where in its passage, from 1.
    """

    stems: Array
    posting_start: Array
    occurrence_start: Array
    passages: Array
    frequencies: Array
    places: Array

    def part(self, first_stem: int, last_stem: int) -> Run:
        """What it has of the stems from the first up to, not with, the last."""
        a, b = np.searchsorted(self.stems, [first_stem, last_stem]).tolist()
        posting_start = self.posting_start[a : b + 1]
        occurrence_start = self.occurrence_start[a : b + 1]
        postings = slice(int(posting_start[0]), int(posting_start[-1]))
        occurrences = slice(int(occurrence_start[0]), int(occurrence_start[-1]))
        return Run(
            self.stems[a:b], posting_start, occurrence_start,
            self.passages[postings], self.frequencies[postings], self.places[occurrences],
        )  # fmt: skip


def invert(numbers: Array, number_stem: Array, stems: int, first_passage: int) -> Run:
    """Invert a stretch of whole passages, given as numbers of words with GAP behind each passage.

    number_stem: the stem of each word. stems: how many there are. The first passage of the stretch
    is `first_passage`.
    """
    postings, occurrences = np.zeros((2, stems), np.uint32)
    _count(numbers, number_stem, postings, occurrences)
    posting_next, occurrence_next = _before(postings), _before(occurrences)
    passages, frequencies = np.empty((2, int(postings.sum())), np.uint32)
    places = np.empty(int(occurrences.sum()), np.uint32)
    lists = passages, frequencies, places
    _fill(numbers, number_stem, first_passage, posting_next, occurrence_next, lists)
    here = np.flatnonzero(postings)
    return Run(here.astype(np.uint32), _starts(postings[here]), _starts(occurrences[here]), *lists)


def renumbered(numbers: Array, table: Array) -> NDArray[np.uint32]:
    """uint32[n]: for each number what the table says, in a sixth of the time numpy takes."""
    found = np.empty(len(numbers), np.uint32)
    _look_up(numbers, table, found)
    return found


@compiled
def _look_up(numbers: Array, table: Array, found: Array) -> None:
    for n in range(len(numbers)):
        found[n] = table[numbers[n]]


def _before(lengths: Array) -> Array:
    return _starts(lengths)[:-1]


def _starts(lengths: Array) -> Array:
    starts = np.zeros(len(lengths) + 1, np.uint32)
    np.cumsum(lengths, out=starts[1:])
    return starts


@compiled
def _count(numbers: Array, number_stem: Array, postings: Array, occurrences: Array) -> None:
    """Count the postings and the occurrences of each stem."""
    seen_in = np.zeros(len(postings), np.uint32)
    passage = np.uint32(1)
    for number in numbers:
        if number == GAP:
            passage += np.uint32(1)
            continue
        stem = number_stem[number]
        occurrences[stem] += np.uint32(1)
        if seen_in[stem] != passage:
            seen_in[stem] = passage
            postings[stem] += np.uint32(1)


@compiled
def _fill(
    numbers: Array,
    number_stem: Array,
    passage: int,
    posting_next: Array,
    occurrence_next: Array,
    lists: tuple[Array, Array, Array],
) -> None:
    """Put each posting and each occurrence where the next one of its stem goes."""
    passages, frequencies, places = lists
    first = posting_next.copy()
    place = 0
    for number in numbers:
        if number == GAP:
            passage += 1
            place = 0
            continue
        stem = number_stem[number]
        place += 1
        places[occurrence_next[stem]] = place
        occurrence_next[stem] += np.uint32(1)
        posting = posting_next[stem]
        if posting > first[stem] and passages[posting - 1] == passage:
            frequencies[posting - 1] += np.uint32(1)
        else:
            passages[posting] = passage
            frequencies[posting] = 1
            posting_next[stem] = posting + 1


class RunFile:
    """Runs on disk, in one file: their arrays one behind the other."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
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
        self._path.unlink()


def merge(parts: Sequence[Run], first_stem: int, last_stem: int) -> Postings:
    """The lists of a range of stems from the runs, whose passages follow each other."""
    postings, occurrences = np.zeros((2, last_stem - first_stem), np.int64)
    for part in parts:
        postings[part.stems - first_stem] += np.diff(part.posting_start)
        occurrences[part.stems - first_stem] += np.diff(part.occurrence_start)
    passages, frequencies = np.empty((2, int(postings.sum())), np.uint32)
    places = np.empty(int(occurrences.sum()), np.uint32)
    posting_next = np.cumsum(postings) - postings
    occurrence_next = np.cumsum(occurrences) - occurrences
    for part in parts:
        stems = part.stems - np.uint32(first_stem)
        _append(stems, part.posting_start, part.passages, posting_next.copy(), passages)
        _append(stems, part.posting_start, part.frequencies, posting_next, frequencies)
        _append(stems, part.occurrence_start, part.places, occurrence_next, places)
    return Postings(postings, passages, frequencies, places)


@compiled
def _append(stems: Array, starts: Array, values: Array, following: Array, merged: Array) -> None:
    """Put what a run has of each stem where the next of it goes; moves `following` behind it."""
    for n in range(len(stems)):
        first, length = starts[n] - starts[0], starts[n + 1] - starts[n]
        place = following[stems[n]]
        merged[place : place + length] = values[first : first + length]
        following[stems[n]] = place + length


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
