"""Queries that are nothing but words, as most are, and filters beside them.

They need no tree of sets: one loop over the lists of their words finds and scores them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeGuard

from whoosh.query.compound import And, Or
from whoosh.query.qcore import Query
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery

from search.evaluation.segments import BODIES


class PlainQuery(NamedTuple):
    """Words, any or all of which are looked for in passages, and filters that have to hold."""

    words: Sequence[Term]
    all: bool
    filters: Sequence[Query]


def plain(query: Query) -> PlainQuery | None:
    """A query as words and filters, where it is nothing else."""
    if is_word(query):
        return PlainQuery((query,), False, ())
    if isinstance(query, Or):
        return _any_of(query, ())
    if not isinstance(query, And):
        return None
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
    if len(others) == 1 and not words and isinstance(others[0], Or):
        return _any_of(others[0], filters)
    return None


def is_word(query: Query) -> TypeGuard[Term]:
    """Whether a query is a word that is looked for in passages themselves, and counts for them."""
    return (
        isinstance(query, Term)
        and BODIES.get(query.fieldname) == query.fieldname
        and query.boost > 0
    )


def _any_of(query: Or, filters: Sequence[Query]) -> PlainQuery | None:
    words = [part for part in query.subqueries if is_word(part)]
    return PlainQuery(words, False, filters) if 0 < len(words) == len(query.subqueries) else None
