"""Which words a query scores by, where its score is a plain sum over those a passage holds.

Most queries are so: words, all of them or any of them, beside filters, phrases and exclusions
that only decide. Their best passages can be told from bounds, without scoring all. An And
within an Or is not: there a word counts only where its neighbours are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, NullQuery, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not

from search.finding import row_of
from search.occurrences import BODIES
from search.postings import Posting

Floats = NDArray[np.float64]
Passages = NDArray[np.int32]


class Weighted(NamedTuple):
    """A word and the factor its impacts count by."""

    posting: Posting
    boost: float


class Sum(NamedTuple):
    """The score of every passage a query finds: `constant`, and what its words add.

    `finds_all`: whether the query finds every passage that holds one of the words, and no other.
    """

    words: tuple[Weighted, ...]
    constant: float = 0.0
    finds_all: bool = False

    def scores(self, passages: Passages) -> Floats:
        """float64[m]: the scores of passages the query finds."""
        scores = np.full(len(passages), self.constant)
        for posting, boost in self.words:
            scores += posting.impacts_at(passages) * boost
        return scores


def as_sum(query: Query, word: Callable[[str, str], Posting]) -> Sum | None:
    """The sum a query scores by, or None where it is none; `word` gives postings."""
    match query:
        case Term():
            if query.fieldname not in BODIES:
                return Sum(())
            posting = word(query.fieldname, query.text)
            return Sum((Weighted(posting, query.boost),), finds_all=True)
        case Require():
            found = as_sum(query.a, word)
            return found and found._replace(finds_all=False)
        case And():
            return _of_all([q for q in query.subqueries if not isinstance(q, Not)], word)
        case Or():
            return _of_any(query.subqueries, word)
    return Sum((), _constant(query))


def _constant(query: Query) -> float:
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


def _of_all(queries: Sequence[Query], word: Callable[[str, str], Posting]) -> Sum | None:
    sums = [as_sum(query, word) for query in queries]
    if None in sums:
        return None
    known = [found for found in sums if found is not None]
    words = tuple(weighted for found in known for weighted in found.words)
    return Sum(words, sum(found.constant for found in known))


def _of_any(queries: Sequence[Query], word: Callable[[str, str], Posting]) -> Sum | None:
    """A sum only where each part counts whenever its words are there."""
    sums = [as_sum(query, word) for query in queries]
    words: list[Weighted] = []
    for found in sums:
        if found is None or found.constant or (found.words and not found.finds_all):
            return None
        words += found.words
    every = all(found is not None and found.finds_all for found in sums)
    return Sum(tuple(words), finds_all=every)
