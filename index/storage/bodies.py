"""The texts of documents as rows of words, read off the segments instead of out of the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.building.inference import Body
from index.columnar.field_terms import concatenated
from index.columnar.segment import Segment
from index.shingles import Hashes, word_number
from index.storage.columns import HAS_BIT, Columns

BATCH = 1 << 20
"""Words of documents that are read at a time, about, at some 60 bytes each."""

Ints = NDArray[np.int64]


def bodies(segments: Sequence[Segment], columns: Columns, documents: Ints) -> Iterator[Body]:
    """The paragraphs of some documents, given sorted, a stretch of the documents at a time.

    `columns` are those of all documents of the segments, which follow each other.
    """
    titled = (columns.present & np.uint32(HAS_BIT["title"])) != 0
    starts = columns.document_start.astype(np.int64)
    firsts, lasts = starts[documents] + titled[documents], starts[documents + 1]
    before = 0
    for segment in segments:
        after = before + segment.passages
        own = (firsts < lasts) & (before <= firsts) & (firsts < after)
        paragraphs = _Paragraphs(segment, firsts[own] - before, lasts[own] - before)
        yield from paragraphs.bodies(documents[own])
        before = after


class _Paragraphs:
    """Stretches of paragraphs of one segment, a document each."""

    def __init__(self, segment: Segment, firsts: Ints, lasts: Ints) -> None:
        self._segment = segment
        self._starts, self._stops = segment.passage_start[firsts], segment.passage_start[lasts]
        # A gap stands behind each paragraph.
        self._lengths = self._stops - self._starts - (lasts - firsts)

    def bodies(self, documents: Ints) -> Iterator[Body]:
        """The words of these documents."""
        if not len(documents):
            return
        numbers = self._word_numbers()
        batch = np.cumsum(self._lengths) // BATCH
        bounds = np.flatnonzero(np.diff(batch, prepend=-1)).tolist()
        for first, last in zip(bounds, [*bounds[1:], len(documents)], strict=True):
            part = slice(first, last)
            forms = self._segment.at(concatenated(self._starts[part], self._stops[part]))
            words = numbers[forms[forms != self._segment.gap]]
            starts = np.concatenate(([0], np.cumsum(self._lengths[part])))
            yield Body(documents[part], starts, words)

    def _word_numbers(self) -> Hashes:
        """uint64[F]: what each form is numbered everywhere."""
        return np.array(list(map(word_number, self._segment.forms.words())), np.uint64)
