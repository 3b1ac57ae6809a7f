"""Which passages a query finds: every node of its tree as a set of passages."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

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

from index.columns import NO_DAY
from index.generations import Generation
from index.schema import HAS_FIELDS, whole_value
from search.deadline import Deadline
from search.impacts import Impacts
from search.joining import difference, intersection, union, union_of_lists
from search.occurrences import BODIES, Words
from search.passage_sets import Everything, Listed, OfDocuments, OfWord, PassageSet, none
from search.phrases import Row, Rows
from search.postings import Postings
from search.scratch import Scratch, ThreadScratch

Passages = NDArray[np.int32]
Marks = NDArray[np.bool_]

_PATTERN = 8
"""An Or of more words than this is a pattern; its words are joined without being kept."""


class Sources:
    """What the queries over one generation are answered from; threads may share it."""

    def __init__(self, generation: Generation) -> None:
        ((segment, _, _, _),) = generation.segments
        self.columns = columns = generation.columns
        self.passages = len(columns.passage_document)
        self.postings = Postings(Words(segment, columns), Impacts(columns))
        self.lock = threading.Lock()
        self._generation = generation
        self._scratch = ThreadScratch(self.passages)

    @property
    def scratch(self) -> Scratch:
        """The scratch arrays of this thread."""
        return self._scratch.own

    @cached_property
    def searcher(self) -> Searcher:
        """Whoosh's searcher, for queries that only their own matchers can run."""
        return Searcher(self._generation.reader)

    @cached_property
    def codes(self) -> dict[str, dict[str, list[int]]]:
        """The codes of every keyword field's values, by the value as it is indexed."""
        found: dict[str, dict[str, list[int]]] = {}
        for field, column in self.columns.coded.items():
            own = found[field] = {}
            for code, value in enumerate(column.values):
                own.setdefault(whole_value(value), []).append(code)
        return found


class Finder:
    """Finds the passages of one query and its parts, each part once."""

    def __init__(self, sources: Sources, deadline: Deadline) -> None:
        self._sources = sources
        self._universe = sources.passages
        self.columns = sources.columns
        self._nothing = none(sources.passages)
        self._found: dict[int, PassageSet] = {}
        self.check = deadline.check
        self.scratch = sources.scratch
        self.word = sources.postings.word

    def find(self, query: Query) -> PassageSet:
        """The passages a query, or a part of it, finds."""
        found = self._found.get(id(query))
        if found is None:
            self.check()
            found = self._found[id(query)] = self._find(query)
        return found

    def _find(self, query: Query) -> PassageSet:
        match query:
            case Term():
                return self._term(query.fieldname, query.text)
            case And():
                return self._and(query.subqueries)
            case Or():
                return self._or(query.subqueries)
            case Not():
                return self._and([query])
            case Require():
                found = self.find(query.b)
                if is_implied(query.a, query.b):
                    return found
                return intersection([self.find(query.a), found], self.scratch)
            case ConstantScoreQuery():
                return self.find(query.child)
        return self._leaf(query)

    def _leaf(self, query: Query) -> PassageSet:
        match query:
            case Phrase() | SpanNear2() if row := row_of(query):
                return self._row(row)
            case NumericRange() if query.fieldname in ("first_day", "last_day"):
                return OfDocuments(self._dated(query), self._sources.columns)
            case Every() if query.fieldname is None:
                return Everything(self._universe)
        return self._nothing if query is NullQuery else self._matched(query)

    def _term(self, field: str, word: str) -> PassageSet:
        if field in BODIES:
            return OfWord(self.word(field, word), self._universe)
        if field == "has":
            has = word in HAS_FIELDS
            return OfDocuments(self.columns.has(word), self.columns) if has else self._nothing
        codes = self._sources.codes.get(field)
        if codes is None:
            return self._matched(Term(field, word))
        return self._with_values(field, codes.get(word, []))

    def _with_values(self, field: str, codes: Sequence[int]) -> PassageSet:
        """The passages of documents that have one of some values in a keyword field."""
        own = self.columns.coded[field].codes
        chosen = np.zeros(len(own), np.bool_)
        for code in codes:
            chosen |= own == code
        return OfDocuments(chosen, self.columns) if codes else self._nothing

    def _and(self, queries: Iterable[Query]) -> PassageSet:
        wanted = [self.find(q) for q in queries if not isinstance(q, Not)]
        unwanted = [self.find(q.query) for q in queries if isinstance(q, Not)]
        found = intersection(wanted or [Everything(self._universe)], self.scratch)
        for excluded in unwanted:
            self.check()
            found = difference(found, excluded, self.scratch)
        return found

    def _or(self, queries: Sequence[Query]) -> PassageSet:
        terms = [q for q in queries if isinstance(q, Term)]
        fields = {term.fieldname for term in terms}
        if len(terms) == len(queries) > _PATTERN and len(fields) == 1 and fields <= set(BODIES):
            return self._any_word(terms[0].fieldname, [term.text for term in terms])
        return union([self.find(q) for q in queries], self.scratch)

    def _any_word(self, field: str, words: Sequence[str]) -> PassageSet:
        """The passages with any of the many words that a pattern stands for."""
        lists = self._sources.postings.lists(BODIES[field], words)
        found = union_of_lists(lists, self.scratch, self.check)
        return found if field in ("text", "exact") else self._under(found.passages())

    def _row(self, row: Row) -> PassageSet:
        """The passages that hold a row of words; of titles, those under it."""
        body = row._replace(field=BODIES[row.field])
        if len(row.words) < 2:
            return self._term(row.field, row.words[0])
        rows = Rows(self._sources.postings, self.check)
        found = rows.passages(body, lambda: self._holders(body))
        return Listed(found, self._universe) if body == row else self._under(found)

    def _holders(self, row: Row) -> Passages:
        """The passages that hold all words of a row."""
        return self._and([Term(row.field, word) for word in set(row.words)]).passages()

    def _under(self, found: Passages) -> PassageSet:
        """The passages under the titles among some passages."""
        columns = self.columns
        titles = found[self._sources.postings.words.is_title[found]]
        documents = np.zeros(len(columns.document_start) - 1, np.bool_)
        documents[columns.passage_document[titles]] = True
        return OfDocuments(documents, columns)

    def _dated(self, query: NumericRange) -> Marks:
        """bool[D]: the documents whose first or last day lies in a range."""
        days: NDArray[np.int32] = getattr(self._sources.columns, query.fieldname)
        inside: Marks = days != NO_DAY
        if query.start is not None:
            inside &= days > query.start if query.startexcl else days >= query.start
        if query.end is not None:
            inside &= days < query.end if query.endexcl else days <= query.end
        return inside

    def _matched(self, query: Query) -> PassageSet:
        """What the query's own Whoosh matcher finds."""
        with self._sources.lock:
            matcher = query.matcher(self._sources.searcher, SearchContext())  # type: ignore[no-untyped-call]
            passages = np.fromiter(self._in_time(matcher.all_ids()), np.int32)
        return Listed(passages, self._universe)

    def _in_time(self, passages: Iterable[int]) -> Iterator[int]:
        """The same, as long as there is time."""
        for passage in passages:
            self.check()
            yield passage


def is_implied(query: Query, row: Query) -> bool:
    """Whether whatever holds a row of words is found by `query`, its words, too."""
    found = row_of(row)
    if found is None:
        return False
    terms = query.subqueries if isinstance(query, And) else [query]
    return all(
        isinstance(term, Term) and term.fieldname == found.field and term.text in found.words
        for term in terms
    )


def row_of(query: Query) -> Row | None:
    """A phrase, or words of one field near each other, as a row; None for anything else."""
    match query:
        case Phrase() if query.fieldname in BODIES and query.words:
            return Row(query.fieldname, tuple(query.words), query.slop, "this")
        case SpanNear2() if not query.ordered and query.mindist == 1:
            fields = {getattr(part, "fieldname", None) for part in query.qs}
            if len(fields) == 1 and all(isinstance(part, Term) for part in query.qs):
                words = tuple(part.text for part in query.qs)
                return Row(query.qs[0].fieldname, words, query.slop, "any")
    return None
