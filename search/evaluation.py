"""From a Whoosh query to all it finds: sorted passages and their scores, exactly.

Boolean nodes, words and phrases are worked out on whole arrays, where stock Whoosh would step
through Python objects one posting at a time. A node without an array form is run by its own
Whoosh matcher, so every Whoosh query can be evaluated. What each node means:

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

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from index.columns import NO_DAY, Columns
from search import ranking
from search.postings import POSITION_BITS, Postings
from search.proximity import in_any_order, in_order

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Arrange = Callable[[Sequence[Ints], int], Ints]
"""Of the places of several words, those where the words stand as wanted."""

SCORED_WITH = {"text": "title", "exact": "title_exact"}
"""The fields whose words score, and the title field that lifts each."""


class Hits(NamedTuple):
    """What a query finds: passages int64[n], sorted and distinct, with their scores float64[n]."""

    passages: Ints
    scores: Floats


def constant(passages: Ints, score: float = 0.0) -> Hits:
    """Passages that all have one score."""
    return Hits(passages, np.full(len(passages), score))


class Evaluator:
    """Evaluates queries over one generation."""

    def __init__(self, reader: IndexReader, postings: Postings, columns: Columns) -> None:
        self._passages = len(columns.passage_document)
        self._postings = postings
        self._columns = columns
        self._searcher = Searcher(reader)
        self._text_norms = ranking.norms(columns.passage_words)
        self._title_norms = ranking.norms(title_lengths(columns))

    def evaluate(self, query: Query) -> Hits:
        """All that a query finds."""
        passages, scores = self._evaluate(query)
        return Hits(passages, np.round(scores, ranking.DECIMALS))

    def _evaluate(self, query: Query) -> Hits:
        match query:
            case And():
                return self._and(query.subqueries)
            case Or():
                return self._or(query.subqueries)
            case Not():
                return self._and([query])
            case Require():
                required = constant(self._evaluate(query.b).passages)
                return intersection(self._evaluate(query.a), required)
            case ConstantScoreQuery():
                return constant(self._found(query.child), query.score)
        return self._leaf(query)

    def _leaf(self, query: Query) -> Hits:
        match query:
            case Term():
                return self._term(query.fieldname, query.text, query.boost)
            case Phrase():
                return self._near(query.fieldname, query.words, query.slop, in_order)
            case SpanNear2() if not query.ordered:
                words = [term.text for term in query.qs]
                return self._near(query.qs[0].fieldname, words, query.slop, in_any_order)
            case NumericRange() if query.fieldname in ("first_day", "last_day"):
                return constant(self._dated(query), query.boost)
            case Every() if query.fieldname is None:
                return constant(np.arange(self._passages))
        return self._matched(query)

    def _term(self, field: str, word: str, boost: float) -> Hits:
        found = self._postings.word(field, word)
        if field in SCORED_WITH:
            text = found.frequencies / self._text_norms[found.passages]
            title = self._title_weights(SCORED_WITH[field], word, found.passages)
        elif field in SCORED_WITH.values():
            text = np.zeros(len(found.passages))
            title = found.frequencies / self._title_norms[found.passages]
        else:
            return constant(found.passages)
        scores = ranking.saturate(ranking.weigh(text, title))
        return Hits(
            found.passages, scores * (boost * ranking.idf(self._passages, len(found.passages)))
        )

    def _title_weights(self, field: str, word: str, passages: Ints) -> Floats:
        """How often a word stands in the titles over some passages, each by its norm."""
        found = self._postings.word(field, word)
        frequencies = np.zeros(len(passages))
        at, there = look_up(passages, found.passages)
        frequencies[there] = found.frequencies[at[there]]
        return frequencies / self._title_norms[passages]

    def _dated(self, query: NumericRange) -> Ints:
        """The passages of documents whose first or last day lies in a range."""
        days: NDArray[np.int32] = getattr(self._columns, query.fieldname)
        inside = days != NO_DAY
        if query.start is not None:
            inside &= days > query.start if query.startexcl else days >= query.start
        if query.end is not None:
            inside &= days < query.end if query.endexcl else days <= query.end
        return np.flatnonzero(inside[self._columns.passage_document])

    def _near(self, field: str, words: Sequence[str], distance: int, arrange: Arrange) -> Hits:
        """The passages that hold all of some words, and hold them where `arrange` wants them."""
        rarest_first = sorted((self._postings.word(field, w).passages for w in set(words)), key=len)
        candidates = rarest_first[0]
        for passages in rarest_first[1:]:
            candidates = candidates[look_up(candidates, passages)[1]]
        places = {w: self._postings.places(field, w, candidates) for w in set(words)}
        found = arrange([places[w] for w in words], distance)
        return constant(np.unique(found >> POSITION_BITS))

    def _and(self, queries: Iterable[Query]) -> Hits:
        wanted = [q for q in queries if not isinstance(q, Not)]
        unwanted = [q.query for q in queries if isinstance(q, Not)]
        every = constant(np.arange(self._passages))
        hits = sorted(map(self._evaluate, wanted), key=lambda h: len(h.passages)) or [every]
        found = hits[0]
        for other in hits[1:]:
            found = intersection(found, other)
        if not unwanted:
            return found
        kept = ~look_up(found.passages, self._or(unwanted).passages)[1]
        return Hits(found.passages[kept], found.scores[kept])

    def _or(self, queries: Iterable[Query]) -> Hits:
        scores = np.zeros(self._passages)
        found = np.zeros(self._passages, dtype=bool)
        for hits in map(self._evaluate, queries):
            scores[hits.passages] += hits.scores
            found[hits.passages] = True
        passages = np.flatnonzero(found)
        return Hits(passages, scores[passages])

    def _found(self, query: Query) -> Ints:
        """The passages alone; of many words at once, without scoring each."""
        if isinstance(query, Or):
            found = np.zeros(self._passages, dtype=bool)
            for child in query.subqueries:
                found[self._found(child)] = True
            return np.flatnonzero(found)
        if isinstance(query, Term):
            return self._postings.word(query.fieldname, query.text).passages
        return self._evaluate(query).passages

    def _matched(self, query: Query) -> Hits:
        """What the query's own Whoosh matcher finds."""
        with self._postings.lock:
            matcher = query.matcher(self._searcher, SearchContext())  # type: ignore[no-untyped-call]
            return constant(np.fromiter(matcher.all_ids(), np.int64), 1.0)


def title_lengths(columns: Columns) -> NDArray[np.int32]:
    """The words of the title over each passage, int32[P]; 0 where its document has none."""
    titles = columns.passage_number == 0
    lengths = np.zeros(len(columns.document_start) - 1, np.int32)
    lengths[columns.passage_document[titles]] = columns.passage_words[titles]
    return lengths[columns.passage_document]


def look_up(passages: Ints, among: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """For each of `passages` its index in `among` and whether it is there. Both sorted."""
    if not len(among):
        return np.zeros(len(passages), np.int64), np.zeros(len(passages), dtype=bool)
    at = np.minimum(np.searchsorted(among, passages), len(among) - 1)
    return at, among[at] == passages


def intersection(one: Hits, other: Hits) -> Hits:
    """What both find, scores added."""
    if len(one.passages) > len(other.passages):
        one, other = other, one
    at, there = look_up(one.passages, other.passages)
    return Hits(one.passages[there], one.scores[there] + other.scores[at[there]])
