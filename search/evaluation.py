"""Evaluating queries: which passages are found, and the best of them.

A query is a tree of Whoosh's query classes, evaluated segment by segment; every node becomes a
set of passages (`search.finding`), and what is found is scored by the words in it
(`search.scoring`). What each kind of node means:

    Term                  the passages that hold a word, or are under a title that does; of
                          documents with a value
    Phrase                words side by side, or in order at most `slop` positions apart
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

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, TypeGuard

import numpy as np
from numpy.typing import NDArray
from whoosh.query.compound import Or
from whoosh.query.qcore import Query
from whoosh.query.terms import Term

from index.columns import Columns
from search.best import best, distinct
from search.conjunction import scores_of_all
from search.deadline import Deadline
from search.disjunction import all_scores, best_scores
from search.finding import Filters, Finder, Sources
from search.impacts import WHOLE_STEM, Words, round_scores
from search.passage_sets import AllOf, OfDocuments, PassageSet
from search.scoring import Scorer, Sum
from search.segments import BODIES
from search.sorting import best_in_order
from search.weights import Weights
from search.word_sets import OfWord

_MANY = 256
"""More than so many best are not looked for one by one."""

_NONE = np.zeros(0, np.bool_)

Floats = NDArray[np.float64]
Passages = NDArray[np.int32]


class Hits(NamedTuple):
    """Passages found, int32[n], and their scores, float64[n]."""

    passages: Passages
    scores: Floats


class Evaluator:
    """Evaluates queries over one generation; threads may share it."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._weights = Weights(sources)

    def evaluate(self, query: Query, deadline: Deadline | None = None) -> Hits:
        """All that a query finds, by number of passage."""
        return self.find(query, deadline).hits

    def find(self, query: Query, deadline: Deadline | None = None) -> Evaluation:
        """What a query finds; raises EngineUnavailable where it takes too long."""
        deadline = deadline or Deadline()
        filters = Filters(self._sources)
        parts = [
            Part(query, Finder(self._sources, source, filters, deadline), self._weights)
            for source in self._sources.segments
        ]
        return Evaluation(parts, self._sources.columns)


class Part:
    """What a query finds in one segment. Numbers of passages are those of the index."""

    def __init__(self, query: Query, finder: Finder, weights: Weights) -> None:
        self._query = query
        self._finder = finder
        self._weights = weights
        self._source = finder.source
        self._lists = finder.source.segment.lists
        self._first = np.int32(finder.source.first)
        self._found: PassageSet = finder.find(query)

    @property
    def count(self) -> int:
        """How many passages are found."""
        if self._source.deleted is None and self._all is None:
            return self._found.count
        return len(self.passages)

    @property
    def passages(self) -> Passages:
        """The passages found."""
        return self.hits.passages if self._all is not None else self._numbered(self._own)

    @cached_property
    def hits(self) -> Hits:
        """The passages found and their scores, rounded."""
        if self._all is not None:
            passages, scores = scores_of_all(self._lists, *self._all, self._source.owners)
            return self._live(passages, scores)
        if self._any is not None:
            passages, scores = all_scores(self._lists, self._any)
            round_scores(scores)
            return self._live(passages, scores)
        return Hits(self.passages, self._scores(self._own))

    def best(self, count: int) -> Hits:
        """The `count` hits with the best scores, best first, ties by number."""
        if self._any is None or count > _MANY:
            return best_of(self.hits, count)
        deleted = _NONE if self._source.deleted is None else self._source.deleted
        row, slack = self._source.segment.words_row, self._weights.slack(self._source)
        passages, scores = best_scores(self._lists, row, self._any, slack, deleted, count)
        return Hits(self._numbered(passages), scores)

    def within(self, chosen: NDArray[np.bool_]) -> Hits:
        """The hits in documents that are chosen, bool[D]."""
        own = self._own[chosen[self._source.owners[self._own]]]
        return Hits(self._numbered(own), self._scores(own))

    @cached_property
    def _any(self) -> Words | None:
        """The words of a query that is one, or an Or of some, by their stems; else None."""
        parts = self._query.subqueries if isinstance(self._query, Or) else [self._query]
        terms = [part for part in parts if is_word(part)]
        return self._whole_stems(terms) if terms and len(terms) == len(parts) else None

    @cached_property
    def _all(self) -> tuple[Words, NDArray[np.bool_]] | None:
        """The words of an And of words by their stems, and the documents its filters choose."""
        found = self._found
        if not isinstance(found, AllOf) or found.unwanted or found.conditions:
            return None
        filters = [part.chosen for part in found.wanted if isinstance(part, OfDocuments)]
        others = [part for part in found.wanted if not isinstance(part, OfDocuments)]
        scored = Sum(self._query)
        if not all(isinstance(part, OfWord) for part in others):
            return None
        if not others or not scored.is_of(len(others)):
            return None
        words = self._whole_stems(scored.terms)
        return words and (words, filters[0] if filters else _NONE)

    def _whole_stems(self, terms: Sequence[Term]) -> Words | None:
        words = self._weights.words(terms, self._source)
        return words if (words.ranks == WHOLE_STEM).all() else None

    @cached_property
    def _own(self) -> Passages:
        """The passages found, by their numbers in the segment."""
        passages = self._found.passages()
        deleted = self._source.deleted
        return passages if deleted is None else passages[~deleted[passages]]

    def _live(self, passages: Passages, scores: Floats) -> Hits:
        """Hits by the numbers of the segment, without those that are deleted."""
        if self._source.deleted is not None:
            live = ~self._source.deleted[passages]
            passages, scores = passages[live], scores[live]
        return Hits(self._numbered(passages), scores)

    def _numbered(self, own: Passages) -> Passages:
        """Passages of the segment by their numbers in the index."""
        return own + self._first if self._first else own

    def _scores(self, own: Passages) -> Floats:
        """The scores of some of the passages found, by their numbers in the segment; rounded."""
        scores = Scorer(self._finder, self._weights).scores(self._query, own)
        round_scores(scores)
        return scores


class Evaluation:
    """A query that was evaluated. Passages are sorted by their numbers, unless told otherwise."""

    def __init__(self, parts: Sequence[Part], columns: Columns) -> None:
        self._parts = parts
        self._columns = columns
        self._owners = columns.passage_document
        self.in_reading_order = len(parts) == 1
        """Whether the order of numbers is that of reading; within a segment it is."""

    @cached_property
    def total(self) -> int:
        """How many passages are found."""
        return sum(part.count for part in self._parts)

    @cached_property
    def passages(self) -> Passages:
        """The passages found."""
        parts = [part.passages for part in self._parts]
        return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, np.int32), *parts])

    @cached_property
    def documents(self) -> NDArray[np.int32]:
        """The documents the passages found stand in, ascending."""
        return distinct(self._owners, self.passages)

    @cached_property
    def hits(self) -> Hits:
        """The passages found and their scores."""
        return _joined_hits([part.hits for part in self._parts])

    def within(self, documents: NDArray[np.integer]) -> Hits:
        """The hits in some documents."""
        chosen = np.zeros(int(self._owners[-1]) + 1, np.bool_)
        chosen[documents] = True
        return _joined_hits([part.within(chosen) for part in self._parts])

    def best(self, count: int) -> Hits:
        """The `count` hits with the best scores, best first, ties in the order of reading."""
        if self.in_reading_order:
            return self._parts[0].best(count)
        hits = _joined_hits([part.best(count) for part in self._parts])
        order = best_in_order(hits.scores, self.reading_order(hits.passages), count)
        return Hits(hits.passages[order], hits.scores[order])

    def reading_order(self, passages: Passages) -> NDArray[np.int64]:
        """int64[n]: numbers that sort passages as they are read."""
        ranks = self._columns.document_rank[self._owners[passages]]
        return ranks.astype(np.int64) << 32 | passages


def is_word(query: Query) -> TypeGuard[Term]:
    """Whether a query is a word that is looked for in passages themselves, and counts for them."""
    return (
        isinstance(query, Term)
        and BODIES.get(query.fieldname) == query.fieldname
        and query.boost > 0
    )


def best_of(hits: Hits, count: int) -> Hits:
    """The `count` best of some hits, those of equal scores in the order given."""
    places = best(hits.scores, count)
    return Hits(hits.passages[places], hits.scores[places])


def _joined_hits(found: Sequence[Hits]) -> Hits:
    if len(found) == 1:
        return found[0]
    passages = [np.zeros(0, np.int32), *(hits.passages for hits in found)]
    scores = [np.zeros(0), *(hits.scores for hits in found)]
    return Hits(np.concatenate(passages), np.concatenate(scores))
