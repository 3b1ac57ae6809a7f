"""What bounds leave out is never among the best: the order is that of scoring everything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from generated_archives import documents, queries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.building.build import build_from_documents
from index.documents import Document
from index.storage.columns import Columns
from index.storage.generations import open_generation
from search.evaluation.parts import Hits
from search.grouping.matching import SHOWN, Match, Matches
from search.grouping.sorting import effective_sort, order
from search.grouping.stories import Stories
from search.language import syntax
from search.opening import Opened
from search.ranking import formulas
from search.requests import Sort
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


def by_scoring_everything(found: Hits, columns: Columns, sort: Sort, count: int) -> list[Match]:
    """The first documents, from the scores of all passages."""
    scores, owners = found.scores, columns.passage_document
    by_document: dict[int, list[tuple[int, float]]] = {}
    for passage, score in zip(found.passages.tolist(), scores.tolist(), strict=True):
        by_document.setdefault(int(owners[passage]), []).append((passage, score))
    matches = []
    for document, own in by_document.items():
        own.sort(key=lambda hit: (-hit[1], hit[0]))
        of_passages = np.array([score for _, score in own])
        (total,) = formulas.document_scores(of_passages, np.array([0])).tolist()
        matches.append(Match(document, total, tuple(own[:SHOWN]), len(own[SHOWN:])))
    documents = np.array([match.document for match in matches], np.int64)
    totals = np.array([match.score for match in matches])
    by = effective_sort(sort, scored=bool((totals > 0).any()))
    ranked = order(by, totals, columns.first_day[documents], documents)[:count]
    return [matches[n] for n in ranked.tolist()]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    documents(),
    st.lists(queries, min_size=1, max_size=10),
    st.integers(1, 4),
    st.sampled_from(["relevance", "date", "-date"]),
)
def test_the_best_are_those_of_scoring_everything(
    archive: list[Document],
    asked: list[syntax.Query],
    count: int,
    sort: Sort,
) -> None:
    with opened(archive) as index:
        for query in asked:
            found = index.evaluator.find(translate(query, index.lexicon).query)
            passages, scores = index.evaluator.evaluate(translate(query, index.lexicon).query)
            ranked = np.lexsort((passages, -scores))[:count]
            best = found.best(count)
            assert passages[ranked].tolist() == best.passages.tolist(), query
            assert scores[ranked].tolist() == best.scores.tolist(), query
            columns = index.generation.columns
            matches = Matches(found, columns, Stories(None, columns))
            expected = by_scoring_everything(Hits(passages, scores), columns, sort, count)
            assert expected == matches.best_documents(sort, count), query
            assert expected == matches.best_stories(sort, count), query
            assert len(matches.documents) == matches.stories
            owners = np.unique(columns.passage_document[passages])
            assert owners.tolist() == matches.documents.tolist(), query
            assert len(passages) == matches.total


def test_nothing_is_found_where_nothing_is_asked_for() -> None:
    with opened([Document(id="a", path="a", paragraphs=("gulls",))]) as index:
        found = index.evaluator.find(translate(syntax.Word("gulls"), index.lexicon).query)
        matches = Matches(found, index.generation.columns, index.stories)
        assert [] == matches.best_documents("relevance", 0)
        assert [] == matches.best_passages("relevance", 0)
        assert [] == matches.best_stories("relevance", 0)
