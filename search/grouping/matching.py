"""The best of what a search found: documents with their best passages, or passages alone."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.storage.columns import Columns
from search.evaluation.evaluator import Evaluation
from search.evaluation.parts import Hits
from search.grouping import sorting
from search.grouping.stories import Stories
from search.ranking.best import best, best_of_runs, document_scores, runs
from search.requests import Sort

Documents = NDArray[np.integer]
Runs = NDArray[np.integer]

SHOWN = 3
"""How many passages of a document are found with it."""


class Match(NamedTuple):
    """A document found, its score, its best passages, and how many more were found in it.

    `others` are those found that carry the same text, where one match is a story.
    """

    document: int
    score: float
    passages: tuple[tuple[int, float], ...]
    more: int
    others: tuple[int, ...] = ()


class Matches:
    """What a query found, to be asked for the best of it in either order and grouping."""

    def __init__(self, evaluation: Evaluation, columns: Columns, stories: Stories) -> None:
        self._evaluation = evaluation
        self._columns = columns
        self._stories = stories

    @property
    def total(self) -> int:
        """How many passages were found."""
        return self._evaluation.total

    @cached_property
    def documents(self) -> Documents:
        """The documents the passages found stand in, ascending."""
        return self._evaluation.documents

    @cached_property
    def stories(self) -> int:
        """How many stories these documents are."""
        return self._stories.count(self.documents)

    def best_stories(self, sort: Sort, count: int) -> list[Match]:
        """The first `count` stories in an order, each as the first of its documents."""
        hits = self._evaluation.hits
        if not count or not len(hits.passages):
            return []
        sort = sorting.effective_sort(sort, scored=bool(hits.scores.max() > 0))
        starts = runs(self._columns.passage_document, hits.passages)
        scores = document_scores(hits.scores, starts, len(starts))
        order = self._ordered(sort, scores, self.documents, len(self.documents))
        documents = self.documents[order]
        story = self._stories.of(documents)
        _, first, same, sizes = np.unique(
            story, return_index=True, return_inverse=True, return_counts=True
        )
        several = sizes[same] > 1
        together: dict[int, list[int]] = {}
        for document, number in zip(documents[several], story[several], strict=True):
            together.setdefault(int(number), []).append(int(document))
        first = np.sort(first)[:count]
        matches = self._matches(hits, starts, scores[order[first]], order[first])
        return [
            match._replace(others=tuple(together.get(number, [])[1:]))
            for match, number in zip(matches, story[first].tolist(), strict=True)
        ]

    def best_documents(self, sort: Sort, count: int) -> list[Match]:
        """The first `count` documents in an order."""
        if not count:
            return []
        if sort == "relevance":
            found = self._documents_of(self._evaluation.hits, sort, count)
            if not found or found[0].score > 0:
                return found
        if not self.total:
            return []
        by_date = sorting.effective_sort(sort, scored=False)
        return self._documents_of(self._first_by_date(by_date, count), by_date, count)

    def best_passages(self, sort: Sort, count: int) -> list[Match]:
        """The first `count` passages in an order, each as a match of its own."""
        if not count or not self.total:
            return []
        hits = self._evaluation.best(count) if sort == "relevance" else None
        if hits is None or not hits.scores[0] > 0:
            by_date = sorting.effective_sort(sort, scored=False)
            hits = self._first_by_date(by_date, count)
            days = self._columns.first_day[self._columns.passage_document[hits.passages]]
            read = self._evaluation.reading_order(hits.passages)
            order = sorting.order(by_date, hits.scores, days, read)[:count]
            hits = Hits(hits.passages[order], hits.scores[order])
        owners = self._columns.passage_document[hits.passages].tolist()
        found = zip(owners, hits.passages.tolist(), hits.scores.tolist(), strict=True)
        return [Match(owner, score, ((passage, score),), 0) for owner, passage, score in found]

    def _documents_of(self, hits: Hits, sort: Sort, count: int) -> list[Match]:
        """The first documents among those of some hits."""
        owners = self._columns.passage_document
        starts = runs(owners, hits.passages)
        scores = document_scores(hits.scores, starts, count if sort == "relevance" else len(starts))
        if sort == "relevance" and self._evaluation.in_reading_order:
            order = best(scores, count)
        else:
            documents = owners[hits.passages[starts[:-1]]]
            order = self._ordered(sort, scores, documents, count)
        return self._matches(hits, starts, scores[order], order)

    def _matches(
        self, hits: Hits, starts: Runs, scores: NDArray[np.float64], chosen: Runs
    ) -> list[Match]:
        """The documents of some runs of hits."""
        places = best_of_runs(hits.scores, starts, chosen, SHOWN)
        passages, own = hits.passages[places].tolist(), hits.scores[places].tolist()
        owners = self._columns.passage_document[hits.passages[starts[chosen]]].tolist()
        sizes = (starts[chosen + 1] - starts[chosen]).tolist()
        return [
            Match(owner, score, tuple(zip(of[:size], at[:size], strict=True)), max(0, size - SHOWN))
            for owner, score, of, at, size in zip(
                owners, scores.tolist(), passages, own, sizes, strict=True
            )
        ]

    def _ordered(
        self, sort: Sort, scores: NDArray[np.float64], documents: Documents, count: int
    ) -> NDArray[np.integer]:
        """The indices of the first documents, ties in the order of reading."""
        ranks = self._columns.document_rank[documents]
        if sort == "relevance":
            return sorting.best_in_order(scores, ranks, count)
        days = self._columns.first_day[documents]
        return sorting.order(sort, scores, days, ranks)[:count]

    def _first_by_date(self, sort: Sort, count: int) -> Hits:
        """The hits of documents that can be the first `count` by date."""
        if len(self.documents) <= count:
            return self._evaluation.hits
        days = self._columns.first_day[self.documents]
        return self._evaluation.within(self.documents[sorting.first(sort, days, count)])
