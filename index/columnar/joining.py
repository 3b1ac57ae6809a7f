"""Several segments as one: their rows of words are copied, nothing is cut into words again.

A row is what the bulk writer takes, numbers of words with a gap behind each passage, so joining
is mapping the forms of each segment to numbers they have in common and adding the stretches of
the documents that are wanted, in any order. Words that stand in none of these do not return.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.cutting import GAP
from index.columnar.field_terms import concatenated
from index.columnar.segment import Segment
from index.columnar.writing import SegmentWriter

Array = NDArray[Any]

BATCH = 1 << 20
"""Places of the row that are copied at a time, at some 40 bytes each."""


class Stretches(NamedTuple):
    """Stretches of several segments, one after the other; int64[n] all.

    segment: which of the segments each is of; first, last: its passages, the last not with it.
    """

    segment: Array
    first: Array
    last: Array


def join_segments(
    folder: Path, segments: Sequence[Segment], stretches: Stretches, *, threads: int = 1
) -> None:
    """Write the segment that holds these stretches in this order."""
    common = CommonWords()
    rows = [_Row(segment, stretches, number, common) for number, segment in enumerate(segments)]
    lengths = sum((row.lengths for row in rows), np.zeros(len(stretches.first), np.int64))
    writer = SegmentWriter(folder, threads=threads, numbering=common)
    for part in _batches(lengths):
        ends = np.cumsum(lengths[part])
        numbers = np.empty(int(ends[-1]), np.uint32)
        for row in rows:
            row.copy(part, ends, numbers)
        writer.add(numbers)
    writer.close()


class CommonWords:
    """The words of several segments by numbers they have in common, as a tokeniser has its own."""

    def __init__(self) -> None:
        self._words: list[bytes] = []
        self._numbers: dict[bytes, int] = {}
        self._counts: list[int] = [0]

    def add(self, segment: Segment, occurrences: Array) -> Array:
        """uint32[F+1]: the common number of each form; GAP of those that do not occur.

        `occurrences`, int64[F+1], tells how often each form does; the gap is behind the forms.
        """
        numbers = np.full(len(occurrences), GAP, np.uint32)
        forms = segment.forms.words()
        for form in np.flatnonzero(occurrences[:-1]).tolist():
            word = forms[form].encode()
            if word not in self._numbers:
                self._words.append(word)
                self._counts.append(0)
            number = numbers[form] = self._numbers.setdefault(word, len(self._words))
            self._counts[number] += int(occurrences[form])
        return numbers

    def words(self) -> list[bytes]:
        """The words in the order of their numbers, which count from 1."""
        return self._words

    def counts(self) -> NDArray[np.int64]:
        """int64[n+1]: how often each occurs, by its number; 0 for GAP."""
        return np.array(self._counts, np.int64)


class _Row:
    """What one segment has of the stretches."""

    def __init__(
        self, segment: Segment, stretches: Stretches, number: int, common: CommonWords
    ) -> None:
        self._segment = segment
        self._own = stretches.segment == number
        self._starts = np.zeros(len(self._own), np.int64)
        self._starts[self._own] = segment.passage_start[stretches.first[self._own]]
        self.lengths = np.zeros(len(self._own), np.int64)
        """int64[n]: places of each stretch; 0 of those that are not this segment's."""
        self.lengths[self._own] = segment.passage_start[stretches.last[self._own]]
        self.lengths -= self._starts
        self._numbers = common.add(segment, self._occurrences())

    def copy(self, part: slice, ends: Array, numbers: Array) -> None:
        """Put common numbers where the stretches of a part that are this segment's belong.

        `ends`, int64, tells where in `numbers` each stretch of the part ends.
        """
        own = self._own[part]
        stops = ends[own]
        there = concatenated(stops - self.lengths[part][own], stops)
        numbers[there] = self._numbers[self._forms(part)]

    def _forms(self, part: slice) -> Array:
        """The forms of its stretches in a part, one after the other."""
        starts = self._starts[part]
        return self._segment.at(concatenated(starts, starts + self.lengths[part]))

    def _occurrences(self) -> Array:
        """int64[F+1]: how often each form stands in its stretches."""
        counts = np.zeros(self._segment.gap + 1, np.int64)
        for part in _batches(self.lengths):
            counts += np.bincount(self._forms(part), minlength=len(counts))
        return counts


def _batches(lengths: Array) -> Iterator[slice]:
    """Slices of the stretches that have about BATCH places together."""
    batch = np.cumsum(lengths) // BATCH
    bounds = [*np.flatnonzero(np.diff(batch, prepend=-1)).tolist(), len(lengths)]
    yield from map(slice, bounds[:-1], bounds[1:])
