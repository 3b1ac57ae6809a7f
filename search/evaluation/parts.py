"""What a query finds in one segment, and the best of it.

Words and phrases alone are found and scored by one loop over their lists (`AnyWord`, `AllWords`,
`InRow`); any other query is a tree whose nodes are sets of passages, scored by the words in it
(`Tree`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.query.qcore import Query

from search.evaluation.finding import Finder
from search.evaluation.passage_sets import no_bits
from search.evaluation.segments import SearchedSegment
from search.lists import union
from search.lists.conjunction import scores_of_all
from search.lists.disjunction import all_scores, best_scores
from search.lists.impacts import Words, add_impacts, round_scores
from search.lists.rows import scores_of_row
from search.ranking.best import best
from search.ranking.scoring import Scorer
from search.ranking.weights import Weights

_MANY = 256
"""More than so many best are not looked for one by one."""

_NONE = np.zeros(0, np.bool_)

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
Passages = NDArray[np.int32]


class Hits(NamedTuple):
    """Passages found, int32[n], and their scores, float64[n]."""

    passages: Passages
    scores: Floats


class Part(ABC):
    """What a query finds in one segment. Numbers of passages are those of the index."""

    def __init__(self, source: SearchedSegment, check: Callable[[], None]) -> None:
        """`check` raises EngineUnavailable where time is up."""
        self.source = source
        self.check = check
        self._lists = source.segment.lists
        self._first = np.int32(source.first)

    @property
    @abstractmethod
    def hits(self) -> Hits:
        """The passages found and their scores, rounded."""

    @property
    def passages(self) -> Passages:
        """The passages found."""
        return self.hits.passages

    @property
    def count(self) -> int:
        """How many passages are found."""
        return len(self.passages)

    def best(self, count: int) -> Hits:
        """The `count` hits with the best scores, best first, ties by number."""
        return best_of(self.hits, count)

    def within(self, chosen: Marks) -> Hits:
        """The hits in documents that are chosen, bool[D]."""
        passages, scores = self.hits
        kept = chosen[self.source.owners[passages - self._first]]
        return Hits(passages[kept], scores[kept])

    def _live(self, own: Passages) -> Passages:
        """Those of some passages that are not deleted, by their numbers in the segment."""
        deleted = self.source.deleted
        return own if deleted is None else own[~deleted[own]]

    def _live_hits(self, own: Passages, scores: Floats) -> Hits:
        """Hits by the numbers of the segment, without those that are deleted."""
        if self.source.deleted is not None:
            live = ~self.source.deleted[own]
            own, scores = own[live], scores[live]
        return Hits(self._numbered(own), scores)

    def _numbered(self, own: Passages) -> Passages:
        """Passages of the segment by their numbers in the index."""
        return own + self._first if self._first else own


class OfWords(Part):
    """What some stems find, of documents that are `chosen`, or of all."""

    def __init__(
        self,
        source: SearchedSegment,
        check: Callable[[], None],
        words: Words,
        chosen: Marks | None,
        slack: float,
    ) -> None:
        """`slack`: see `search.lists.disjunction.best_scores`."""
        super().__init__(source, check)
        self._words = words
        self._chosen = chosen
        self._slack = slack


class AllWords(OfWords):
    """The passages that hold all of some stems."""

    @cached_property
    def hits(self) -> Hits:
        """The passages found and their scores, rounded."""
        self.check()
        chosen = _NONE if self._chosen is None else self._chosen
        found = scores_of_all(self._lists, self._words, chosen, self.source.owners)
        return self._live_hits(*found)


class InRow(Part):
    """The passages that hold a phrase, of documents that are `chosen`, or of all."""

    def __init__(
        self,
        source: SearchedSegment,
        check: Callable[[], None],
        words: Words,
        ranks: NDArray[np.uint16],
        distance: int,
        chosen: Marks | None,
    ) -> None:
        """words, ranks, distance: see `search.lists.rows.scores_of_row`."""
        super().__init__(source, check)
        self._words = words
        self._row = ranks, distance
        self._chosen = chosen

    @cached_property
    def hits(self) -> Hits:
        """The passages found and their scores, rounded."""
        self.check()
        chosen = _NONE if self._chosen is None else self._chosen
        row, owners = self.source.segment.words_row, self.source.owners
        found = scores_of_row(self._lists, row, self._words, *self._row, chosen, owners)
        return self._live_hits(*found)


class AnyWord(OfWords):
    """The passages that hold any of some stems."""

    @property
    def count(self) -> int:
        """How many passages are found."""
        if self._scored or self.source.deleted is not None:
            return len(self.passages)
        if len(self._words.wheres) == 1 and self._chosen is None:
            return int(self._words.wheres[0, 1])
        return union.count(self._bits)

    @property
    def passages(self) -> Passages:
        """The passages found."""
        return self.hits.passages if self._scored else self._numbered(self._own)

    @property
    def _scored(self) -> bool:
        """Whether all that is found was scored already."""
        return "hits" in self.__dict__

    @cached_property
    def hits(self) -> Hits:
        """The passages found and their scores, rounded."""
        self.check()
        if self._chosen is None:
            passages, scores = all_scores(self._lists, self._words)
            round_scores(scores)
            return self._live_hits(passages, scores)
        scores = np.zeros(len(self._own))
        add_impacts(scores, self._lists, self.source.segment.words_row, self._words, self._own)
        round_scores(scores)
        return Hits(self._numbered(self._own), scores)

    def best(self, count: int) -> Hits:
        """The `count` hits with the best scores, best first, ties by number."""
        if self._chosen is not None or count > _MANY:
            return super().best(count)
        self.check()
        deleted = _NONE if self.source.deleted is None else self.source.deleted
        row = self.source.segment.words_row
        passages, scores = best_scores(self._lists, row, self._words, self._slack, deleted, count)
        return Hits(self._numbered(passages), scores)

    @cached_property
    def _bits(self) -> NDArray[np.uint64]:
        bits = no_bits(self.source)
        union.mark_lists(bits, self._lists, self._words.wheres)
        if self._chosen is not None:
            union.keep_documents(bits, self._chosen, self.source.starts, self.source.first)
        return bits

    @cached_property
    def _own(self) -> Passages:
        """The passages found, by their numbers in the segment."""
        return self._live(union.marked(self._bits))


class Tree(Part):
    """The passages that any other query finds."""

    def __init__(self, query: Query, finder: Finder, weights: Weights) -> None:
        super().__init__(finder.source, finder.check)
        self._query = query
        self._finder = finder
        self._weights = weights
        self._found = finder.find(query)

    @property
    def count(self) -> int:
        """How many passages are found."""
        return self._found.count if self.source.deleted is None else len(self._own)

    @property
    def passages(self) -> Passages:
        """The passages found."""
        return self._numbered(self._own)

    @cached_property
    def hits(self) -> Hits:
        """The passages found and their scores, rounded."""
        return self._as_hits(self._own)

    def within(self, chosen: Marks) -> Hits:
        """The hits in documents that are chosen, bool[D]; only these are scored."""
        return self._as_hits(self._own[chosen[self.source.owners[self._own]]])

    @cached_property
    def _own(self) -> Passages:
        """The passages found, by their numbers in the segment."""
        return self._live(self._found.passages())

    def _as_hits(self, own: Passages) -> Hits:
        """Some of the passages found, by their numbers in the segment, as hits."""
        scores = Scorer(self._finder, self._weights).scores(self._query, own)
        round_scores(scores)
        return Hits(self._numbered(own), scores)


class Narrowed(Part):
    """What another part finds in documents that are chosen, bool[D]."""

    def __init__(self, part: Part, chosen: Marks) -> None:
        super().__init__(part.source, part.check)
        self._part = part
        self._chosen = chosen

    @cached_property
    def hits(self) -> Hits:
        """The passages found and their scores, rounded."""
        return self._part.within(self._chosen)


def best_of(hits: Hits, count: int) -> Hits:
    """The `count` best of some hits, those of equal scores in the order given."""
    places = best(hits.scores, count)
    return Hits(hits.passages[places], hits.scores[places])
