"""The commands search and show, in a terminal and for programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner, Result
from repeated_texts import documents

from index.building.build import build_from_documents
from index.dates import PartialDate
from index.documents import Document
from search.__main__ import cite, search, show, similar
from search.answers.document import DocumentAnswer
from search.answers.results import SearchAnswer
from search.answers.similar import SimilarAnswer
from search.exports.forms import ExportedLine

DOCUMENTS = [
    Document(
        id="tolls",
        path="tolls.txt",
        title="The harbour tolls [red]",
        date=PartialDate(2021, 4, 7),
        source="Ostrel Herald",
        paragraphs=("The council halved the tolls.", "No toll for gulls."),
    ),
    Document(id="gulls", path="gulls.txt", title="Gulls", paragraphs=("Gulls of the council.",)),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commanded") / "index"
    build_from_documents(DOCUMENTS, folder)
    return folder


def run(folder: Path, *words: str, **environment: str) -> Result:
    return CliRunner().invoke(search, ["--index", str(folder), *words], env=environment)


def answer(folder: Path, *words: str, **environment: str) -> SearchAnswer:
    result = run(folder, "--json", *words, **environment)
    assert 0 == result.exit_code, result.output
    return msgspec.json.decode(result.output, type=SearchAnswer)


def test_results_are_printed_with_title_date_source_and_snippet(folder: Path) -> None:
    result = run(folder, "council", "tolls")
    assert 0 == result.exit_code
    assert "1 passage in 1 document" in result.output
    assert "1. The harbour tolls [red]" in result.output
    assert "2021-04-07 · Ostrel Herald · tolls" in result.output
    assert "1  The council halved the tolls." in result.output


def test_json_is_what_the_api_answers(folder: Path) -> None:
    found = answer(folder, "council")
    assert (2, 2) == (found.total.passages, found.total.documents)
    assert "/documents/gulls#p1" == found.results[0].passages[0].url
    assert None is found.next


def test_the_timeline_names_its_periods_as_the_api_does(folder: Path) -> None:
    result = run(folder, "--json", "--timeline", "month", "--facets", "source")
    decoded = json.loads(result.output)
    assert [{"from": "2021-04", "count": 1}] == decoded["timeline"]
    assert {"source": [{"value": "Ostrel Herald", "count": 1}]} == decoded["facets"]


def test_filters_sorting_grouping_and_paging_reach_the_search(folder: Path) -> None:
    assert 1 == answer(folder, "council", "--source", "herald").total.documents
    assert 1 == answer(folder, "council", "--date-from", "2021-04").total.documents
    assert 0 == answer(folder, "council", "--date-to", "2020").total.documents
    assert ["gulls"] == [
        r.document.id for r in answer(folder, "--limit", "1", "--offset", "1").results
    ]
    assert 5 == len(answer(folder, "--group", "passage", "--sort", "date").results)


def test_options_can_be_set_in_the_environment(folder: Path) -> None:
    result = CliRunner().invoke(
        search, ["council"], env={"ROSTRUM_INDEX": str(folder), "ROSTRUM_SOURCE": "herald;packet"}
    )
    assert "1 passage in 1 document" in result.output


def test_facets_and_timeline_are_printed(folder: Path) -> None:
    result = run(folder, "--facets", "source", "--timeline", "year")
    assert "source: Ostrel Herald 1" in result.output
    assert "timeline: 2021 1; without such a date 1" in result.output


def test_a_misspelling_is_pointed_out(folder: Path) -> None:
    assert "Did you mean: council" in run(folder, "concil").output


def test_a_faulty_query_is_refused_with_what_to_try(folder: Path) -> None:
    result = run(folder, '"council')
    assert 2 == result.exit_code
    assert 'Try: "council"' in result.output
    assert 0 == run(folder, "--lenient", '"council').exit_code


def test_a_faulty_date_is_refused(folder: Path) -> None:
    result = run(folder, "--date-from", "2021-13")
    assert 2 == result.exit_code
    assert "2021-13" in result.output


def test_without_an_index_it_says_what_to_run(tmp_path: Path) -> None:
    result = run(tmp_path, "council")
    assert 1 == result.exit_code
    assert "rostrum index" in result.output


def test_a_document_is_shown_whole(folder: Path) -> None:
    result = CliRunner().invoke(show, ["tolls", "--index", str(folder)])
    assert 0 == result.exit_code
    for part in ("The harbour tolls [red]", "date: 2021-04-07", "No toll for gulls."):
        assert part in result.output


def test_a_document_says_where_else_its_passages_stand(tmp_path: Path) -> None:
    build_from_documents(documents(), tmp_path)
    output = CliRunner().invoke(show, ["speech", "--index", str(tmp_path)]).output
    where = "2019-11-02 · Office of the Warden · draft, passage 2 (earlier)"
    assert f"also 81% in {where}" in " ".join(output.split())
    assert "and in 5 passages more" in output


def test_a_document_as_json_is_what_the_api_answers(folder: Path) -> None:
    result = CliRunner().invoke(
        show, ["tolls", "--index", str(folder), "--json", "--query", "gulls"]
    )
    shown = msgspec.json.decode(result.output, type=DocumentAnswer)
    assert [(), (), ((12, 17),)] == [passage.highlights for passage in shown.passages]


def test_an_unknown_document_is_an_error(folder: Path) -> None:
    result = CliRunner().invoke(show, ["nowhere", "--index", str(folder)])
    assert (1, True) == (result.exit_code, "nowhere" in result.output)


def test_everything_found_is_printed_as_csv(folder: Path) -> None:
    """Whatever the limit says, and with permalinks of where the archive is served."""
    printed = run(folder, "--csv", "--limit", "1", "--url", "https://here.example/", "council")
    rows = list(csv.DictReader(io.StringIO(printed.output)))
    assert [
        "https://here.example/documents/gulls#p1",
        "https://here.example/documents/tolls#p1",
    ] == [row["permalink"] for row in rows]


def test_everything_found_is_printed_as_lines_of_json(folder: Path) -> None:
    lines = run(folder, "--ndjson", "--sort", "date", "council").output.splitlines()
    found = [msgspec.json.decode(line, type=ExportedLine) for line in lines]
    assert ["tolls", "gulls"] == [line.document for line in found]
    assert ["/documents/tolls#p1", "/documents/gulls#p1"] == [line.permalink for line in found]


def test_a_faulty_export_is_refused_like_any_search(folder: Path) -> None:
    result = run(folder, "--csv", '"council')
    assert (2, True) == (result.exit_code, 'Try: "council"' in result.output)


def test_a_document_or_a_passage_is_cited_in_any_form(folder: Path) -> None:
    def cited(*words: str) -> str:
        result = CliRunner().invoke(cite, ["tolls", "--index", str(folder), *words])
        assert 0 == result.exit_code, result.output
        return result.output

    assert cited().startswith("“The harbour tolls [red]”. Ostrel Herald, 7 April 2021.")
    assert "Paragraph 2." in cited("--passage", "2")
    assert "@misc{herald-2021-tolls," in cited("--format", "bibtex")
    assert "TY  - GEN" in cited("--format", "ris")
    assert '"title": "The harbour tolls [red]"' in cited("--format", "csl")
    assert "<https://here.example/documents/tolls>." in cited("--url", "https://here.example")


def test_a_passage_that_is_not_there_cannot_be_cited(folder: Path) -> None:
    result = CliRunner().invoke(cite, ["tolls", "--index", str(folder), "--passage", "9"])
    assert (1, True) == (result.exit_code, "no passage 9" in result.output)


def test_documents_like_one_are_listed(folder: Path) -> None:
    result = CliRunner().invoke(similar, ["tolls", "--index", str(folder)])
    assert "1. Gulls" in result.output
    result = CliRunner().invoke(similar, ["tolls", "--index", str(folder), "--json"])
    found = msgspec.json.decode(result.output, type=SimilarAnswer)
    assert ["gulls"] == [each.document.id for each in found.results]


def test_every_option_says_which_variable_sets_it() -> None:
    output = CliRunner().invoke(search, ["--help"]).output
    for option in search.params:
        if isinstance(option, click.Option):
            assert f"{option.envvar}" in output
