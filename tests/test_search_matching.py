"""What bounds leave out is never among the best: the order is that of scoring everything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from generated_archives import documents, queries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.building import build_from_documents
from index.documents import Document
from index.generations import open_generation
from search import bounds, evaluation, joining, matching, passage_sets, postings, ranking
from search.engine import Sort
from search.evaluation import Evaluation, Hits
from search.language import syntax
from search.matching import Match, Matches, gathered
from search.opening import Opened
from search.sorting import effective_sort, order
from search.translation import translate


@contextmanager
def opened(archive: list[Document]) -> Iterator[Opened]:
    with tempfile.TemporaryDirectory() as folder:
        build_from_documents(archive, Path(folder) / "index")
        generation = open_generation(Path(folder) / "index")
        try:
            yield Opened(generation)
        finally:
            generation.close()


@pytest.fixture(params=["few words frequent", "all words frequent", "no word frequent"])
def thresholds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thresholds so low that archives of a dozen passages go the ways of millions."""
    frequent = {"few words frequent": 2, "all words frequent": 10**6, "no word frequent": 0.5}
    monkeypatch.setattr(postings, "FREQUENT", frequent[request.param])
    monkeypatch.setattr(postings, "HEAD", 3)
    monkeypatch.setattr(postings, "_COLUMNS", 4)
    monkeypatch.setattr(bounds, "HEAD", 3)
    monkeypatch.setattr(evaluation, "HEAD", 3)
    monkeypatch.setattr(evaluation, "_FEW", 0)
    monkeypatch.setattr(joining, "_SORTED", 10**6)
    monkeypatch.setattr(passage_sets, "_GALLOP", 1)


def by_scoring_everything(found: Evaluation, index: Opened, sort: Sort, count: int) -> list[Match]:
    """The first documents, from the scores of all passages."""
    passages = found.found.passages()
    own = gathered(Hits(passages, found.scores(passages)), index.generation.columns)
    scores = ranking.document_scores(own.scores, own.starts)
    days = index.generation.columns.first_day[own.documents]
    by = effective_sort(sort, scored=bool(len(scores)) and float(scores.max()) > 0)
    ranked = order(by, scores, days, own.documents)[:count]
    shown = own.starts + np.minimum(own.sizes(), matching.SHOWN)
    return [
        Match(
            int(own.documents[n]),
            float(scores[n]),
            tuple(
                zip(
                    own.passages[own.starts[n] : shown[n]].tolist(),
                    own.scores[own.starts[n] : shown[n]].tolist(),
                    strict=True,
                )
            ),
            int(own.sizes()[n] - (shown[n] - own.starts[n])),
        )
        for n in ranked.tolist()
    ]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    documents(),
    st.lists(queries, min_size=1, max_size=10),
    st.integers(1, 4),
    st.sampled_from(["relevance", "date", "-date"]),
)
def test_the_best_are_those_of_scoring_everything(
    thresholds: None,
    archive: list[Document],
    asked: list[syntax.Query],
    count: int,
    sort: Sort,
) -> None:
    with opened(archive) as index:
        for query in asked:
            found = index.evaluator.find(translate(query, index.lexicon).query)
            passages = found.found.passages()
            scores = found.scores(passages)
            ranked = np.lexsort((passages, -scores))[:count]
            best = found.best(count)
            assert passages[ranked].tolist() == best.passages.tolist(), query
            assert scores[ranked].tolist() == best.scores.tolist(), query
            matches = Matches(found, index.generation.columns)
            expected = by_scoring_everything(found, index, sort, count)
            assert expected == matches.best_documents(sort, count), query
            owners = np.unique(index.generation.columns.passage_document[passages])
            assert owners.tolist() == matches.documents.tolist(), query


def test_nothing_is_found_where_nothing_is_asked_for() -> None:
    with opened([Document(id="a", path="a", paragraphs=("gulls",))]) as index:
        found = index.evaluator.find(translate(syntax.Word("gulls"), index.lexicon).query)
        matches = Matches(found, index.generation.columns)
        assert [] == matches.best_documents("relevance", 0)
        assert [] == matches.best_passages("relevance", 0)
