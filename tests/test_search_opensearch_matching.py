"""Whoosh's query classes become what OpenSearch is asked."""

from __future__ import annotations

import pytest
from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import NullQuery, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not

from search.errors import QueryTooLarge
from search.opensearch.matching import EVERY, Clause, matching
from search.opensearch.scoring import MOST_PARTS, Scoring
from search.vocabulary.values import every

A, B = Term("text", "a"), Term("text", "b")


def near(*words: str) -> Query:
    """Words near each other."""
    row = [Term("text", word) for word in words]
    query: Query = SpanNear2(row, slop=3, ordered=False)  # type: ignore[no-untyped-call]
    return query


def spans(first: str, second: Clause) -> Clause:
    """A word and something at most three places behind it."""
    clauses = [{"span_term": {"text": first}}, second]
    return {"span_near": {"clauses": clauses, "slop": 2, "in_order": True}}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (A, {"term": {"text": "a"}}),
        (Or([A, B]), {"terms": {"text": ["a", "b"]}}),
        (And([A, Not(B)]), {"bool": {"filter": [matching(A)], "must_not": [matching(B)]}}),
        (Not(A), {"bool": {"filter": [EVERY], "must_not": [matching(A)]}}),
        (ConstantScoreQuery(A, 0.0), {"term": {"text": "a"}}),
        (every(), EVERY),
        (NullQuery, {"match_none": {}}),
        (NumericRange("first_day", 3, None), {"range": {"first_day": {"gte": 3}}}),
        (
            Phrase("exact", ["x", "y"]),
            {"match_phrase": {"exact": {"query": "x y", "analyzer": "words"}}},
        ),
        (Require(A, Phrase("text", ["a", "c"], slop=3)), spans("a", {"span_term": {"text": "c"}})),
        (
            near("a", "b"),
            {
                "span_or": {
                    "clauses": [
                        spans("a", {"span_term": {"text": "b"}}),
                        spans("b", {"span_term": {"text": "a"}}),
                    ]
                }
            },
        ),
        (near("a", "a"), spans("a", {"span_term": {"text": "a"}})),
    ],
)
def test_every_kind_of_query_has_its_clause(query: Query, expected: Clause) -> None:
    """Each node becomes the clause that finds the same passages."""
    assert expected == matching(query)


def test_a_near_of_six_words_is_refused_by_name() -> None:
    """What the cluster cannot take is refused before it is asked."""
    with pytest.raises(QueryTooLarge, match="5 words in NEAR"):
        matching(near(*"abcdef"))


def test_alternatives_that_are_more_than_words_are_counted_where_found() -> None:
    """Each part of an Or that is more than a word has a bit, which parts within it have too."""
    scoring = Scoring(Or([A, And([B, Or([A, And([A, B])])])]))
    masks = [(scored.mask, scored.term and scored.term.text) for scored in scoring.scored]
    assert [(0, "a"), (1, "b"), (1, "a"), (3, "a"), (3, "b")] == masks
    assert [1.0, 2.0] == [clause["constant_score"]["boost"] for clause in scoring.clauses()]


def test_too_many_such_alternatives_are_refused_by_name() -> None:
    """A float has room for so many bits and no more."""
    with pytest.raises(QueryTooLarge, match=f"{MOST_PARTS} alternatives"):
        Scoring(Or([And([A, B]) for _ in range(MOST_PARTS + 1)]))


def test_scores_that_do_not_fit_are_refused_by_name() -> None:
    """A score is kept in millionths, and those have an end."""
    with pytest.raises(QueryTooLarge, match="smaller numbers"):
        Scoring(Term("text", "a", boost=1_000.0)).params(lambda term: 9.0, 20.0, 5.0)
