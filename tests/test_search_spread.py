"""What is found, and what it scores, does not depend on the segments that passages stand in.

The oracle is our evaluator over one segment of the documents that are live.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from edge_archives import EDGES
from generated_archives import documents, queries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from several_segments import several
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query
from whoosh.query.terms import Term

from index.analysis import stem, words
from index.documents import Document, passages
from search.grouping.facets import facets
from search.grouping.matching import Match, Matches
from search.grouping.stories import Stories
from search.grouping.timeline import timeline
from search.language import syntax
from search.opening import Opened
from search.requests import FACET_FIELDS, Sort
from search.translation import translate

Segments = Sequence[Sequence[Document]]
Number = Callable[[int], int]
SORTS: tuple[Sort, ...] = ("relevance", "date", "-date")

archives = st.lists(documents(), min_size=1, max_size=4)
gone = st.sets(st.integers(0, 9), max_size=4)
asked = st.lists(queries, min_size=1, max_size=10)


class Pair:
    """The same live documents in several segments, beside deleted ones, and in one alone."""

    def __init__(self, folder: Path, segments: Segments, deleted: Collection[int]) -> None:
        documents = list(chain(*segments))
        live = [number for number in range(len(documents)) if number not in deleted]
        self.several = Opened(several(folder / "several", *segments, deleted=deleted))
        self.one = Opened(several(folder / "one", [documents[number] for number in live]))
        self.document: Number = live.__getitem__
        owners = [n for n, document in enumerate(documents) for _ in passages(document)]
        live_passages = [p for p, owner in enumerate(owners) if owner not in deleted]
        self.passage: Number = live_passages.__getitem__
        """The number in several segments of a document and of a passage in one."""

    def match(self, match: Match) -> Match:
        """A match in one segment as it is in several."""
        own = tuple((self.passage(passage), score) for passage, score in match.passages)
        return match._replace(document=self.document(match.document), passages=own)

    def check(self, query: Query, of_one: Query, count: int) -> None:
        """Compare all that is found by a query, given as translated for each."""
        found, expected = self.several.evaluator.find(query), self.one.evaluator.find(of_one)
        assert expected.total == found.total
        assert [*map(self.passage, expected.passages.tolist())] == found.passages.tolist()
        assert [*map(self.document, expected.documents.tolist())] == found.documents.tolist()
        assert expected.hits.scores.tolist() == found.hits.scores.tolist()
        best, expected_best = found.best(count), expected.best(count)
        assert [*map(self.passage, expected_best.passages.tolist())] == best.passages.tolist()
        assert expected_best.scores.tolist() == best.scores.tolist()
        self._check_documents(query, of_one, count)

    def _check_documents(self, query: Query, of_one: Query, count: int) -> None:
        several, one = self.several.generation.columns, self.one.generation.columns
        for sort in SORTS:
            found = Matches(self.several.evaluator.find(query), several, Stories(None, several))
            expected = Matches(self.one.evaluator.find(of_one), one, Stories(None, one))
            for grouped in (Matches.best_documents, Matches.best_passages, Matches.best_stories):
                matches = [self.match(match) for match in grouped(expected, sort, count)]
                assert matches == grouped(found, sort, count)
        of_several = facets(FACET_FIELDS, several, found.documents)
        assert facets(FACET_FIELDS, one, expected.documents) == of_several
        of_time = timeline("month", several, found.documents)
        assert timeline("month", one, expected.documents) == of_time


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
    deadline=None,
    max_examples=40,
)
@given(archives, gone, asked, st.sampled_from([1, 2, 4, 300]))
def test_what_is_found_and_scored_does_not_depend_on_the_segments(
    tmp_path_factory: pytest.TempPathFactory,
    segments: Segments,
    deleted: set[int],
    asked: list[syntax.Query],
    count: int,
) -> None:
    pair = Pair(tmp_path_factory.mktemp("pair"), segments, deleted)
    for query in asked:
        of_one = translate(query, pair.one.lexicon).query
        pair.check(translate(query, pair.several.lexicon).query, of_one, count)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20
)
@given(archives, gone)
def test_the_lexicon_knows_the_words_and_values_of_what_is_live(
    tmp_path_factory: pytest.TempPathFactory, segments: Segments, deleted: set[int]
) -> None:
    pair = Pair(tmp_path_factory.mktemp("pair"), segments, deleted)
    for field in ("text", "exact", "title", "title_exact"):
        expected, found = (p.lexicon.vocabulary(field) for p in (pair.one, pair.several))
        live = [(word, expected.count(word)) for word in expected.words]
        assert live == [(word, found.count(word)) for word in found.words]
    for field in FACET_FIELDS:
        assert pair.one.lexicon.values(field) == pair.several.lexicon.values(field)
    for word in ("gull", "gulls", "tern", "heron"):
        assert pair.one.lexicon.passages(word) == pair.several.lexicon.passages(word)


@pytest.mark.parametrize("is_deleted", [False, True], ids=["all live", "every third deleted"])
@pytest.mark.parametrize("name", EDGES)
def test_edges_may_be_spread_too(tmp_path: Path, name: str, *, is_deleted: bool) -> None:
    archive = EDGES[name]
    cut = [archive[first : first + 64] for first in range(0, len(archive), 64)] or [[]]
    others = [Document(id="o", path="o", title="Gull", paragraphs=("a gull 갈매기 הים 𠀀𠀁",))]
    deleted = range(0, len(archive), 3) if is_deleted else ()
    pair = Pair(tmp_path, [*cut, others], deleted)
    texts = sorted({passage.text for document in archive for passage in passages(document)})
    for row in filter(None, map(words, texts)):
        for query in _queries_of(row):
            pair.check(query, query, 3)


def _queries_of(row: list[str]) -> list[Query]:
    """Some queries that find a row of words, more than one segment may hold."""
    stems = [Term("text", stem(word)) for word in row]
    exact = [Term("exact", word) for word in row]
    titles = [Term("title", stem(word)) for word in row]
    return [*stems, *exact, And(stems), Or(exact), Or([*stems, *titles]), Phrase("exact", row)]


def test_a_passage_of_100_000_words_is_found_and_scored(tmp_path: Path) -> None:
    long = " ".join(f"w{number % 5000}" for number in range(99_999)) + " anchor"
    archive = [[Document(id="a", path="a", paragraphs=("tide", long, "anchor w1"))],
               [Document(id="b", path="b", paragraphs=("w4998 anchor",))]]  # fmt: skip
    pair = Pair(tmp_path, archive, ())
    near = Phrase("exact", ["w4998", "anchor"])
    anchor = Term("text", "anchor")
    for query in (
        anchor,
        Or([anchor, Term("text", "w1")]),
        near,
        And([anchor, Term("exact", "w7")]),
    ):
        pair.check(query, query, 10)
    assert [1, 3] == pair.several.evaluator.find(near).passages.tolist()
    in_long, in_short, _ = pair.several.evaluator.evaluate(anchor).scores.tolist()
    assert 0 < in_long < in_short


def test_100_000_passages_of_one_word_are_found_and_scored(tmp_path: Path) -> None:
    texts = [f"w{number % 700}" for number in range(100_000)]
    cut = [Document(id=str(n), path="a", paragraphs=tuple(texts[n : n + 25_000]))
           for n in range(0, 100_000, 25_000)]  # fmt: skip
    pair = Pair(tmp_path, [cut[:1], cut[1:2], cut[2:]], {1})
    rare, other = Term("text", "w5"), Term("exact", "w600")
    for query in (rare, Or([rare, other]), And([rare, other])):
        pair.check(query, query, 200)
    expected = [n for n in range(5, 100_000, 700) if not 25_000 <= n < 50_000]
    assert expected == pair.several.evaluator.evaluate(rare).passages.tolist()


def test_none_of_the_best_are_asked_for(tmp_path: Path) -> None:
    pair = Pair(tmp_path, [EDGES["one word"], EDGES["Hangul"]], ())
    for query in (Term("text", "gull"), Or([Term("text", "gull"), Term("text", "heron")])):
        assert [] == pair.several.evaluator.find(query).best(0).passages.tolist()
        assert [] == pair.one.evaluator.find(query).best(0).passages.tolist()
        assert np.dtype(np.int32) == pair.one.evaluator.find(query).best(0).passages.dtype
