"""Which passages a query finds: every node of its tree as a set of the passages of a segment."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray
from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, NullQuery, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not
from whoosh.searching import SearchContext, Searcher

from index.schema import HAS_FIELDS, whole_value
from index.storage.columns import NO_DAY
from index.storage.generations import Generation
from search.deadline import Deadline
from search.evaluation.passage_sets import AllOf, AnyOf, Everything, Listed, OfDocuments, PassageSet
from search.evaluation.rows import WordsInRow, is_implied, row_of
from search.evaluation.segments import BODIES, STEMMED, SearchedSegment
from search.evaluation.word_sets import OfAllWords, OfAnyWord, OfWord, Row

Passages = NDArray[np.int32]
Marks = NDArray[np.bool_]

_PATTERN = 8
"""An Or of more words than this is a pattern, whose words are looked for together."""

NOTHING = Listed(np.zeros(0, np.int32))


class Sources:
    """What the queries over one generation are answered from; threads may share it."""

    def __init__(self, generation: Generation) -> None:
        self.columns = columns = generation.columns
        filled = (live for live in generation.segments if live.segment.passages)
        self.segments = [SearchedSegment(live, columns) for live in filled]
        self.lock = threading.Lock()
        self._generation = generation

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self._generation.reader)

    def searcher_at(self, first: int) -> Searcher:
        """Whoosh's searcher of the segment with this first passage, for what only it can run."""
        leaves = self._searcher.leaf_searchers()  # type: ignore[no-untyped-call]
        found: Searcher = next(searcher for searcher, offset in leaves if offset == first)
        return found

    @cached_property
    def codes(self) -> dict[str, dict[str, list[int]]]:
        """The codes of every keyword field's values, by the value as it is indexed."""
        found: dict[str, dict[str, list[int]]] = {}
        for field, column in self.columns.coded.items():
            own = found[field] = {}
            for code, value in enumerate(column.values):
                own.setdefault(whole_value(value), []).append(code)
        return found


class Filters:
    """The documents that the filters of one query choose, bool[D] each, each worked out once."""

    def __init__(self, sources: Sources) -> None:
        self._columns = sources.columns
        self._codes = sources.codes
        self._known: dict[int, Marks | None] = {}

    def chosen(self, query: Query) -> Marks | None:
        """The documents that a filter chooses; None where a query is no filter."""
        if id(query) not in self._known:
            self._known[id(query)] = self._choose(query)
        return self._known[id(query)]

    def all_of(self, queries: Sequence[Query]) -> Marks | None:
        """The documents that all of some filters choose; None where one of them is no filter."""
        return self._joined(np.logical_and, queries)

    def _choose(self, query: Query) -> Marks | None:
        match query:
            case And():
                return self._joined(np.logical_and, query.subqueries)
            case Or():
                return self._joined(np.logical_or, query.subqueries)
            case ConstantScoreQuery():
                return self.chosen(query.child)
            case Term() if query.fieldname == "has":
                has = query.text in HAS_FIELDS
                return self._columns.has(query.text) if has else self._none()
            case Term() if query.fieldname in self._codes:
                return self._with_value(query.fieldname, query.text)
            case NumericRange() if query.fieldname in ("first_day", "last_day"):
                return self._dated(query)
        return None

    def _joined(self, operation: np.ufunc, queries: Sequence[Query]) -> Marks | None:
        """What filters choose together; None where one is no filter, or there are none."""
        chosen = [self.chosen(query) for query in queries]
        known = [marks for marks in chosen if marks is not None]
        if len(known) < len(chosen) or not known:
            return None
        joined: Marks = reduce(operation, known)
        return joined

    def _none(self) -> Marks:
        return np.zeros(len(self._columns.first_day), np.bool_)

    def _with_value(self, field: str, value: str) -> Marks:
        own = self._columns.coded[field].codes
        chosen = [own == code for code in self._codes[field].get(value, [])]
        return np.logical_or.reduce(chosen) if chosen else self._none()

    def _dated(self, query: NumericRange) -> Marks:
        """The documents whose first or last day lies in a range."""
        days: NDArray[np.int32] = getattr(self._columns, query.fieldname)
        inside: Marks = days != NO_DAY
        if query.start is not None:
            inside &= days > query.start if query.startexcl else days >= query.start
        if query.end is not None:
            inside &= days < query.end if query.endexcl else days <= query.end
        return inside


class Finder:
    """Finds the passages of one query and its parts in one segment, each part once."""

    def __init__(
        self, sources: Sources, source: SearchedSegment, filters: Filters, deadline: Deadline
    ) -> None:
        self._sources = sources
        self._filters = filters
        self._found: dict[int, PassageSet] = {}
        self.source = source
        self.check = deadline.check

    def find(self, query: Query) -> PassageSet:
        """The passages a query, or a part of it, finds."""
        found = self._found.get(id(query))
        if found is None:
            self.check()
            found = self._found[id(query)] = self._find(query)
        return found

    def _find(self, query: Query) -> PassageSet:
        match query:
            case Term() if query.fieldname in BODIES:
                return self._word(query.fieldname, query.text)
            case And():
                return self._and(query.subqueries)
            case Or():
                return self._or(query.subqueries)
            case Not():
                return self._and([query])
            case Require():
                return self._require(query)
            case ConstantScoreQuery():
                return self.find(query.child)
            case Phrase() | SpanNear2() if row := row_of(query):
                return self._row(row)
            case Every() if query.fieldname is None:
                return Everything(self.source)
        return self._leaf(query)

    def _leaf(self, query: Query) -> PassageSet:
        if query is NullQuery:
            return NOTHING
        chosen = self._filters.chosen(query)
        return self._matched(query) if chosen is None else OfDocuments(self.source, chosen)

    def _word(self, field: str, text: str) -> PassageSet:
        word = self.source.word(text, stemmed=field in STEMMED)
        if word is None:
            return NOTHING
        if field == BODIES[field]:
            return OfWord(self.source, word)
        return self._under(self.source.in_titles(word))

    def _and(self, queries: Iterable[Query]) -> PassageSet:
        wanted = [self.find(q) for q in queries if not isinstance(q, Not)]
        unwanted = [self.find(q.query) for q in queries if isinstance(q, Not)]
        wanted = wanted or [Everything(self.source)]
        return wanted[0] if len(wanted) == 1 and not unwanted else AllOf(wanted, unwanted)

    def _or(self, queries: Sequence[Query]) -> PassageSet:
        terms = [q for q in queries if isinstance(q, Term)]
        fields = {term.fieldname for term in terms}
        if len(terms) == len(queries) > _PATTERN and len(fields) == 1 and fields <= BODIES.keys():
            return self._any_word(terms[0].fieldname, [term.text for term in terms])
        return AnyOf(self.source, [self.find(q) for q in queries])

    def _require(self, query: Require) -> PassageSet:
        found = self.find(query.b)
        if is_implied(query.a, row_of(query.b)):
            return found
        return AllOf([self.find(query.a), found])

    def _any_word(self, field: str, texts: Sequence[str]) -> PassageSet:
        """The passages with any of the many words that a pattern stands for."""
        stemmed = field in STEMMED
        found = OfAnyWord(self.source, self.source.numbers(texts, stemmed=stemmed), stemmed=stemmed)
        return found if field == BODIES[field] else self._under(self._titles_within(found))

    def _row(self, row: WordsInRow) -> PassageSet:
        """The passages that hold a row of words; of titles, those under it."""
        if len(row.words) == 1:
            return self._word(row.field, row.words[0])
        body = BODIES[row.field]
        stemmed = body in STEMMED
        words = [self.source.word(text, stemmed=stemmed) for text in row.words]
        if None in words:
            return NOTHING
        known = [word for word in words if word is not None]
        # Each form is looked for in the row itself; the lists of stems say where to look.
        in_row = Row(self.source, known, row.distance, ordered=row.order == "this")
        holders = OfAllWords(self.source, known)
        found = AllOf([holders], conditions=[in_row])
        return found if body == row.field else self._under(self._titles_within(found))

    def _titles_within(self, found: PassageSet) -> Passages:
        return found.within(self.source.titles.passages)

    def _under(self, titles: Passages) -> PassageSet:
        """The passages under some titles."""
        documents = np.zeros(len(self._sources.columns.first_day), np.bool_)
        documents[self.source.owners[titles]] = True
        return OfDocuments(self.source, documents)

    def _matched(self, query: Query) -> PassageSet:
        """What the query's own Whoosh matcher finds."""
        with self._sources.lock:
            searcher = self._sources.searcher_at(self.source.first)
            matcher = query.matcher(searcher, SearchContext())  # type: ignore[no-untyped-call]
            return Listed(np.fromiter(self._in_time(matcher.all_ids()), np.int32))

    def _in_time(self, passages: Iterable[int]) -> Iterator[int]:
        """The same, as long as there is time."""
        for passage in passages:
            self.check()
            yield passage
