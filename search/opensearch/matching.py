"""From Whoosh's query classes to what OpenSearch is asked: which passages a query finds.

Nothing scores here; `search.opensearch.scoring` says what does. Every node means what
`search.evaluation` says it means:

    Term             term
    Or               terms where all are words of one field, else bool with should
    And, Not         bool with filter and must_not
    Phrase           match_phrase or, where words may be apart, spans in order, two by two
    SpanNear2        the same in every order of the words
    Require          both
    NumericRange     range

Spans are nested from the right, `a (b c)`: only where the inner one begins counts for the
outer one, and Lucene looks for the nearest beginning behind each `a`. From the left an inner
span would have one end of several, and matches would be missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, NullQuery, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not

from search.errors import QueryTooLarge
from search.evaluation.rows import WordsInRow, is_implied, row_of

Clause = dict[str, Any]

EVERY: Clause = {"exists": {"field": "words"}}
"""Every passage; other things in an index have no words."""

MOST_NEAR = 5
"""How many words a NEAR may have: each further one multiplies the orders they can stand in."""


def matching(query: Query) -> Clause:
    """The passages that a query finds. Raises QueryTooLarge for a NEAR of too many words."""
    match query:
        case Term():
            return {"term": {query.fieldname: query.text}}
        case Or():
            return _any_of(query.subqueries)
        case And():
            return _all_of(query.subqueries)
        case Not():
            return _all_of([query])
        case Require():
            implied = is_implied(query.a, row_of(query.b))
            return matching(query.b) if implied else _all_of([query.a, query.b])
        case ConstantScoreQuery():
            return matching(query.child)
    return _leaf(query)


def _leaf(query: Query) -> Clause:
    match query:
        case NumericRange():
            return _range(query)
        case Phrase() | SpanNear2():
            return _row(query)
        case Every():
            return EVERY
    if query is NullQuery:
        return {"match_none": {}}
    raise TypeError(f"there is no translation of {query!r}")


def _any_of(queries: Sequence[Query]) -> Clause:
    words = [query for query in queries if isinstance(query, Term)]
    fields = {word.fieldname for word in words}
    if len(words) == len(queries) and len(fields) == 1:
        return {"terms": {fields.pop(): [word.text for word in words]}}
    parts = [matching(query) for query in queries]
    return {"bool": {"should": parts, "minimum_should_match": 1}}


def _all_of(queries: Sequence[Query]) -> Clause:
    wanted = [matching(query) for query in queries if not isinstance(query, Not)]
    unwanted = [matching(query.query) for query in queries if isinstance(query, Not)]
    return {"bool": {"filter": wanted or [EVERY], "must_not": unwanted}}


def _range(query: NumericRange) -> Clause:
    ends = (
        ("gt" if query.startexcl else "gte", query.start),
        ("lt" if query.endexcl else "lte", query.end),
    )
    return {"range": {query.fieldname: {name: day for name, day in ends if day is not None}}}


def _row(query: Query) -> Clause:
    row = row_of(query)
    if row is None:
        raise TypeError(f"there is no translation of {query!r}")
    if len(row.words) == 1:
        return {"term": {row.field: row.words[0]}}
    if row.order == "this":
        return _in_order(row)
    if len(row.words) > MOST_NEAR:
        message = f"This engine takes at most {MOST_NEAR} words in NEAR."
        raise QueryTooLarge("near_too_long", message)
    return _in_any_order(row.field, row.words, row.distance)


def _in_order(row: WordsInRow) -> Clause:
    if row.distance == 1:
        # The words are made already; analysed again, they are what they were.
        return {"match_phrase": {row.field: {"query": " ".join(row.words), "analyzer": "words"}}}
    *before, last = (_word(row.field, word) for word in row.words)
    found = last
    for word in reversed(before):
        found = _pair(word, found, row.distance)
    return found


def _in_any_order(field: str, words: tuple[str, ...], distance: int) -> Clause:
    """Each word in front of all orders of the others."""
    if len(words) == 1:
        return _word(field, words[0])
    firsts = dict.fromkeys(words)
    orders = [
        _pair(_word(field, first), _in_any_order(field, _without(words, first), distance), distance)
        for first in firsts
    ]
    return orders[0] if len(orders) == 1 else {"span_or": {"clauses": orders}}


def _without(words: tuple[str, ...], one: str) -> tuple[str, ...]:
    at = words.index(one)
    return words[:at] + words[at + 1 :]


def _word(field: str, word: str) -> Clause:
    return {"span_term": {field: word}}


def _pair(one: Clause, other: Clause, distance: int) -> Clause:
    """One thing behind another, at most `distance` positions from the first."""
    return {"span_near": {"clauses": [one, other], "slop": distance - 1, "in_order": True}}
