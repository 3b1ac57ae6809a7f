"""The commands concordance and trends, in a terminal, for programs and for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from index.building.build import build_from_documents
from index.dates import PartialDate
from index.documents import Document
from search.answers import concordance as concordance_answer
from search.answers import trends as trends_answer
from search.answers.concordance import ConcordanceAnswer
from search.answers.trends import TrendsAnswer
from search.commands.occurrences import concordance, trends

DOCUMENTS = [
    Document(
        id="tolls", path="a", title="The harbour tolls", date=PartialDate(2016, 4, 7),
        source="=Herald()",
        paragraphs=("The council halved the tolls.", "北京的 toll was halved too"),
    ),
    Document(id="gulls", path="b", date=PartialDate(2018), paragraphs=("Gulls take no toll.",)),
    Document(id="none", path="c", date=PartialDate(2016, 9), paragraphs=("Nothing.",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counted") / "index"
    build_from_documents(DOCUMENTS, folder)
    return folder


def lines(folder: Path, *words: str) -> Result:
    environment = {"COLUMNS": "80"}
    return CliRunner().invoke(concordance, ["--index", str(folder), *words], env=environment)


def over_time(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(trends, ["--index", str(folder), *words], env={"COLUMNS": "100"})


def test_matches_are_printed_one_below_another(folder: Path) -> None:
    result = lines(folder, "toll", "--sort", "date")
    assert 0 == result.exit_code, result.output
    assert "4 occurrences in 4 passages of 2 documents" in result.output
    printed = [line for line in result.output.splitlines() if line.startswith("201")]
    assert ["2016-04-07", "2016-04-07", "2016-04-07", "2018"] == [p.split()[0] for p in printed]
    # Chinese characters are two columns wide.
    widths = [len(line[: line.index("toll")].encode("gb18030")) for line in printed]
    assert 1 == len(set(widths)), printed


def test_lines_are_cut_to_the_terminal(folder: Path) -> None:
    result = lines(folder, "halved", "--context", "200")
    assert max(map(len, result.output.splitlines())) <= 80


def test_json_is_what_the_api_answers(folder: Path) -> None:
    result = lines(folder, "toll", "--json", "--limit", "2", "--sort", "date", "--offset", "1")
    answer = msgspec.json.decode(result.output, type=ConcordanceAnswer)
    assert ["The council halved the ", "北京的 "] == [line.left for line in answer.lines]
    assert "/documents/tolls#p1" == answer.lines[0].url
    assert ["tolls"] == list(answer.documents)


def test_a_table_of_lines_is_whole_and_safe(folder: Path) -> None:
    result = lines(folder, "toll", "--csv", "--limit", "1", "--sort", "date")
    head, *rows = csv.reader(StringIO(result.stdout_bytes.decode(), newline=""))
    assert list(concordance_answer.COLUMNS) == head
    assert 4 == len(rows)
    assert {"'=Herald()", ""} == {row[head.index("source")] for row in rows}
    assert {"toll"} == {row[head.index("query")] for row in rows}


def test_trends_are_printed_with_first_last_and_silence(folder: Path) -> None:
    result = over_time(folder, "toll", "gulls")
    assert 0 == result.exit_code, result.output
    said = " ".join(result.output.split())
    assert "first: 2016-04-07 The harbour tolls tolls ¶0" in said
    assert "last: 2018" in said
    assert "longest silence: 2016-04-08 to 2017-12-31, 633 days, with 1 other document" in said
    assert "nothing in the archive: 2017" in said


def test_trends_say_what_they_cannot_place(folder: Path) -> None:
    said = " ".join(over_time(folder, "toll", "--by", "month").output.split())
    assert "1 occurrence in 1 document not dated to the month, 0 of these undated" in said


def test_trends_are_json_and_a_table_too(folder: Path) -> None:
    result = over_time(folder, "toll", "halved", "--json", "--date-from", "2016")
    answer = msgspec.json.decode(result.output, type=TrendsAnswer)
    assert [["2016", "2018"]] * 2 == [[p.start for p in own.points] for own in answer.series]
    result = over_time(folder, "toll", "halved", "--csv")
    head, *rows = csv.reader(StringIO(result.stdout_bytes.decode(), newline=""))
    assert list(trends_answer.COLUMNS) == head
    assert [["toll", "2016", "3"], ["toll", "2018", "1"], ["halved", "2016", "2"]] == [
        row[:3] for row in rows[:3]
    ]


@pytest.mark.parametrize("command", [lines, over_time])
def test_a_faulty_query_is_refused_with_what_was_meant(folder: Path, command: object) -> None:
    assert callable(command)
    result = command(folder, '"open')
    assert 2 == result.exit_code
    assert "Try:" in result.output


def test_more_than_six_queries_are_refused(folder: Path) -> None:
    assert 2 == over_time(folder, *"abcdefg").exit_code
