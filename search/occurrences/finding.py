"""Where what a query asks for stands: its occurrences, word by word, in the row of a segment.

An occurrence is a place where a word, a phrase or a NEAR of a query stands in a passage that the
query finds. What is only a condition (a filter, a date, what NOT excludes) occurs nowhere;
alternatives occur where they hold themselves; words of the title occur in titles. Occurrences
that share a word are one. So they are what is marked in the text, counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not

from index.columnar.row import addresses_in
from search.deadline import Deadline
from search.evaluation.finding import Filters, Finder, Sources
from search.evaluation.passage_sets import Listed
from search.evaluation.rows import WordsInRow, row_of
from search.evaluation.segments import BODIES, STEMMED, SearchedSegment
from search.occurrences.stretches import Stretches, joined, rows_in_any_order, rows_in_order
from search.ranking.best import distinct

Passages = NDArray[np.int32]

_NONE = np.empty((0, 2), np.int64)

_AT_ONCE = 20_000
"""Passages looked through between two looks at the clock."""


class Occurrences(NamedTuple):
    """The occurrences in one segment, in the order of its row.

    passages: int32[n], the passage of each by its number in the segment. stretches: int64[n, 2],
    the addresses of the first word and of the last. found: int32[m], all passages found.
    """

    source: SearchedSegment
    passages: Passages
    stretches: Stretches
    found: Passages

    @property
    def documents(self) -> NDArray[np.int32]:
        """int32[n]: the document of each occurrence."""
        owners: NDArray[np.int32] = self.source.owners[self.passages]
        return owners

    @property
    def found_documents(self) -> NDArray[np.int32]:
        """int32[d]: the documents that are found, ascending."""
        return distinct(self.source.owners, self.found)


class Holds(Protocol):
    """Which of some passages an alternative of a query finds."""

    def within(self, passages: Passages) -> Passages:
        """Those of some passages, sorted, that it finds."""
        ...


class Holders(Protocol):
    """What tells, for the passages of one segment, where each alternative of a query holds."""

    source: SearchedSegment

    def check(self) -> None:
        """Raises EngineUnavailable where time is up."""
        ...

    def find(self, query: Query) -> Holds:
        """Where an alternative holds."""
        ...


def occurrences(
    query: Query, sources: Sources, deadline: Deadline | None = None
) -> list[Occurrences]:
    """All occurrences of a query, segment by segment, in the passages that the evaluator finds.

    Raises EngineUnavailable where it takes too long.
    """
    deadline = deadline or Deadline()
    filters = Filters(sources)
    finders = [Finder(sources, source, filters, deadline) for source in sources.segments]
    found = _of_newest_captures(sources, [_found(query, finder) for finder in finders])
    return [located(query, *of_segment) for of_segment in zip(finders, found, strict=True)]


def _found(query: Query, finder: Finder) -> Passages:
    """The passages a query finds in a segment, without deleted ones."""
    found, deleted = finder.find(query).passages(), finder.source.deleted
    return found if deleted is None else found[~deleted[found]]


def _of_newest_captures(sources: Sources, found: list[Passages]) -> list[Passages]:
    """Passages found, by segment, without documents whose page was found in a newer capture."""
    recaptures = sources.columns.recaptures
    if not recaptures:
        return found
    owners = [s.owners[own] for s, own in zip(sources.segments, found, strict=True)]
    chosen = recaptures.only_newest(np.unique(np.concatenate([np.zeros(0, np.int32), *owners])))
    if chosen is None:
        return found
    return [own[chosen[of]] for own, of in zip(found, owners, strict=True)]


def located(query: Query, holders: Holders, found: Passages) -> Occurrences:
    """The occurrences of a query in the passages of a segment that it finds, sorted."""
    source = holders.source
    stretches = _Locator(holders).stretches(query, found)
    starts = source.segment.passage_start
    passages = np.searchsorted(starts, stretches[:, 0], side="right") - 1
    return Occurrences(source, passages.astype(np.int32), stretches, found)


class _Locator:
    """Finds where the parts of one query stand in passages of one segment."""

    def __init__(self, holders: Holders) -> None:
        self._holders = holders
        self._source = holders.source
        self._segment = holders.source.segment

    def stretches(self, query: Query, passages: Passages) -> Stretches:
        """The stretches of some passages, all found by the query, that it asks for."""
        self._holders.check()
        match query:
            case Term() if query.fieldname in BODIES:
                return self._words(query.fieldname, [query.text], passages)
            case And():
                return self._parts(query.subqueries, passages, alternatives=False)
            case Or():
                return self._parts(query.subqueries, passages, alternatives=True)
            case Require():
                return self.stretches(query.b, passages)
            case ConstantScoreQuery():
                return self.stretches(query.child, passages)
            case Phrase() | SpanNear2() if row := row_of(query):
                return self._row(row, passages)
        return _NONE

    def _parts(
        self, queries: Sequence[Query], passages: Passages, *, alternatives: bool
    ) -> Stretches:
        """What any part asks for; words of one field are looked for together."""
        parts = [part for part in queries if not isinstance(part, Not)]
        found = []
        for field in BODIES:
            self._holders.check()
            texts = [p.text for p in parts if isinstance(p, Term) and p.fieldname == field]
            if texts:
                found.append(self._words(field, texts, passages))
        for part in parts:
            if not isinstance(part, Term):
                own = self._holders.find(part).within(passages) if alternatives else passages
                found.append(self.stretches(part, own))
        return _together([own for own in found if len(own)])

    def _words(self, field: str, texts: Sequence[str], passages: Passages) -> Stretches:
        forms = [self._forms(field, text) for text in texts]
        wanted = self._segment.wanted(np.concatenate(forms))
        held = self._of_field(field, passages)
        addresses = addresses_in(self._segment.words_row, held, wanted)
        return np.stack((addresses, addresses), axis=1)

    def _row(self, row: WordsInRow, passages: Passages) -> Stretches:
        if len(row.words) == 1:
            return self._words(row.field, row.words, passages)
        kinds = np.zeros(self._segment.gap + 1, np.uint8)
        numbers: dict[str, int] = {}
        for word in row.words:
            if word not in numbers:
                numbers[word] = len(numbers) + 1
                kinds[self._segment.form_rank[self._forms(row.field, word)]] = numbers[word]
        wanted = np.array([numbers[word] for word in row.words])
        find = rows_in_order if row.order == "this" else rows_in_any_order
        held = self._of_field(row.field, passages)
        found = [_NONE]
        for first in range(0, len(held), _AT_ONCE):
            self._holders.check()
            some = held[first : first + _AT_ONCE]
            found.append(find(self._segment.words_row, some, kinds, wanted, row.distance))
        return np.concatenate(found)

    def _forms(self, field: str, text: str) -> NDArray[np.int64]:
        """The numbers of the forms a word of a field stands for; none where it is unknown."""
        word = self._source.word(text, stemmed=BODIES[field] in STEMMED)
        return np.zeros(0, np.int64) if word is None else self._source.forms_of(word)

    def _of_field(self, field: str, passages: Passages) -> Passages:
        """Those of some passages in which words of a field stand: titles, or all."""
        if field == BODIES[field]:
            return passages
        return Listed(passages).within(self._source.titles.passages)


def _together(found: Sequence[Stretches]) -> Stretches:
    """The stretches of several parts in one order, those that share a word as one."""
    if len(found) < 2:
        return found[0] if found else _NONE
    every = np.concatenate(found)
    return joined(every[np.argsort(every[:, 0], kind="stable")])
