"""Inversion: from the row of words to the lists of each stem, in bounded memory.

A stretch of the row is sorted by stem, by 16 bits of its number at a time: for these numpy has a
radix sort, six times as fast as sorting pairs of stem and place packed into 64 bits. What comes
out, a *run*, is put on disk; then runs are merged a range of stems at a time. Stretches and
ranges are worked on by threads side by side: numpy lets go of the interpreter while it sorts and
gathers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.array_files import mapped
from index.columnar.lists_writing import Postings

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


def invert(stems: Array, gap_stem: int, first_passage: int) -> Run:
    """Invert a stretch of whole passages, given the stem at each place and `gap_stem` at gaps.

    `gap_stem` is greater than every stem. The first passage of the stretch is `first_passage`.
    """
    ends = np.flatnonzero(stems == gap_stem)
    starts = np.concatenate((ends[:0], [0], ends[:-1] + 1))
    passage_at = np.repeat(np.arange(len(ends), dtype=np.uint32), ends - starts + 1)
    order = _order(stems, gap_stem)[: len(stems) - len(ends)]
    of_stem = stems[order]
    passages = passage_at[order]
    places = (order - starts[passages]).astype(np.uint32)
    places += 1
    first = _changes(of_stem, passages)
    return _run(of_stem, passages, places, first, first_passage)


def _order(stems: Array, largest: int) -> NDArray[np.int64]:
    """The places of a stretch sorted by stem, those of one stem in their order."""
    order = np.argsort(stems.astype(np.uint16), kind="stable")
    if largest > 0xFFFF:
        high = (stems >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order


def _run(of_stem: Array, passages: Array, places: Array, first: Array, offset: int) -> Run:
    """The run of sorted occurrences; `first` are those that begin a posting."""
    stem_first = np.flatnonzero(np.diff(of_stem[first], prepend=-1))
    posting_start = np.append(stem_first, len(first))
    bounds = np.append(first, len(places))
    return Run(
        stems=of_stem[first[stem_first]],
        posting_start=posting_start.astype(np.uint32),
        occurrence_start=bounds[posting_start].astype(np.uint32),
        passages=passages[first] + np.uint32(offset),
        frequencies=np.diff(bounds).astype(np.uint32),
        places=places,
    )


def _changes(*keys: Array) -> Array:
    """Where any of several arrays differs from the element before it; the first always does."""
    changed = np.ones(len(keys[0]), np.bool_)
    changed[1:] = False
    for key in keys:
        changed[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changed)


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
    stems = last_stem - first_stem
    postings = np.zeros(stems, np.int64)
    occurrences = np.zeros(stems, np.int64)
    for part in parts:
        postings[part.stems - first_stem] += np.diff(part.posting_start)
        occurrences[part.stems - first_stem] += np.diff(part.occurrence_start)
    if len(parts) == 1:
        (run,) = parts
        return Postings(postings, run.passages, run.frequencies, run.places)
    passages, frequencies = (np.empty(postings.sum(), np.uint32) for _ in range(2))
    places = np.empty(occurrences.sum(), np.uint32)
    posting_next = np.cumsum(postings) - postings
    occurrence_next = np.cumsum(occurrences) - occurrences
    for part in parts:
        own = part.stems - first_stem
        at = _destinations(posting_next, own, np.diff(part.posting_start))
        passages[at], frequencies[at] = part.passages, part.frequencies
        places[_destinations(occurrence_next, own, np.diff(part.occurrence_start))] = part.places
    return Postings(postings, passages, frequencies, places)


def _destinations(following: Array, stems: Array, lengths: Array) -> Array:
    """Where the next elements of each stem go; moves `following` behind them."""
    ends = np.cumsum(lengths, dtype=np.int64)
    shift = following[stems] - (ends - lengths)
    following[stems] += lengths
    places: Array = np.repeat(shift, lengths)
    places += np.arange(len(places))
    return places


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
