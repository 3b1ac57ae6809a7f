"""Evaluation finds what stock Whoosh finds and what reading every passage finds."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generated_archives import WORDS, documents
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import NullQuery, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Prefix, Term
from whoosh.query.wrappers import ConstantScoreQuery, Not
from whoosh.searching import SearchContext, Searcher

from index.analysis import stem
from index.building.build import build_from_documents
from index.documents import Document
from index.storage.generations import open_generation
from search.opening import Opened
from search.vocabulary.values import every

PAIR = [
    Document(id="a", path="a", paragraphs=("the gull and the tern", "tern gull gull")),
    Document(id="b", path="b", title="Gulls", paragraphs=("a quay",)),
]


@contextmanager
def opened(archive: list[Document]) -> Iterator[Opened]:
    with tempfile.TemporaryDirectory() as folder:
        build_from_documents(archive, Path(folder) / "index")
        generation = open_generation(Path(folder) / "index")
        try:
            yield Opened(generation)
        finally:
            generation.close()


def found(archive: list[Document], query: Query) -> list[int]:
    with opened(archive) as index:
        passages: list[int] = index.evaluator.evaluate(query).passages.tolist()
        return passages


def term(word: str) -> Term:
    return Term("exact", word)


def near(words: list[str], distance: int) -> Query:
    query: Query = SpanNear2(  # type: ignore[no-untyped-call]
        [term(word) for word in words], slop=distance, ordered=False
    )
    return query


def test_a_term_finds_the_passages_with_the_word_and_scores_more_for_more() -> None:
    with opened(PAIR) as index:
        hits = index.evaluator.evaluate(Term("text", "gull"))
    assert [0, 1, 2] == hits.passages.tolist()
    assert hits.scores[1] > hits.scores[0] > 0


def test_an_unknown_word_finds_nothing() -> None:
    assert [] == found(PAIR, Or([term("heron"), And([term("heron"), term("gull")])]))


def test_not_alone_finds_every_other_passage() -> None:
    assert [2, 3] == found(PAIR, Not(term("gull")))


def test_filters_decide_without_scoring() -> None:
    with opened(PAIR) as index:
        alone = index.evaluator.evaluate(term("gull"))
        filtered = index.evaluator.evaluate(
            And([term("gull"), ConstantScoreQuery(Term("exact", "gull"), 0.0)])
        )
    assert alone.passages.tolist() == filtered.passages.tolist()
    assert alone.scores.tolist() == filtered.scores.tolist()


def test_a_phrase_with_a_word_twice_needs_it_twice() -> None:
    assert [1] == found(PAIR, Phrase("exact", ["gull", "gull"]))


def test_neighbours_in_either_order_may_be_three() -> None:
    row = ["the", "gull", "tern"]
    assert [0] == found(PAIR, near(row, 2))
    assert [] == found(PAIR, near(row, 1))


def test_a_query_without_an_array_form_is_run_by_its_own_matcher() -> None:
    assert [0, 1] == found(PAIR, Prefix("exact", "ter"))
    assert [] == found(PAIR, NullQuery)


stems = st.sampled_from(sorted({stem(word) for word in WORDS} | {"heron"}))
forms = st.sampled_from((*WORDS, "heron"))
days = st.integers(17_800, 18_800)
leaves = st.one_of(
    st.builds(Term, st.just("text"), stems),
    st.builds(Term, st.just("title_exact"), forms),
    st.builds(Term, st.just("source"), st.sampled_from(["island packet", "ostrel herald"])),
    st.builds(
        Phrase, st.just("exact"), st.lists(forms, min_size=2, max_size=3), slop=st.integers(1, 4)
    ),
    st.builds(near, st.lists(forms, min_size=2, max_size=2), st.integers(1, 4)),
    st.builds(NumericRange, st.just("first_day"), days, st.none()),
    st.builds(NumericRange, st.just("last_day"), st.none(), days),
    st.builds(lambda a, b: NumericRange("last_day", min(a, b), max(a, b)), days, days),
    st.builds(every),
)


@st.composite
def filtered_phrases(draw: st.DrawFn) -> Query:
    """Phrases as our language asks for them, alone or within a source."""
    words = draw(st.lists(forms, min_size=2, max_size=4))
    terms = [term(word) for word in dict.fromkeys(words)]
    phrase = Phrase("exact", words, slop=draw(st.integers(1, 3)))
    found: Query = Require(And(terms) if len(terms) > 1 else terms[0], phrase)
    source = ConstantScoreQuery(Term("source", "island packet"), 0.0)
    return And([found, source]) if draw(st.booleans()) else found


@settings(max_examples=20, deadline=None)
@given(documents(), st.lists(filtered_phrases(), min_size=1, max_size=12))
def test_a_phrase_is_found_and_scored_the_same_without_a_tree(
    archive: list[Document], queries: list[Query]
) -> None:
    with opened(archive) as index:
        for query in queries:
            parts = query.subqueries if isinstance(query, And) else [query]
            passages, scores = index.evaluator.evaluate(And([*parts, every()]))
            found = index.evaluator.evaluate(query)
            assert (passages.tolist(), scores.tolist()) == tuple(own.tolist() for own in found)


def nested(queries: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(queries, min_size=2, max_size=3)
    return st.one_of(
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(lambda a, b: And([a, Not(b)]), queries, queries),
        st.builds(Require, queries, queries),
    )


@settings(max_examples=20, deadline=None)
@given(documents(), st.lists(st.recursive(leaves, nested, max_leaves=5), min_size=1, max_size=12))
def test_arrays_find_what_stock_whoosh_finds(archive: list[Document], queries: list[Query]) -> None:
    with opened(archive) as index:
        searcher = Searcher(index.generation.reader)
        for query in queries:
            matcher = query.matcher(searcher, SearchContext())  # type: ignore[no-untyped-call]
            stock = sorted(matcher.all_ids())
            assert stock == index.evaluator.evaluate(query).passages.tolist(), query
