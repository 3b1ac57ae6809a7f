"""The order of the lines of a concordance, by numbers alone: no text is read.

Lines are sorted by the words beside the match as they are folded, one after the other from the
nearest on; where nothing follows, that comes first. Ties are in the order of reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.storage.columns import Columns
from search.deadline import check_time
from search.grouping.sorting import by_day
from search.occurrences.finding import Occurrences
from search.occurrences.form_order import NO_WORD
from search.occurrences.stretches import Stretches

LineSort = Literal["right", "left", "match", "date", "-date"]

SORTED_WORDS = 8
"""How many words beside the match decide about the order."""

Numbers = NDArray[np.int64]
Places = NDArray[np.int32]
Mask = NDArray[np.bool_]


class LineOrder:
    """All occurrences of a query, numbered through the segments, and any part of their order."""

    def __init__(
        self, found: Sequence[Occurrences], places: Sequence[Places], columns: Columns
    ) -> None:
        """`places` are those of `FormOrder`."""
        self._found = found
        self._places = places
        self._columns = columns
        self._first = np.cumsum([0, *(len(own.passages) for own in found)])

    def __len__(self) -> int:
        """How many lines there are."""
        return int(self._first[-1])

    def window(self, sort: LineSort, offset: int, limit: int | None) -> Numbers:
        """int64[n]: the numbers of the lines from `offset` on, in order; all, or `limit`."""
        end = len(self) if limit is None else min(offset + limit, len(self))
        if offset >= end:
            return np.zeros(0, np.int64)
        keys = self._keys(sort)
        before, able = 0, np.arange(len(self))
        if end - offset < len(self):
            least, most = np.partition(keys, [offset, end - 1])[[offset, end - 1]]
            before = int(np.count_nonzero(keys < least))
            able = np.flatnonzero((keys >= least) & (keys <= most))
        return able[self._sorted(sort, keys[able], able)][offset - before : end - before]

    def placed(self, lines: Numbers) -> tuple[Numbers, Numbers]:
        """The segment of each line and its number there, int64[n] both."""
        segments = np.searchsorted(self._first, lines, side="right") - 1
        return segments, lines - self._first[segments]

    def passages(self, lines: Numbers) -> Numbers:
        """int64[n]: the passage of each line, by its number in the index."""
        found = np.empty(len(lines), np.int64)
        for segment, mask, numbers in self._by_segment(lines):
            own = self._found[segment]
            found[mask] = own.passages[numbers] + own.source.first
        return found

    def of_document(self, document: int) -> Numbers:
        """int64[n]: the lines of a document, in the order of reading."""
        found = [np.flatnonzero(own.documents == document) for own in self._found]
        firsts = self._first[:-1].tolist()
        parts = [numbers + first for numbers, first in zip(found, firsts, strict=True)]
        return np.concatenate([np.zeros(0, np.int64), *parts])

    def _sorted(self, sort: LineSort, keys: Numbers, lines: Numbers) -> Numbers:
        passages = self.passages(lines)
        ranks = self._columns.document_rank[self._columns.passage_document[passages]]
        reading = ranks.astype(np.int64) << 32 | passages
        further = []
        if sort in ("right", "left", "match"):
            further = [self._words(sort, n, lines) for n in range(2, SORTED_WORDS)]
        check_time()
        return np.lexsort((reading, *reversed(further), keys))

    def _keys(self, sort: LineSort) -> Numbers:
        """int64[n]: what decides first: the two nearest words, or the first day of the date."""
        lines = np.arange(len(self))
        if sort == "date" or sort == "-date":
            documents = self._columns.passage_document[self.passages(lines)]
            return by_day(sort, self._columns.first_day[documents]).astype(np.int64)
        return self._words(sort, 0, lines) << 32 | self._words(sort, 1, lines)

    def _words(self, sort: LineSort, n: int, lines: Numbers) -> Numbers:
        """int64[n]: the places of the n-th words on the side that is sorted by."""
        check_time()
        found = np.empty(len(lines), np.int64)
        for number, mask, numbers in self._by_segment(lines):
            own = self._found[number]
            stretches, segment = own.stretches[numbers], own.source.segment
            addresses = _beside(stretches, sort, n)
            passages = own.passages[numbers].astype(np.int64)
            outside = addresses < segment.passage_start[passages]
            outside |= addresses >= segment.passage_start[passages + 1] - 1
            places = self._places[number][segment.at(addresses)]
            found[mask] = np.where(outside, NO_WORD, places)
        return found

    def _by_segment(self, lines: Numbers) -> Iterator[tuple[int, Mask | slice, Numbers]]:
        """Each segment with lines among some: which of these are its own, and their numbers."""
        if len(self._found) == 1:
            yield 0, slice(None), lines
            return
        segments, numbers = self.placed(lines)
        for segment in np.unique(segments).tolist():
            mask = segments == segment
            yield segment, mask, numbers[mask]


def _beside(stretches: Stretches, sort: LineSort, n: int) -> Numbers:
    """The addresses of the n-th words to the left, to the right, or from the match on."""
    if sort == "left":
        return stretches[:, 0] - 1 - n
    return stretches[:, 0] + n if sort == "match" else stretches[:, 1] + 1 + n
