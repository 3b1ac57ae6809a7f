"""From a Whoosh query to what it finds: which passages, and how well each answers, exactly.

The two are separate questions. Which passages is settled for all of them, as sets, so counts
and facets are exact; how well only for those that can be among the best (`search.bounds`).
What each node means:

    Term                  passages with the word; BM25F in text and title fields, else 0
    Phrase                the words in order, each at most `slop` positions after the last
    SpanNear2(unordered)  the words in any order, neighbours at most `slop` positions apart
    And, Or               scores added; a Not within And takes passages away
    Not alone             every passage but those
    Require(a, b)         those of a that b finds too, with the scores of a
    ConstantScoreQuery    the score given, whatever its child scores
    Every                 every passage, with score 0
    NumericRange of days  passages of documents dated in it, from the columns
    anything else         what its matcher finds, each with score 1

Phrases and NEAR score 0 here: they stand within Require, and the words within them score.
SpanNear2 with three words or more is stricter in stock Whoosh, where the third must stand
outside the span of the first two.
"""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.query.compound import And, Or, Require
from whoosh.query.qcore import Query
from whoosh.query.wrappers import Not

from search import ranking
from search.bounds import Bounds, bounds_of
from search.deadline import Deadline
from search.finding import Finder, Sources
from search.joining import intersection
from search.passage_sets import OfDocuments, PassageSet
from search.postings import HEAD
from search.scoring import Sum, as_sum

Floats = NDArray[np.float64]
Passages = NDArray[np.int32]

_FEW = 128
"""So few passages are scored at once; to choose among them first would take longer."""


class Hits(NamedTuple):
    """Passages found, int32[n], and their scores, float64[n]."""

    passages: Passages
    scores: Floats


class Evaluator:
    """Evaluates queries over one generation; threads may share it."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def evaluate(self, query: Query, deadline: Deadline | None = None) -> Hits:
        """All that a query finds, by number of passage."""
        found = self.find(query, deadline)
        passages = found.found.passages()
        return Hits(passages, found.scores(passages))

    def find(self, query: Query, deadline: Deadline | None = None) -> Evaluation:
        """What a query finds; raises EngineUnavailable where it takes too long."""
        return Evaluation(query, Finder(self._sources, deadline or Deadline()))


class Evaluation:
    """A query that was evaluated: the passages found, and what can be asked of their scores."""

    def __init__(self, query: Query, finder: Finder) -> None:
        self._query = query
        self._finder = finder
        self._columns = finder.columns
        self.found: PassageSet = finder.find(query)
        self._sum: Sum | None = as_sum(query, finder.word)

    @property
    def total(self) -> int:
        """How many passages are found."""
        return self.found.count

    def documents(self) -> NDArray[np.int32]:
        """The documents the passages found stand in, ascending."""
        return self.found.documents(self._columns)

    def within(self, documents: NDArray[np.integer]) -> Evaluation:
        """The same, of some documents only."""
        chosen = np.zeros(len(self._columns.document_start) - 1, np.bool_)
        chosen[documents] = True
        narrowed = copy(self)
        narrowed.__dict__.pop("bounds", None)
        narrowed.found = intersection(
            [self.found, OfDocuments(chosen, self._columns)], self._finder.scratch
        )
        return narrowed

    @cached_property
    def bounds(self) -> Bounds | None:
        """Bounds on the scores, or None where all passages have to be scored to know any."""
        if self._sum is None or self.total <= _FEW:
            return None
        return bounds_of(self.found, self._sum, self._finder.scratch)

    def scores(self, passages: Passages) -> Floats:
        """The scores of some of the passages found, sorted by number; rounded."""
        self._finder.check()
        if self._sum is not None:
            return np.round(self._sum.scores(passages), ranking.DECIMALS)
        return np.round(self._scores(self._query, passages), ranking.DECIMALS)

    def best(self, count: int) -> Hits:
        """The `count` passages with the best scores, best first, ties by number."""
        passages, scores = self._candidates(count)
        order = np.lexsort((passages, -scores))[:count]
        return Hits(passages[order], scores[order])

    def _candidates(self, count: int) -> Hits:
        """Passages among which the best are, with their scores."""
        if self._sum is not None and not self._sum.words:
            passages = self.found.first(count)
        elif self._is_one_word and count <= HEAD:
            return Hits(*self._sum.words[0].posting.head)  # type: ignore[union-attr]
        elif (bounds := self.bounds) is not None:
            passages = bounds.at_least(bounds.reached(count)).passages
        else:
            passages = self.found.passages()
        return Hits(passages, self.scores(passages))

    @property
    def _is_one_word(self) -> bool:
        found = self._sum
        return (
            found is not None
            and found.finds_all
            and len(found.words) == 1
            and found.words[0].boost == 1
        )

    def _scores(self, query: Query, passages: Passages) -> Floats:
        """The scores of passages that `query` finds."""
        scored = as_sum(query, self._finder.word)
        if scored is not None:
            return scored.scores(passages)
        match query:
            case Require():
                return self._scores(query.a, passages)
            case And():
                wanted = [q for q in query.subqueries if not isinstance(q, Not)]
                scores: Floats = sum(
                    (self._scores(q, passages) for q in wanted), np.zeros(len(passages))
                )
                return scores
            case Or():
                return self._scores_of_any(query, passages)
        raise TypeError(f"{query!r} is neither a sum of words nor made of such")

    def _scores_of_any(self, query: Or, passages: Passages) -> Floats:
        scores = np.zeros(len(passages))
        for part in query.subqueries:
            own = np.flatnonzero(self._finder.find(part).has(passages, self._finder.scratch))
            scores[own] += self._scores(part, passages[own])
        return scores
