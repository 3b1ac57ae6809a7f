"""The best of what a search found: documents with their best passages, or passages alone.

A document's score is that of its best passage with a credit for further ones
(`search.ranking`), at most BEST_CREDIT times that of its best. So documents whose best passage
is bounded too low need not be looked at, and of the others only the few that bounds leave in
contention are scored; the order is that of scoring everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from search import ranking, sorting
from search.bounds import Bounded, Bounds
from search.engine import Sort
from search.evaluation import Evaluation, Hits

Floats = NDArray[np.float64]
Ints = NDArray[np.integer]
Documents = NDArray[np.integer]

SHOWN = 3
"""How many passages of a document are found with it."""

_DEPTH = 40
"""How many passages of a document are scored; what lies deeper adds less than rounding does."""


class Match(NamedTuple):
    """A document found, its score, its best passages, and how many more were found in it."""

    document: int
    score: float
    passages: tuple[tuple[int, float], ...]
    more: int


class Gathered(NamedTuple):
    """Passages by document: documents[i] has those from starts[i], best first, then by number."""

    documents: Ints
    starts: Ints
    passages: Ints
    scores: Floats

    def sizes(self) -> Ints:
        """How many passages each document has."""
        return np.diff(self.starts, append=len(self.passages))


def gathered(hits: Hits, columns: Columns) -> Gathered:
    """Passages, sorted by number, gathered by document."""
    owners = columns.passage_document[hits.passages]
    order = np.lexsort((hits.passages, -hits.scores, owners))
    owners = owners[order]
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    return Gathered(owners[starts], starts, hits.passages[order], hits.scores[order])


class Matches:
    """What a query found, to be asked for the best of it in either order and grouping."""

    def __init__(self, evaluation: Evaluation, columns: Columns) -> None:
        self._evaluation = evaluation
        self._columns = columns
        self.total = evaluation.total

    @cached_property
    def documents(self) -> Documents:
        """The documents the passages found stand in, ascending."""
        return self._evaluation.documents()

    def best_documents(self, sort: Sort, count: int) -> list[Match]:
        """The first `count` documents in an order."""
        if not count or not self.total:
            return []
        if sort == "relevance":
            bounds = self._evaluation.bounds
            if bounds is None:
                found = gathered(self._hits(None, count), self._columns)
                best = self._ranked(found, found.sizes(), sort, count)
            else:
                best = self._ranked(*self._contenders(bounds, count), sort, count)
            if best[0].score > 0:
                return best
        by_date = sorting.effective_sort(sort, scored=False)
        found = gathered(self._hits(by_date, count), self._columns)
        return self._ranked(found, found.sizes(), by_date, count)

    def best_passages(self, sort: Sort, count: int) -> list[Match]:
        """The first `count` passages in an order, each as a match of its own."""
        if not count or not self.total:
            return []
        hits = self._evaluation.best(count) if sort == "relevance" else None
        if hits is None or not hits.scores[0] > 0:
            by_date = sorting.effective_sort(sort, scored=False)
            hits = self._hits(by_date, count)
            days = self._columns.first_day[self._columns.passage_document[hits.passages]]
            order = sorting.order(by_date, hits.scores, days, hits.passages)[:count]
            hits = Hits(hits.passages[order], hits.scores[order])
        owners = self._columns.passage_document[hits.passages].tolist()
        found = zip(owners, hits.passages.tolist(), hits.scores.tolist(), strict=True)
        return [Match(owner, score, ((passage, score),), 0) for owner, passage, score in found]

    def _ranked(self, found: Gathered, sizes: Ints, sort: Sort, count: int) -> list[Match]:
        """The first of some documents; `sizes` is how many passages were found in each."""
        scores = ranking.document_scores(found.scores, found.starts)
        days = self._columns.first_day[found.documents]
        order = sorting.order(sort, scores, days, found.documents)[:count]
        return [_match(found, n, float(scores[n]), int(sizes[n])) for n in order.tolist()]

    def _hits(self, sort: Sort | None, count: int) -> Hits:
        """All passages found, or those of documents that can be the first `count` by date."""
        evaluation = self._evaluation
        if sort is not None and len(self.documents) > count:
            days = self._columns.first_day[self.documents]
            evaluation = evaluation.within(self.documents[sorting.first(sort, days, count)])
        passages = evaluation.found.passages()
        return Hits(passages, evaluation.scores(passages))

    def _contenders(self, bounds: Bounds, count: int) -> tuple[Gathered, Ints]:
        """Documents among which the best are, and how many passages of each were found."""
        documents = self._near_best(bounds, count)
        starts = self._columns.document_start[documents].astype(np.int64)
        stops = self._columns.document_start[documents + 1].astype(np.int64)
        found = bounds.between(starts, stops)
        sizes = np.diff(found.passages.searchsorted(np.append(starts, stops[-1])))
        passages = self._deepest(found, bounds.slack)
        return gathered(Hits(passages, self._evaluation.scores(passages)), self._columns), sizes

    def _near_best(self, bounds: Bounds, count: int) -> Documents:
        """The documents whose bounds leave them in contention, ascending."""
        reached = self._reached(bounds, count)
        least = reached / ranking.BEST_CREDIT - bounds.slack
        found = gathered(Hits(*bounds.at_least(least)), self._columns)
        # What was left out of a document is bounded by `least`, however much of it there is.
        rest = max(least, 0.0) * ranking.credit_beyond(found.sizes())
        most = ranking.document_scores(found.scores, found.starts) + rest
        least_most = np.maximum(found.scores - bounds.slack, 0.0)
        sure = ranking.document_scores(least_most, found.starts)
        if len(sure) > count:
            reached = max(reached, float(np.partition(sure, len(sure) - count)[-count]))
        return found.documents[most >= reached - bounds.slack]

    def _reached(self, bounds: Bounds, count: int) -> float:
        """A score that `count` documents reach by their best passage; -inf where so few are."""
        if len(self.documents) < count:
            return float("-inf")
        passages = count
        while passages < self.total:
            found = bounds.at_least(bounds.reached(passages))
            best = gathered(Hits(*found), self._columns)
            if len(best.documents) >= count:
                scores = best.scores[best.starts]
                return float(np.partition(scores, len(scores) - count)[-count]) - bounds.slack
            passages *= 4
        return float("-inf")

    def _deepest(self, found: Bounded, slack: float) -> NDArray[np.int32]:
        """The passages that may be among the _DEPTH best of their document, sorted."""
        by_document = gathered(Hits(*found), self._columns)
        sizes = by_document.sizes()
        if not len(sizes) or sizes.max() <= _DEPTH:
            return found.passages
        last = by_document.starts + np.minimum(sizes, _DEPTH) - 1
        least = np.repeat(by_document.scores[last] - slack, sizes)
        return np.sort(by_document.passages[by_document.scores >= least])


def _match(found: Gathered, index: int, score: float, size: int) -> Match:
    start = int(found.starts[index])
    last = index + 1 == len(found.starts)
    stop = len(found.passages) if last else int(found.starts[index + 1])
    stop = min(stop, start + SHOWN)
    shown = _pairs(found.passages[start:stop].tolist(), found.scores[start:stop].tolist())
    return Match(int(found.documents[index]), score, shown, size - len(shown))


def _pairs(passages: Sequence[int], scores: Sequence[float]) -> tuple[tuple[int, float], ...]:
    return tuple(zip(passages, scores, strict=True))
