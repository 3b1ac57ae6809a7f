"""Documents that carry the same text are one story, found as one result where that is asked."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from index.building.build import build_from_documents
from index.dates import PartialDate
from index.documents import Document
from search.__main__ import COMMANDS
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest
from search.results import Totals
from web.app import create_app
from web.settings import Settings

WORDS = (
    *("harbour", "toll", "lantern", "quay", "gull", "keeper", "ledger", "causeway", "sound"),
    *("bell", "mole", "tide", "rope", "net", "dock", "ferry", "pilot", "warden", "council"),
    *("pledge", "stone", "lamp", "wharf", "crane", "barge", "sail", "oar", "anchor", "keel"),
)


def paragraphs(seed: int, count: int = 4) -> tuple[str, ...]:
    """Paragraphs of 30 words that stand nowhere else."""
    chance = random.Random(seed)
    return tuple(" ".join(chance.choices(WORDS, k=30)) + "." for _ in range(count))


FIRST, SECOND = paragraphs(1), paragraphs(2)


def document(name: str, day: int, texts: tuple[str, ...]) -> Document:
    return Document(
        id=name, path=name, title=name, date=PartialDate(2020, 5, day), paragraphs=texts
    )


ARCHIVE = [
    document("speech", 1, FIRST),
    document("report", 2, (*FIRST[1:], *paragraphs(3, 1))),
    document("leaflet", 3, FIRST[:3]),
    document("answer", 4, SECOND),
    document("chronicle", 5, (*FIRST[:3], *SECOND[:3], *paragraphs(4, 8))),
    document("letter", 6, paragraphs(5)),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("stories") / "index"
    build_from_documents(ARCHIVE, index)
    return index


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[EmbeddedEngine]:
    with closing(EmbeddedEngine(folder)) as found:
        yield found


def test_documents_with_one_text_are_one_story_and_a_chronicle_ties_none(
    engine: EmbeddedEngine,
) -> None:
    request = SearchRequest(query="harbour OR quay OR gull OR bell", group="story", sort="date")
    found = engine.search(request)
    assert (6, 4) == (found.total.documents, found.total.stories)
    stories = [(r.document.id, [other.id for other in r.also]) for r in found.results]
    expected = [
        ("speech", ["report", "leaflet"]), ("answer", []), ("chronicle", []), ("letter", []),
    ]  # fmt: skip
    assert expected == stories


@pytest.mark.parametrize("sort", ["relevance", "date", "-date"])
def test_a_story_stands_where_the_first_of_its_documents_does(
    engine: EmbeddedEngine, sort: str
) -> None:
    request = SearchRequest(query="toll", sort=sort)  # type: ignore[arg-type]
    alone = [result.document.id for result in engine.search(request).results]
    of_one = {"speech", "report", "leaflet"}
    first = next(name for name in alone if name in of_one)
    expected = [name for name in alone if name not in of_one or name == first]
    grouped = SearchRequest(query="toll", sort=sort, group="story")  # type: ignore[arg-type]
    results = engine.search(grouped).results
    assert expected == [result.document.id for result in results]
    shown = [name for r in results for name in (r.document.id, *(other.id for other in r.also))]
    assert sorted(alone) == sorted(shown)


def test_only_documents_that_are_found_are_told_of_a_story(engine: EmbeddedEngine) -> None:
    found = engine.search(SearchRequest(query="title:report", group="story"))
    assert [("report", ())] == [(result.document.id, result.also) for result in found.results]


def test_stories_can_be_paged_through(engine: EmbeddedEngine) -> None:
    pages = [
        engine.search(SearchRequest(query="", group="story", limit=1, offset=offset)).results
        for offset in range(5)
    ]
    assert [1, 1, 1, 1, 0] == [len(page) for page in pages]
    assert 4 == len({page[0].document.id for page in pages[:4]})


def test_without_parallels_every_document_is_a_story(tmp_path: Path) -> None:
    build_from_documents(ARCHIVE, tmp_path, parallels=False)
    with closing(EmbeddedEngine(tmp_path)) as engine:
        found = engine.search(SearchRequest(query="", group="story"))
    assert 6 == len(found.results) == found.total.stories


def test_stories_are_counted_as_they_are_told_apart(engine: EmbeddedEngine) -> None:
    with engine._opening.current() as opened:
        for chosen in ([], [0], [0, 1], [1, 2, 3], [0, 1, 2, 3, 4, 5], [3, 5]):
            documents = np.array(chosen, np.int64)
            told = set(opened.stories.of(documents).tolist())
            assert len(told) == opened.stories.count(documents)


@pytest.fixture
def client(folder: Path, engine: EmbeddedEngine) -> FlaskClient:
    return create_app(Settings(index=folder), engine).test_client()


def test_the_page_offers_one_of_each_and_all_again(client: FlaskClient) -> None:
    found = client.get("/?q=toll").get_data(as_text=True)
    assert "4 stories" in found
    assert 'href="/?q=toll&amp;group=story"' in found
    grouped = client.get("/?q=toll&group=story").get_data(as_text=True)
    assert "2 more documents with this text" in grouped
    assert 'href="/documents/leaflet?q=toll"' in grouped
    assert "Show every document by itself" in grouped


def test_the_api_answers_by_story_page_by_page(client: FlaskClient) -> None:
    first = client.get("/api/v1/search?q=toll&group=story&limit=3&sort=date").get_json()
    assert {"passages", "documents", "stories"} == set(first["total"])
    assert ["report", "leaflet"] == [other["id"] for other in first["results"][0]["also"]]
    cursor = first["next"]
    rest = client.get(f"/api/v1/search?q=toll&group=story&limit=3&sort=date&cursor={cursor}")
    assert (1, None) == (len(rest.get_json()["results"]), rest.get_json()["next"])


def test_the_command_line_lists_the_others(folder: Path) -> None:
    search = next(command for command in COMMANDS if command.name == "search")
    arguments = ["toll", "--index", str(folder), "--group", "story", "--sort", "date"]
    printed = CliRunner().invoke(search, arguments).output
    assert "6 documents, 4 stories" in " ".join(printed.split())
    assert "the same text: leaflet" in printed


def test_nothing_found_is_no_story(engine: EmbeddedEngine) -> None:
    assert Totals(0, 0, 0) == engine.search(SearchRequest(query="zeppelin", group="story")).total
