"""A search without hits says which word is not there, what a filter shuts out, what there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import msgspec
import pytest

from index.building.build import build_from_documents
from index.dates import PartialDate
from index.documents import Document
from search import searching
from search.absence import ALL, Absence
from search.embedded import EmbeddedEngine
from search.errors import EngineUnavailable
from search.requests import SearchRequest

DOCUMENTS = [
    Document(id="a", path="a", title="Tolls", source="Island Packet", date=PartialDate(2016, 3, 1),
             paragraphs=("The council halved the tolls.", "The causeway is open.")),
    Document(id="b", path="b", source="Herald", date=PartialDate(2019, 7),
             paragraphs=("The council met.",)),
    Document(id="c", path="c", paragraphs=("An undated causeway.",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    folder = tmp_path_factory.mktemp("absent")
    build_from_documents(DOCUMENTS, folder)
    with closing(EmbeddedEngine(folder)) as found:
        yield found


def absence(engine: EmbeddedEngine, query: str, **more: object) -> Absence:
    found = engine.search(SearchRequest(query=query, **more))  # type: ignore[arg-type]
    assert 0 == found.total.passages
    assert found.absence is not None
    return found.absence


def test_a_search_that_finds_something_has_no_absence(engine: EmbeddedEngine) -> None:
    assert engine.search(SearchRequest(query="council")).absence is None


def test_the_word_that_has_none_is_named_with_its_nearest_spelling(engine: EmbeddedEngine) -> None:
    found = absence(engine, "council causewey")
    council, causewey = found.words
    assert ("council", 2, None) == (council.query, council.passages, council.nearest)
    assert ("causeway", 2) == (causewey.nearest, causewey.nearest_passages)


def test_words_phrases_and_titles_are_looked_for_each_alone(engine: EmbeddedEngine) -> None:
    found = absence(engine, '"the council" (heron OR title:open^2) NEAR(toll met, 3) -open')
    assert [
        ('"the council"', 2), ("heron", 0), ("title:open", 0), ("NEAR(toll met, 3)", 0),
    ] == [(word.query, word.passages) for word in found.words]  # fmt: skip


def test_words_that_never_meet_in_a_passage_but_in_a_document(engine: EmbeddedEngine) -> None:
    found = absence(engine, "tolls causeway")
    assert (1, ["a"]) == (found.together, [own.id for own in found.examples])
    assert 0 == absence(engine, "tolls causeway", source=("Herald",)).together


def test_each_filter_is_left_out_in_turn_and_then_all(engine: EmbeddedEngine) -> None:
    found = absence(
        engine, "council source:herald", date_from=PartialDate(2016), date_to=PartialDate(2016, 12)
    )
    assert [
        (each.filter, each.parameter, each.query, each.passages, each.alone)
        for each in found.without
    ] == [
        ("date:2016..2016-12", "date", "council source:herald", 1, 1),
        ("source:herald", None, "council", 1, 1),
        ("source:herald date:2016..2016-12", ALL, "council", 2, 0),
    ]


def test_every_search_it_offers_finds_what_it_says(engine: EmbeddedEngine) -> None:
    request = SearchRequest(
        query="council -kind:speech has:speaker", source=("Herald",), place=("Ostrel",)
    )
    found = absence(engine, request.query, source=request.source, place=request.place)
    assert 5 == len(found.without)
    for each in found.without:
        asked = msgspec.structs.replace(request, query=each.query)
        if each.parameter == ALL:
            asked = SearchRequest(query=each.query)
        elif each.parameter:
            asked = msgspec.structs.replace(asked, **{each.parameter: ()})
        total = engine.search(asked).total
        assert (total.passages, total.documents) == (each.passages, each.documents), each


def test_the_archive_s_dates_are_told_beside_those_asked_for(engine: EmbeddedEngine) -> None:
    found = absence(engine, "council date:2018").coverage
    assert ("2018", "2018", 0) == (found.asked_from, found.asked_to, found.documents)
    assert ("2016-03-01", "2019-07-01") == (found.before, found.after)
    assert ("2016-03-01", "2019-07-31", 1) == (found.first, found.last, found.undated)
    undated = absence(engine, "heron").coverage
    assert (None, None, 2, None) == (
        undated.asked_from, undated.asked_to, undated.documents, undated.before,
    )  # fmt: skip


def test_where_there_is_no_time_to_explain_the_search_is_answered_all_the_same(
    engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_time(*_: object) -> Absence:
        raise EngineUnavailable("time_limit", "too long")

    monkeypatch.setattr(searching, "absence", no_time)
    found = engine.search(SearchRequest(query="heron"))
    assert (0, None) == (found.total.passages, found.absence)


def test_an_empty_archive_has_no_dates(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("empty")
    build_from_documents([], folder)
    with closing(EmbeddedEngine(folder)) as engine:
        coverage = absence(engine, "gull").coverage
    assert (0, None, None) == (coverage.documents, coverage.first, coverage.last)
