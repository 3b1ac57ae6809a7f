"""Captures of one page are one document with versions; what was changed is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.building.build import build, build_from_documents
from index.dates import PartialDate
from index.documents import Document
from search.embedded import EmbeddedEngine
from search.occurrences.concordance import ConcordanceRequest
from search.occurrences.trends import TrendsRequest
from search.requests import SearchRequest
from search.results import Totals

TIDES = "https://packet.example/tides"
WORDINGS = (
    ("The ferry sails at noon.", "Gulls are expected."),
    ("The ferry sails at noon.", "Gulls are expected."),
    ("The ferry does not sail.", "Gulls are expected.", "The bell is silent."),
    ("The ferry sails at noon.", "Gulls are expected."),
)


def capture(number: int, paragraphs: tuple[str, ...], url: str | None = TIDES) -> Document:
    return Document(
        id=f"c{number}", path=f"c{number}", title="Tides", url=url, paragraphs=paragraphs,
        captured=PartialDate(2020, 5, 1 + number), date=PartialDate(2020, 4, 30),
    )  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    other = capture(9, ("A ferry of paper.",), url=None)
    archive = [capture(n, paragraphs) for n, paragraphs in enumerate(WORDINGS)]
    build_from_documents([*reversed(archive), other], tmp_path / "index")
    return EmbeddedEngine(tmp_path / "index")


def test_a_page_has_a_version_for_each_wording_and_the_days_it_was_seen(
    engine: EmbeddedEngine,
) -> None:
    found = engine.document("c1").versions
    seen = [(v.id, v.first_seen, v.last_seen, v.captures, v.shown) for v in found]
    expected = [
        ("c0", "2020-05-01", "2020-05-02", 2, True),
        ("c2", "2020-05-03", "2020-05-03", 1, False),
        ("c3", "2020-05-04", "2020-05-04", 1, False),
    ]
    assert expected == seen
    assert [(0, 0), (2, 1), (1, 2)] == [(v.added, v.dropped) for v in found]


def test_a_page_captured_once_has_no_versions(engine: EmbeddedEngine) -> None:
    assert () == engine.document("c9").versions


@pytest.mark.parametrize("group", ["document", "passage"])
def test_of_a_page_the_newest_capture_that_matches_is_found(
    engine: EmbeddedEngine, group: str
) -> None:
    found = engine.search(SearchRequest(query="ferry", group=group))  # type: ignore[arg-type]
    assert Totals(passages=2, documents=2, stories=2) == found.total
    shown = {result.document.id: result.document.versions for result in found.results}
    assert {"c3": 3, "c9": 1} == shown


def test_words_that_were_taken_back_are_found_where_they_stood(engine: EmbeddedEngine) -> None:
    found = engine.search(SearchRequest(query="bell", facets=("source",)))
    assert Totals(passages=1, documents=1, stories=1) == found.total
    assert ["c2"] == [result.document.id for result in found.results]


def test_a_document_has_its_versions_wherever_it_is_named(engine: EmbeddedEngine) -> None:
    lines = engine.concordance(ConcordanceRequest(search=SearchRequest(query="ferry")))
    told = {name: document.versions for name, document in lines.documents.items()}
    assert {"c3": 3, "c9": 1} == told
    assert 3 == engine.compare("c3", "c9").left.versions


def test_lines_and_trends_count_as_searches_do(engine: EmbeddedEngine) -> None:
    lines = engine.concordance(ConcordanceRequest(search=SearchRequest(query="ferry")))
    assert ["c3", "c9"] == sorted(line.document for line in lines.lines)
    (taken_back,) = engine.trends(TrendsRequest(searches=(SearchRequest(query="bell"),))).series
    assert (1, 1) == (taken_back.total.occurrences, sum(p.occurrences for p in taken_back.points))


RECAPTURES = Path(__file__).parents[2] / "shared" / "corpora" / "kcna-recaptures.jsonl"


@pytest.mark.shared
@pytest.mark.skipif(not RECAPTURES.exists(), reason="no corpora in ../shared")
def test_every_page_its_publisher_changed_has_two_versions(tmp_path: Path) -> None:
    build([RECAPTURES], tmp_path / "index")
    engine = EmbeddedEngine(tmp_path / "index")
    found = engine.search(SearchRequest(limit=100))
    assert [2] * 23 == [result.document.versions for result in found.results]
    ids = [result.document.id for result in found.results]
    changes = [version for i in ids for version in engine.document(i).versions[1:]]
    assert 23 == sum(version.added + version.dropped > 0 for version in changes)
