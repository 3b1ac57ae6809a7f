"""What a word adds to the score of each passage it stands in: `search.ranking` over arrays."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from search import ranking
from search.occurrences import Occurrences, ranges

Floats = NDArray[np.float64]
Passages = NDArray[np.int32]


class Impacts:
    """The lengths of the passages and titles of one index, and what words weigh by them."""

    def __init__(self, columns: Columns) -> None:
        self.passages = len(columns.passage_document)
        self._columns = columns

    @cached_property
    def _text_norms(self) -> Floats:
        """What a frequency in each passage is divided by, float64[P]."""
        return ranking.norms(self._columns.passage_words)

    @cached_property
    def _title_norms(self) -> Floats:
        """What a frequency in the title of each document is divided by, float64[D]."""
        columns = self._columns
        titles = np.flatnonzero(columns.passage_number == 0)
        lengths = np.zeros(len(columns.document_start) - 1, np.int32)
        lengths[columns.passage_document[titles]] = columns.passage_words[titles]
        passages = np.diff(columns.document_start).astype(np.int64)
        average = float((lengths * passages).sum()) / max(self.passages, 1)
        return ranking.norms(lengths, average)

    def of_passages(self, found: Occurrences, titles: Occurrences) -> Floats:
        """float64[n]: what a word adds to the passages it stands in.

        `titles` are the documents in whose titles it stands, which lifts their passages.
        """
        weights = ranking.weigh(found.frequencies / self._text_norms[found.passages], 0.0)
        if len(titles.passages):
            own, lifts = self._lifted(found.passages, titles)
            weights[own] += ranking.weigh(0.0, lifts)
        return ranking.saturate(weights) * ranking.idf(self.passages, len(found.passages))

    def of_titles(self, titles: Occurrences) -> tuple[Passages, Floats]:
        """The passages under the titles a word stands in, and what it adds to each as a title's."""
        starts, stops = self._passages_under(titles.passages)
        passages = ranges(starts, stops).astype(np.int32)
        title = np.repeat(titles.frequencies / self._title_norms[titles.passages], stops - starts)
        weights = ranking.weigh(0.0, title)
        scores = ranking.saturate(weights) * ranking.idf(self.passages, len(passages))
        return passages, scores

    def _lifted(
        self, passages: Passages, titles: Occurrences
    ) -> tuple[NDArray[np.integer], Floats]:
        """Which of `passages` stand under some titles, as indices, and the weight there."""
        starts, stops = self._passages_under(titles.passages)
        first = passages.searchsorted(starts.astype(np.int32))
        last = passages.searchsorted(stops.astype(np.int32))
        weights = titles.frequencies / self._title_norms[titles.passages]
        return ranges(first, last), np.repeat(weights, last - first)

    def _passages_under(
        self, documents: NDArray[np.integer]
    ) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
        starts = self._columns.document_start
        return starts[documents].astype(np.int64), starts[documents + 1].astype(np.int64)
