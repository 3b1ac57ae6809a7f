"""A search that takes too long is given up, with a reason and a time to come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.building.build import build_from_documents
from index.documents import Document
from search import deadline
from search.deadline import Deadline, allotted, check_time
from search.embedded import EmbeddedEngine
from search.errors import EngineUnavailable
from search.occurrences.concordance import ConcordanceRequest
from search.occurrences.trends import TrendsRequest
from search.requests import SearchRequest


def test_time_that_is_left_is_no_reason_to_stop() -> None:
    Deadline(60).check()


def test_when_time_is_up_the_engine_is_unavailable_and_says_when_to_come_back() -> None:
    with pytest.raises(EngineUnavailable, match="longer than 0 seconds") as refused:
        Deadline(0).check()
    assert ("time_limit", 1) == (refused.value.code, refused.value.retry_after)


def test_a_search_keeps_to_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_from_documents([Document(id="a", path="a", paragraphs=("gulls",))], tmp_path)
    engine = EmbeddedEngine(tmp_path)
    monkeypatch.setattr(deadline, "SECONDS", 0.0)
    with pytest.raises(EngineUnavailable) as refused:
        engine.search(SearchRequest(query="gull*"))
    assert "time_limit" == refused.value.code
    engine.close()


def test_what_is_asked_within_one_request_ends_with_its_time() -> None:
    check_time()
    with allotted(0):
        for check in (check_time, Deadline(60).check):
            with pytest.raises(EngineUnavailable):
                check()
        with allotted(60), pytest.raises(EngineUnavailable):
            check_time()
    check_time()


def test_however_much_an_engine_is_asked_for_it_keeps_to_its_time(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Series of trends, the order of lines, words aligned, words marked: all look at the clock."""
    first, second = (
        result.document.id for result in engine.search(SearchRequest(query="tolls")).results[:2]
    )
    monkeypatch.setattr(deadline, "SECONDS", 0.0)
    request = SearchRequest(query="tolls OR NEAR(harbour tolls, 3)")
    for ask in (
        lambda: engine.trends(TrendsRequest(searches=(request, request))),
        lambda: engine.concordance(ConcordanceRequest(search=request)),
        lambda: engine.compare(first, second),
        lambda: engine.similar(first),
        lambda: engine.document(first, "tolls"),
        lambda: engine.quote("the harbour tolls will be halved"),
    ):
        with pytest.raises(EngineUnavailable, match="given up"):
            ask()
