"""Questions that are asked before anyone waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.building.build import build_from_documents
from index.compiled import compiling_seconds
from index.documents import Document
from index.storage.generations import open_generation
from search.embedded import EmbeddedEngine
from search.language.examples import EXAMPLES
from search.occurrences.concordance import ConcordanceRequest
from search.occurrences.trends import TrendsRequest
from search.requests import SearchRequest
from search.warming import questions, sharing


def test_every_question_is_one_the_engine_answers(engine: EmbeddedEngine) -> None:
    for question in questions(("tolls", "harbour")):
        assert question.query == engine.search(question).reading.input


def test_an_index_that_is_not_there_yet_is_not_asked(tmp_path: Path) -> None:
    EmbeddedEngine(tmp_path).warm()


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_example_of_the_language_needs_more_compiling(
    engine: EmbeddedEngine, example: tuple[str, str]
) -> None:
    engine.warm()
    before = compiling_seconds()
    engine.search(SearchRequest(query=example[0]))
    assert before == compiling_seconds()


@pytest.mark.parametrize(
    "query", ["tolls", '"harbour tolls"~3', "NEAR(tolls harbour, 4)", "to* OR a"]
)
def test_no_line_and_no_trend_needs_more_compiling(engine: EmbeddedEngine, query: str) -> None:
    engine.warm()
    before = compiling_seconds()
    search = SearchRequest(query=query)
    engine.concordance(ConcordanceRequest(search=search))
    engine.trends(TrendsRequest(searches=(search,)))
    assert before == compiling_seconds()


def test_no_document_that_shares_text_needs_more_compiling(tmp_path: Path) -> None:
    said = "the ferry left the long quay before the storm and came back with every passenger"
    build_from_documents(
        [Document(id=name, path=name, paragraphs=(f"{name} {said}",)) for name in ("gull", "tern")],
        tmp_path,
    )
    engine = EmbeddedEngine(tmp_path)
    engine.warm()
    assert ["gull", "tern"] == sharing(open_generation(tmp_path))
    before = compiling_seconds()
    assert engine.document("gull").parallels
    assert engine.compare("gull", "tern").shared_words
    assert before == compiling_seconds()


def test_no_quotation_that_stands_in_the_archive_needs_more_compiling(
    engine: EmbeddedEngine,
) -> None:
    engine.warm()
    before = compiling_seconds()
    assert engine.quote("the gulls of the fish market have learned to open parcels").pieces
    assert before == compiling_seconds()
