"""Which titles hold a word: the titles of one segment inverted, when first asked for.

A title is a passage, and its words stand in the lists like all others; but a title lifts every
passage of its document, so whoever scores has to know of titles before the passages.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.row import FAR, Row, far_rank
from index.columnar.segment import Segment
from index.compiled import compiled

Array = NDArray[Any]
Passages = NDArray[np.int32]


class Titles:
    """The titles of a segment; `passages`, int32, are those of its passages that are titles."""

    def __init__(self, segment: Segment, passages: Passages) -> None:
        self._segment = segment
        self.passages = passages

    def with_stem(self, number: int) -> Passages:
        """The titles that hold a stem, sorted, int32; one that holds it twice stands twice."""
        start, titles = self._by_stem
        return titles[start[number] : start[number + 1]]

    def with_form(self, number: int) -> Passages:
        """The titles that hold a form, likewise."""
        start, titles = self._by_form
        return titles[start[number] : start[number + 1]]

    def counts(self, *, stemmed: bool) -> NDArray[np.int64]:
        """How often each stem, or each form, stands in titles."""
        start, _ = self._by_stem if stemmed else self._by_form
        return np.diff(start)

    @cached_property
    def _by_stem(self) -> tuple[Array, Passages]:
        segment = self._segment
        return _invert(segment.words_row, self.passages, segment.rank_stem, len(segment.stems))

    @cached_property
    def _by_form(self) -> tuple[Array, Passages]:
        segment = self._segment
        return _invert(segment.words_row, self.passages, segment.rank_form, len(segment.forms))


@compiled
def _invert(row: Row, titles: Array, of_rank: Array, numbers: int) -> tuple[Array, Array]:
    """Where the titles of each number begin, int64[numbers + 1], and the titles, int32.

    `of_rank` tells the number of each rank. A title stands as often as it holds the number.
    """
    near, starts = row.near, row.starts
    start = np.zeros(numbers + 2, np.int64)
    words = 0
    for title in titles:
        words += starts[title + 1] - 1 - starts[title]
    # Titles stand far apart in the row, so that it is read only once.
    found, count = np.empty(words, np.int64), 0
    for title in titles:
        for address in range(starts[title], starts[title + 1] - 1):
            rank = near[address]
            found[count] = of_rank[far_rank(row, address) if rank == FAR else rank]
            start[found[count] + 2] += 1
            count += 1
    start = np.cumsum(start)
    held, count = np.empty(words, np.int32), 0
    for title in titles:
        for _ in range(starts[title], starts[title + 1] - 1):
            place = found[count] + 1
            held[start[place]] = title
            start[place] += 1
            count += 1
    return start[:-1], held
