"""What the passages that a query finds score: `search.ranking.formulas`, node by node of its tree.

A word adds its impact wherever it stands, so the words of an And or an Or need not be found
again to be scored, and all are scored at once. Only what is within an Or and more than a word
counts just where it is found.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, NullQuery, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not

from search.evaluation.finding import Finder
from search.evaluation.rows import row_of
from search.evaluation.segments import BODIES
from search.lists.impacts import add_impacts, add_lifts
from search.ranking.weights import Weights

Floats = NDArray[np.float64]
Passages = NDArray[np.int32]


class Sum:
    """What every passage that a query finds scores: a sum of a few kinds of things.

    terms, titles: words that count where they stand, in texts and in titles. constant: what
    counts everywhere. sometimes: queries that count only where they are found.
    """

    def __init__(self, query: Query) -> None:
        self.terms: list[Term] = []
        self.titles: list[Term] = []
        self.constant = 0.0
        self.sometimes: list[Query] = []
        self._add(query)

    def _add(self, query: Query) -> None:
        match query:
            case Term():
                self._add_term(query)
            case Require():
                self._add(query.a)
            case And():
                for part in query.subqueries:
                    self._add(part)
            case Or():
                for part in query.subqueries:
                    if isinstance(part, Term):
                        self._add_term(part)
                    else:
                        self.sometimes.append(part)
            case _:
                self.constant += constant_score(query)

    def _add_term(self, term: Term) -> None:
        body = BODIES.get(term.fieldname)
        if body is not None:
            (self.terms if body == term.fieldname else self.titles).append(term)


class Scorer:
    """Scores what one query found in one segment."""

    def __init__(self, finder: Finder, weights: Weights) -> None:
        self._finder = finder
        self._weights = weights

    def scores(self, query: Query, passages: Passages) -> Floats:
        """float64[n]: the scores of passages that `query` finds, sorted; not rounded."""
        self._finder.check()
        found = Sum(query)
        scores = np.full(len(passages), found.constant)
        source = self._finder.source
        if found.terms:
            words, segment = self._weights.words(found.terms, source), source.segment
            add_impacts(scores, segment.lists, segment.words_row, words, passages)
        if found.titles:
            add_lifts(scores, self._weights.words(found.titles, source), passages)
        for part in found.sometimes:
            own = self._finder.find(part).within(passages)
            scores[passages.searchsorted(own)] += self.scores(part, own)
        return scores


def constant_score(query: Query) -> float:
    """What every passage scores that is found by a query without words of its own."""
    match query:
        case ConstantScoreQuery():
            return float(query.score)
        case NumericRange() if query.fieldname in ("first_day", "last_day"):
            return float(query.boost)
        case Phrase() | SpanNear2() if row_of(query):
            return 0.0
        case Every() if query.fieldname is None:
            return 0.0
        case Not():
            return 0.0
    return 0.0 if query is NullQuery else 1.0
