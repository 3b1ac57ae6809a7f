"""Queries that are nothing but words or a phrase, as most are, and filters beside them.

They need no tree of sets: one loop over the lists of their words finds and scores them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeGuard

from whoosh.query.compound import And, Or, Require
from whoosh.query.qcore import Query
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery

from search.evaluation.rows import WordsInRow, is_implied, row_of
from search.evaluation.segments import BODIES


class PlainQuery(NamedTuple):
    """Words, any or all of which are looked for in passages, and filters that have to hold.

    Where there is a `row`, all of the words have to stand in it.
    """

    words: Sequence[Term]
    all: bool
    filters: Sequence[Query]
    row: WordsInRow | None = None


def plain(query: Query) -> PlainQuery | None:
    """A query as words and filters, where it is nothing else."""
    if not isinstance(query, And):
        return _unfiltered(query, ())
    words: list[Term] = []
    filters: list[Query] = []
    others: list[Query] = []
    for part in query.subqueries:
        if is_word(part):
            words.append(part)
        elif isinstance(part, ConstantScoreQuery) and not part.score:
            filters.append(part.child)
        else:
            others.append(part)
    if words and not others:
        return PlainQuery(words, len(words) > 1, filters)
    return _unfiltered(others[0], filters) if len(others) == 1 and not words else None


def _unfiltered(query: Query, filters: Sequence[Query]) -> PlainQuery | None:
    """A query that is no And, beside some filters."""
    match query:
        case Term():
            return PlainQuery((query,), False, filters) if is_word(query) else None
        case Or():
            return _words_of(query, False, filters)
        case Require() if (row := row_of(query.b)) and is_implied(query.a, row):
            found = _words_of(query.a, True, filters)
            return found._replace(row=row) if found else None
    return None


def is_word(query: Query) -> TypeGuard[Term]:
    """Whether a query is a word that is looked for in passages themselves, and counts for them."""
    return (
        isinstance(query, Term)
        and BODIES.get(query.fieldname) == query.fieldname
        and query.boost > 0
    )


def _words_of(query: Query, all_: bool, filters: Sequence[Query]) -> PlainQuery | None:
    """The words that an Or or an And is made of, or the one word it is."""
    parts = query.subqueries if isinstance(query, And | Or) else [query]
    words = [part for part in parts if is_word(part)]
    return PlainQuery(words, all_, filters) if 0 < len(words) == len(parts) else None
