"""Evaluating queries: which passages are found, and the best of them.

A query is a tree of Whoosh's query classes, evaluated segment by segment; every node becomes a
set of passages (`search.evaluation.finding`), and what is found is scored by the words in it
(`search.ranking.scoring`). What each kind of node means:

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

import numpy as np
from numpy.typing import NDArray
from whoosh.query.qcore import Query
from whoosh.query.terms import Term

from index.storage.columns import Columns
from search.deadline import Deadline
from search.evaluation.finding import Filters, Finder, Sources
from search.evaluation.parts import AllWords, AnyWord, Hits, InRow, Narrowed, Part, Passages, Tree
from search.evaluation.plain import PlainQuery, plain
from search.evaluation.rows import WordsInRow
from search.evaluation.segments import STEMMED, SearchedSegment
from search.evaluation.word_sets import ranks_in_row
from search.grouping.sorting import best_in_order
from search.ranking.best import distinct
from search.ranking.weights import Weights


class Evaluator:
    """Evaluates queries over one generation; threads may share it."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._weights = Weights(sources)

    def evaluate(self, query: Query, deadline: Deadline | None = None) -> Hits:
        """All that a query finds, by number of passage."""
        return self.find(query, deadline).hits

    def find(self, query: Query, deadline: Deadline | None = None) -> Evaluation:
        """What a query finds, of the captures of one page only in the newest that it finds.

        Raises EngineUnavailable where it takes too long.
        """
        deadline = deadline or Deadline()
        filters = Filters(self._sources)
        words = plain(query)
        chosen = filters.all_of(words.filters) if words else None
        if words and words.filters and chosen is None:
            words = None
        parts = [
            (words and self._of_words(words, source, chosen, deadline))
            or Tree(query, Finder(self._sources, source, filters, deadline), self._weights)
            for source in self._sources.segments
        ]
        return Evaluation(parts, self._sources.columns).of_newest_captures()

    def _of_words(
        self,
        query: PlainQuery,
        source: SearchedSegment,
        chosen: NDArray[np.bool_] | None,
        deadline: Deadline,
    ) -> Part | None:
        """What words find in a segment, where it can be told without a tree; else None."""
        if query.row:
            return self._in_row(query.row, query.words, source, chosen, deadline)
        words = self._weights.whole_stems(query.words, source)
        if words is None:
            return None
        kind = AllWords if query.all else AnyWord
        return kind(source, deadline.check, words, chosen, self._weights.slack(source))

    def _in_row(
        self,
        row: WordsInRow,
        terms: Sequence[Term],
        source: SearchedSegment,
        chosen: NDArray[np.bool_] | None,
        deadline: Deadline,
    ) -> Part | None:
        """What words in a row find in a segment, where each has one form there; else None."""
        known = [source.word(text, stemmed=row.field in STEMMED) for text in row.words]
        words = [word for word in known if word is not None]
        in_order = row.order == "this" and len(words) == len(known) > 1
        ranks = ranks_in_row(words, row.distance) if in_order else None
        if ranks is None:
            return None
        weighed = self._weights.words(terms, source)
        return InRow(source, deadline.check, weighed, ranks, row.distance, chosen)


class Evaluation:
    """A query that was evaluated. Passages are sorted by their numbers, unless told otherwise."""

    def __init__(self, parts: Sequence[Part], columns: Columns) -> None:
        self._parts = parts
        self._columns = columns
        self._owners = columns.passage_document
        self.in_reading_order = len(parts) == 1
        """Whether the order of numbers is that of reading; within a segment it is."""

    def of_newest_captures(self) -> Evaluation:
        """The same without documents whose page was found in a newer capture."""
        recaptures = self._columns.recaptures
        chosen = recaptures.only_newest(self.documents) if recaptures else None
        if chosen is None:
            return self
        return Evaluation([Narrowed(part, chosen) for part in self._parts], self._columns)

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


def _joined_hits(found: Sequence[Hits]) -> Hits:
    if len(found) == 1:
        return found[0]
    passages = [np.zeros(0, np.int32), *(hits.passages for hits in found)]
    scores = [np.zeros(0), *(hits.scores for hits in found)]
    return Hits(np.concatenate(passages), np.concatenate(scores))
