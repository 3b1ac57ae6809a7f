"""All that a search finds can be taken away: whole, in order, and in bounded memory."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from generated_archives import documents, queries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.building.build import build_from_documents
from index.dates import PartialDate
from index.documents import Document
from search.embedded import EmbeddedEngine
from search.errors import QueryError
from search.exports.exporting import BATCH, FoundText
from search.language import syntax
from search.language.normal_form import write
from search.requests import MAX_LIMIT, SearchRequest, Sort

SORTS: tuple[Sort, ...] = ("relevance", "date", "-date")


def _document(number: int) -> Document:
    day = PartialDate(2020 - number % 7, 1 + number % 12)
    texts = tuple(f"Toll {n} of quay {number}, {'paid ' * (n % 3)}and noted." for n in range(5))
    return Document(
        id=f"d{number}", path=f"d{number}.txt", title=f"Quay {number}", date=day, paragraphs=texts
    )


@pytest.fixture(scope="module")
def quays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    """An archive of 400 short documents of five paragraphs."""
    folder = tmp_path_factory.mktemp("quays") / "index"
    build_from_documents(map(_document, range(400)), folder)
    with closing(EmbeddedEngine(folder)) as engine:
        yield engine


def exported(engine: EmbeddedEngine, request: SearchRequest) -> list[FoundText]:
    with closing(engine.export(request)) as export:
        found = list(export)
        assert len(found) == export.total.passages
        assert len({text.document for text in found}) == export.total.documents
        return found


def paged(engine: EmbeddedEngine, query: str, sort: Sort) -> list[tuple[str, int]]:
    request = SearchRequest(query=query, sort=sort, group="passage", limit=MAX_LIMIT)
    return [
        (result.document.id, hit.number)
        for result in engine.search(request).results
        for hit in result.passages
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), queries, st.sampled_from(SORTS))
def test_an_export_holds_what_paging_would_show_in_the_same_order(
    own: list[Document], query: syntax.Query, sort: Sort
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_from_documents(own, Path(folder))
        with closing(EmbeddedEngine(Path(folder))) as engine:
            wanted = write(query)
            found = exported(engine, SearchRequest(query=wanted, sort=sort))
            assert paged(engine, wanted, sort) == [(text.document, text.passage) for text in found]


def test_texts_are_whole_and_marked(quays: EmbeddedEngine) -> None:
    found = exported(quays, SearchRequest(query='"quay 7" toll'))
    assert ["Toll 0 of quay 7, and noted."] == [t.text for t in found if t.passage == 1]
    assert {"Toll", "quay 7"} == {t.text[a:b] for t in found for a, b in t.highlights}
    assert ("Quay 7", "2020-08", False) == (found[0].title, found[0].date, found[0].date_inferred)


def test_beyond_the_window_passages_come_as_they_are_read(
    quays: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.exports.exporting.MAX_WINDOW", 1_999)
    with closing(quays.export(SearchRequest(query="toll", sort="-date"))) as export:
        assert ("reading", 2_000) == (export.order, export.total.passages)
        places = [(int(text.document[1:]), text.passage) for text in export]
    assert sorted(places) == places
    assert 2_000 == len(places) == len(set(places))


def test_what_fits_the_window_is_in_the_order_asked_for(quays: EmbeddedEngine) -> None:
    for asked, order in (("relevance", "relevance"), ("date", "date"), ("-date", "-date")):
        with closing(quays.export(SearchRequest(query="toll", sort=asked))) as export:  # type: ignore[arg-type]
            assert order == export.order
    with closing(quays.export(SearchRequest())) as export:
        assert "-date" == export.order


def test_memory_does_not_grow_with_what_is_found(quays: EmbeddedEngine) -> None:
    """Nine times as many passages take hardly more: texts are read a batch at a time."""

    def peak(query: str) -> int:
        with closing(quays.export(SearchRequest(query=query))) as export:
            tracemalloc.start()
            assert export.total.passages == sum(1 for _ in export)
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return most

    peak("")
    few, many = peak("toll date:2020"), peak("")
    assert BATCH < exported_total(quays, "toll date:2020")
    assert 2_400 == exported_total(quays, "")
    assert many < 2 * few


def exported_total(engine: EmbeddedEngine, query: str) -> int:
    return engine.search(SearchRequest(query=query, limit=0)).total.passages


def test_an_export_reads_on_after_a_reindex(tmp_path: Path) -> None:
    """And what it held open is closed with it."""
    build_from_documents(map(_document, range(100)), tmp_path)
    with closing(EmbeddedEngine(tmp_path)) as engine:
        export = engine.export(SearchRequest(query="toll"))
        texts = iter(export)
        next(texts)
        build_from_documents([_document(1)], tmp_path)
        assert 5 == len(exported(engine, SearchRequest(query="toll")))
        assert 499 == sum(1 for _ in texts)
        assert engine.index_version != export.index_version
        export.close()


def test_a_faulty_query_is_refused_before_anything_is_read(quays: EmbeddedEngine) -> None:
    with pytest.raises(QueryError):
        quays.export(SearchRequest(query='"toll'))
