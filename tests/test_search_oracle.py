"""Stock Whoosh over its own codec (W3) is the oracle: every kind of query finds the same.

W3 keeps a field's length in a byte, which is exact up to ten words; no text here has more, so
scores by BM25F have to agree as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from columnar_segments import columnar_reader
from edge_archives import EDGES
from generated_archives import documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from several_segments import several
from small_columns import columns_of
from stock_index import stock_reader
from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, NullQuery, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import FuzzyTerm, Prefix, Term
from whoosh.query.wrappers import ConstantScoreQuery, Not
from whoosh.reading import IndexReader
from whoosh.searching import Searcher
from whoosh_queries import queries

from index.analysis import stem, words
from index.building.build import build_from_documents
from index.dates import PartialDate
from index.documents import Document, passages
from index.storage.generations import open_generation
from search.evaluation.evaluator import Evaluator
from search.evaluation.finding import Sources

archives = st.lists(documents(), min_size=1, max_size=3)
"""Documents in one segment or several."""

trees = st.lists(queries, min_size=8, max_size=8)
"""Queries to ask one archive, since making it takes longer than asking it."""

oracle_settings = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
    deadline=None,
    max_examples=50,
)


class Found(NamedTuple):
    """What a search found: how many in all, the best, and their scores."""

    total: int
    passages: list[int]
    scores: list[float]


def search(reader: IndexReader, query: Query, limit: int | None = None) -> Found:
    results = Searcher(reader).search(query, limit=limit)
    return Found(len(results), [n for _, n in results.top_n], [s for s, _ in results.top_n])


def oracle(reader: IndexReader, query: Query, limit: int | None = None) -> Found | None:
    """What stock Whoosh finds; None for the trees that it gives up on.

    It cannot estimate the size of a span query within And, Or or DisjunctionMax, and asserts
    wrongly where what Require requires is nowhere.
    """
    try:
        return search(reader, query, limit)
    except (NotImplementedError, AssertionError, IndexError):
        return None


@contextmanager
def evaluator_of(folder: Path, archive: Sequence[Document]) -> Iterator[Evaluator]:
    build_from_documents(archive, folder)
    generation = open_generation(folder)
    try:
        yield Evaluator(Sources(generation))
    finally:
        generation.close()


@oracle_settings
@given(archives, st.sets(st.integers(0, 6), max_size=2), trees, st.sampled_from([None, 2]))
def test_whooshs_searcher_finds_in_columnar_segments_what_it_finds_in_its_own(
    tmp_path_factory: pytest.TempPathFactory,
    segments: list[list[Document]],
    deleted: set[int],
    trees: list[Query],
    limit: int | None,
) -> None:
    stock = stock_reader(*segments, deleted=deleted)
    folder = tmp_path_factory.mktemp("segments")
    with columnar_reader(folder, *segments, deleted=deleted) as columnar:
        for query in trees:
            expected = oracle(stock, query, limit)
            if expected is not None:
                found = search(columnar, query, limit)
                assert expected[:2] == found[:2]
                assert pytest.approx(expected.scores, abs=1e-5) == found.scores


@oracle_settings
@given(archives, st.just(set()) | st.sets(st.integers(0, 6), max_size=3), trees)
def test_our_evaluator_finds_the_passages_that_whooshs_searcher_finds(
    tmp_path_factory: pytest.TempPathFactory,
    segments: list[list[Document]],
    deleted: set[int],
    trees: list[Query],
) -> None:
    # Whoosh's own matchers go astray at deleted passages, so these are taken away from what it
    # finds, and with some deleted nothing is asked that those matchers would have to answer.
    stock, columns = stock_reader(*segments), columns_of([d for own in segments for d in own])
    generation = several(tmp_path_factory.mktemp("segments"), *segments, deleted=deleted)
    evaluator = Evaluator(Sources(generation))
    for query in filter(means_the_same, trees):
        if deleted and not is_ours(query):
            continue
        expected = oracle(stock, query)
        if expected is not None:
            owners = columns.passage_document
            live = [p for p in sorted(expected.passages) if owners[p] not in deleted]
            found = evaluator.find(query)
            assert live == found.passages.tolist(), query
            assert live == found.hits.passages.tolist(), query
            assert len(live) == found.total, query


def is_ours(query: Query) -> bool:
    """Whether no node of a query has to be answered by a matcher of Whoosh's."""
    kinds = (Term, Phrase, And, Or, Not, Require, ConstantScoreQuery, NumericRange)
    return type(query) in kinds and all(is_ours(child) for child in query.children())


def means_the_same(query: Query) -> bool:
    """Whether all nodes mean in `search.evaluation.evaluator` what they mean in Whoosh.

    Three words near each other in any order do not: Whoosh wants the third outside the span of
    the first two.
    """
    here = not (isinstance(query, SpanNear2) and not query.ordered and len(query.qs) > 2)
    return here and all(means_the_same(child) for child in query.children())


GULLS = [
    Document(
        id="a", path="a", source="Island Packet", date=PartialDate(2020, 1, 1),
        paragraphs=("a gull and a tern", "tern gull"),
    ),
    Document(id="b", path="b", title="Gulls", paragraphs=("a gull", "one tern, terns, a gull")),
]  # fmt: skip


def near(parts: list[Query]) -> Query:
    query: Query = SpanNear2(parts, slop=3, ordered=False)  # type: ignore[no-untyped-call]
    return query


def every(field: str | None = None) -> Query:
    query: Query = Every(field)  # type: ignore[no-untyped-call]
    return query


_GULL, _TERN = Term("text", "gull"), Term("text", "tern")

UNCOMMON: list[Query] = [
    near([Phrase("text", ["a", "gull"]), _TERN]),
    near([_GULL, Term("exact", "terns")]),
    near([_GULL, _GULL]),
    And([_GULL, Not(Phrase("text", ["gull", "heron"], slop=2))]),
    Phrase("text", ["gull", "gull"], slop=2),
    Phrase("text", ["heron", "tern", "gull"], slop=2),
    Phrase("title", ["gull", "gull"]),
    Term("first_day", PartialDate(2020, 1, 1).first_day),
    FuzzyTerm("text", "gul"),
    every("source"),
    NullQuery,
    Or([]),
]


@pytest.mark.parametrize("query", UNCOMMON, ids=repr)
def test_a_node_is_never_taken_for_another(tmp_path: Path, query: Query) -> None:
    expected = search(stock_reader(GULLS), query)
    with evaluator_of(tmp_path, GULLS) as evaluator:
        assert sorted(expected.passages) == evaluator.evaluate(query).passages.tolist()


@pytest.mark.parametrize("name", EDGES)
def test_edges_are_searched_as_stock_whoosh_searches_them(tmp_path: Path, name: str) -> None:
    archive = EDGES[name]
    stock = stock_reader(archive)
    texts = {passage.text for document in archive for passage in passages(document)}
    asked = [query for text in sorted(texts) for query in queries_of(words(text))]
    with (
        columnar_reader(tmp_path / "segments", archive) as columnar,
        evaluator_of(tmp_path / "index", archive) as evaluator,
    ):
        for query in [*asked, every(), Not(Term("text", "gull"))]:
            expected = search(stock, query)
            assert expected == search(columnar, query)
            assert sorted(expected.passages) == evaluator.evaluate(query).passages.tolist()


def queries_of(row: list[str]) -> list[Query]:
    """Some queries that find a row of words."""
    stems = [Term("text", stem(word)) for word in row]
    exact = [Term("exact", word) for word in row]
    if not row:
        return []
    starting = Prefix("exact", row[0][:1])
    return [*stems, *exact, starting, And(exact), Or(stems), Phrase("exact", row)]
