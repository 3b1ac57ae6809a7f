"""The embedded engine answers exactly and in order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from brute_force import Archive as ReadArchive
from brute_force import Place
from generated_archives import documents, queries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.building.build import build_from_documents
from index.dates import PartialDate
from index.documents import Document
from search.embedded import EmbeddedEngine
from search.errors import DocumentNotFound, QueryError, RequestError
from search.language import syntax
from search.language.normal_form import write
from search.requests import MAX_WINDOW, SearchRequest
from search.results import SearchResults
from search.searching import FEW

DOCUMENTS = [
    Document(
        id="budget",
        path="budget.txt",
        title="The harbour budget",
        date=PartialDate(2021, 4, 7),
        source="Ostrel Herald",
        speaker="Mara Ilven",
        kind="speech",
        paragraphs=(
            "The council met at the harbor. Tolls were not on its list.",
            "No council without tolls, said the dockers of the council.",
        ),
    ),
    Document(
        id="gulls",
        path="gulls.txt",
        title="Gulls",
        date=PartialDate(2020),
        source="Island Packet",
        kind="letter",
        paragraphs=("Tolls of a council of gulls.",),
    ),
    Document(id="dues", path="dues.txt", paragraphs=("Undated words about harbour dues.",)),
]
SPELLINGS = Archive(variants=(("harbour", "harbor"),))


@pytest.fixture(scope="module")
def gulls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    folder = tmp_path_factory.mktemp("gulls") / "index"
    build_from_documents(DOCUMENTS, folder, SPELLINGS)
    engine = EmbeddedEngine(folder)
    yield engine
    engine.close()


def ids(results: SearchResults) -> list[str]:
    return [result.document.id for result in results.results]


def find(engine: EmbeddedEngine, query: str, **settings: object) -> SearchResults:
    return engine.search(SearchRequest(query=query, **settings))  # type: ignore[arg-type]


def test_results_are_documents_with_their_best_passages_and_exact_counts(
    gulls: EmbeddedEngine,
) -> None:
    found = find(gulls, "council tolls")
    assert (3, 2) == (found.total.passages, found.total.documents)
    assert ["budget", "gulls"] == ids(found)
    assert [2, 1] == [hit.number for hit in found.results[0].passages]
    assert found.results[0].score > found.results[0].passages[0].score


def test_a_ranking_is_the_same_answer_by_number(gulls: EmbeddedEngine) -> None:
    asked = SearchRequest(query="council tolls", facets=("source",))
    shown, ranked = gulls.search(asked), gulls.ranking(asked)
    assert (shown.total.passages, shown.facets) == (ranked.passages, ranked.facets)
    assert [r.score for r in shown.results] == [match.score for match in ranked.best]
    assert [r.more_passages for r in shown.results] == [match.more for match in ranked.best]


def test_highlights_are_the_words_matched(gulls: EmbeddedEngine) -> None:
    hit = find(gulls, '"of the council"').results[0].passages[0]
    assert ["of the council"] == [hit.text[a:b] for a, b in hit.highlights]


def test_passages_can_be_results_of_their_own(gulls: EmbeddedEngine) -> None:
    found = find(gulls, "council", group="passage")
    assert 3 == len(found.results) == found.total.passages
    assert [1, 1, 1] == [len(result.passages) for result in found.results]


def test_pages_do_not_overlap_and_leave_nothing_out(gulls: EmbeddedEngine) -> None:
    pages = [ids(find(gulls, "", limit=1, offset=n)) for n in range(4)]
    assert [["budget"], ["gulls"], ["dues"], []] == pages


def test_an_empty_query_finds_everything_newest_first_and_the_undated_last(
    gulls: EmbeddedEngine,
) -> None:
    assert ["budget", "gulls", "dues"] == ids(find(gulls, ""))


def test_the_undated_come_last_in_both_directions(gulls: EmbeddedEngine) -> None:
    assert ["gulls", "budget", "dues"] == ids(find(gulls, "", sort="date"))
    assert ["budget", "gulls", "dues"] == ids(find(gulls, "", sort="-date"))


def test_filters_mean_what_the_same_words_in_the_query_mean(gulls: EmbeddedEngine) -> None:
    as_filters = find(gulls, "council", source=("herald",), date_from=PartialDate(2021))
    as_words = find(gulls, "council source:herald date:2021..")
    assert as_words.results == as_filters.results
    assert as_words.reading.normalized == as_filters.reading.normalized
    assert as_words.reading.description == as_filters.reading.description


def test_values_of_one_filter_are_alternatives(gulls: EmbeddedEngine) -> None:
    found = find(gulls, "council", source=("herald", "Island Packet"))
    assert ["budget", "gulls"] == ids(found)


def test_a_filter_without_words_filters_nothing(gulls: EmbeddedEngine) -> None:
    assert 3 == find(gulls, "council", source=("", '"')).total.passages


def test_an_unknown_value_finds_nothing_and_says_so(gulls: EmbeddedEngine) -> None:
    found = find(gulls, "source:tribune")
    assert (0, ("No source of this archive is named “tribune”.",)) == (
        found.total.documents,
        found.reading.notices,
    )


def test_spelling_variants_are_found_said_and_can_be_switched_off(gulls: EmbeddedEngine) -> None:
    found = find(gulls, "harbor")
    assert {"budget", "dues"} == set(ids(found))
    assert ("“harbor” also finds “harbour”.",) == found.reading.notices
    assert ["budget"] == ids(find(gulls, "harbor", variants=False))
    assert ["budget"] == ids(find(gulls, '"harbor"'))


def test_facets_and_timeline_count_documents(gulls: EmbeddedEngine) -> None:
    found = find(gulls, "council", facets=("source",), timeline="month")
    assert {"Island Packet": 1, "Ostrel Herald": 1} == {
        c.value: c.count for c in found.facets["source"]
    }
    assert ([("2021-04", 1)], 1) == ([(b.start, b.count) for b in found.timeline], found.undated)


def test_a_misspelt_word_brings_a_better_query(gulls: EmbeddedEngine) -> None:
    assert "council tolls" == find(gulls, "concil tolls").did_you_mean
    assert None is find(gulls, "council tolls").did_you_mean


def test_no_better_query_is_offered_where_enough_was_found(tmp_path: Path) -> None:
    """An unknown word among alternatives is no reason to doubt what the others find."""
    meant = []
    for count in (FEW - 1, FEW):
        document = Document(id="t", path="t", paragraphs=("Tolls of the council.",) * count)
        build_from_documents([document], tmp_path / str(count))
        engine = EmbeddedEngine(tmp_path / str(count))
        meant.append(find(engine, "tolls OR concil").did_you_mean)
        engine.close()
    assert ["tolls OR council", None] == meant


def test_a_title_found_is_shown_among_the_passages(gulls: EmbeddedEngine) -> None:
    results = find(gulls, "title:budget OR toll").results
    (budget,) = [result for result in results if result.document.id == "budget"]
    shown = {hit.number: [hit.text[a:b] for a, b in hit.highlights] for hit in budget.passages}
    assert {0: ["budget"], 1: ["Tolls"], 2: ["tolls"]} == shown


def test_a_faulty_query_is_refused_or_repaired_as_asked(gulls: EmbeddedEngine) -> None:
    with pytest.raises(QueryError):
        find(gulls, '"council')
    repaired = find(gulls, '"council', lenient=True)
    assert repaired.reading.repairs
    assert 3 == repaired.total.passages


@pytest.mark.parametrize(
    ("parameter", "settings"),
    [
        ("limit", {"limit": 101}),
        ("limit", {"limit": -1}),
        ("offset", {"offset": -1}),
        ("offset", {"offset": MAX_WINDOW}),
        ("facets", {"facets": ("colour",)}),
        ("date_to", {"date_from": PartialDate(2021), "date_to": PartialDate(2020, 12)}),
    ],
)
def test_a_wrong_parameter_is_named(
    gulls: EmbeddedEngine, parameter: str, settings: dict[str, object]
) -> None:
    with pytest.raises(RequestError) as refused:
        find(gulls, "council", **settings)
    assert parameter == refused.value.parameter


def test_a_document_comes_whole_with_every_word_of_the_query_marked(gulls: EmbeddedEngine) -> None:
    view = gulls.document("budget", "council harbour -gulls")
    assert DOCUMENTS[0] == view.document
    marked = {
        number: [text[a:b] for a, b in view.highlights.get(number, ())]
        for number, text in enumerate([view.document.title or "", *view.document.paragraphs])
    }
    assert {0: ["harbour"], 1: ["council", "harbor"], 2: ["council", "council"]} == marked


def test_an_unknown_document_is_not_found(gulls: EmbeddedEngine) -> None:
    with pytest.raises(DocumentNotFound, match="nowhere"):
        gulls.document("nowhere")


def test_words_and_values_are_completed(gulls: EmbeddedEngine) -> None:
    assert ["the council"] == [s.query for s in gulls.suggest("the coun")]
    assert ['tolls source:"Island Packet"'] == [s.query for s in gulls.suggest("tolls source:pa")]
    assert [("Mara Ilven", 1)] == [(s.value, s.count) for s in gulls.suggest("il", "speaker")]
    with pytest.raises(RequestError):
        gulls.suggest("x", "colour")


def test_the_archive_is_told_by_source(gulls: EmbeddedEngine) -> None:
    report = gulls.archive()
    assert (3, 6) == (report.documents, report.passages)
    by_name = {source.source: source for source in report.sources}
    assert {"2021-04": 1} == by_name["Ostrel Herald"].months
    assert ("2020", "2020", {}) == (
        by_name["Island Packet"].first,
        by_name["Island Packet"].last,
        by_name["Island Packet"].months,
    )
    assert (1, None) == (by_name[None].undated, by_name[None].first)


def test_fields_tell_how_many_documents_have_them(gulls: EmbeddedEngine) -> None:
    fields = {field.name: field for field in gulls.fields()}
    assert (2, 2) == (fields["source"].documents, fields["source"].values)
    assert (2, None) == (fields["date"].documents, fields["date"].values)


def test_threads_get_the_same_answers(gulls: EmbeddedEngine) -> None:
    asked = ['"council"', "NEAR(tolls council, 4)", "har*", "toll~1", "council -gulls", ""] * 8
    alone = [find(gulls, query) for query in asked]
    with ThreadPoolExecutor(8) as pool:
        assert alone == list(pool.map(lambda query: find(gulls, query), asked))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.lists(queries, min_size=1, max_size=15))
def test_every_answer_is_what_reading_every_passage_gives(
    archive: list[Document], asked: list[syntax.Query]
) -> None:
    read = ReadArchive(archive)
    with tempfile.TemporaryDirectory() as folder:
        build_from_documents(archive, Path(folder))
        with closing(EmbeddedEngine(Path(folder))) as engine:
            for query in asked:
                check(engine, read, query)


def check(engine: EmbeddedEngine, read: ReadArchive, query: syntax.Query) -> None:
    expected = read.find(query)
    text = write(query)
    found = find(engine, text, group="passage", limit=100)
    assert len(expected) == found.total.passages, text
    assert len({place.document for place in expected}) == found.total.documents, text
    actual = {
        Place(int(r.document.id[1:]), r.passages[0].number): r.passages[0].score
        for r in found.results
    }
    assert expected == pytest.approx(actual, abs=2e-6), text
    if any(actual.values()):
        assert list(actual) == sorted(actual, key=lambda place: (-actual[place], place)), text
