from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rostrum import main
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest


def _run(runner: CliRunner, *arguments: str, said: str | None = None) -> str:
    result = runner.invoke(main, arguments, input=said, env={"COLUMNS": "120"})
    assert 0 == result.exit_code, result.output
    return result.output


@pytest.fixture
def ids(engine: EmbeddedEngine) -> list[str]:
    """The speech on the tolls, and the report on it."""
    found = engine.search(SearchRequest(query="harbour tolls halved", sort="date")).results
    return [result.document.id for result in found]


def test_a_quotation_is_told_with_what_differs(runner: CliRunner, index_dir: Path) -> None:
    """Words taken away in brackets, words put in in braces, under the document they stand in."""
    shown = _run(runner, "quote", "the harbor tolls will all be halved", "--index", str(index_dir))
    assert shown.startswith("Found nearly\n")
    assert "1. Address on the long causeway" in shown
    assert "spelling: [-harbor-]{+harbour+}" in shown
    assert "only left: [-all-]" in shown


def test_the_pieces_of_a_quotation_are_told_each(runner: CliRunner, index_dir: Path) -> None:
    quoted = "harbour tolls will be halved … nobody ever said such words"
    shown = _run(runner, "quote", quoted, "--index", str(index_dir))
    assert "Found in pieces" in shown
    assert "Not found: “nobody ever said such words”" in shown


def test_a_quotation_may_come_from_standard_input(runner: CliRunner, index_dir: Path) -> None:
    shown = _run(runner, "quote", "-", "--index", str(index_dir), said="today I bring a date\n")
    assert shown.startswith("Found exactly\n")


def test_json_is_what_the_api_answers(runner: CliRunner, index_dir: Path, ids: list[str]) -> None:
    answer = json.loads(
        _run(runner, "quote", "today I bring a date", "--json", "--index", str(index_dir))
    )
    assert ("exact", [0, 20]) == (answer["verdict"], answer["pieces"][0]["span"])
    answer = json.loads(_run(runner, "compare", *ids, "--json", "--index", str(index_dir)))
    assert ids == [answer["left"]["id"], answer["right"]["id"]]


def test_two_documents_are_compared(runner: CliRunner, index_dir: Path, ids: list[str]) -> None:
    """What is only in one is told as such."""
    shown = _run(runner, "compare", *ids, "--index", str(index_dir))
    assert "words stand in both" in shown
    assert "only left" in shown
    assert "{+" in shown
    same = _run(runner, "compare", ids[0], ids[0], "--index", str(index_dir))
    assert "4 the same" in same


def test_what_cannot_be_checked_is_a_faulty_argument(runner: CliRunner, index_dir: Path) -> None:
    result = runner.invoke(main, ["quote", "?!", "--index", str(index_dir)])
    assert (2, True) == (result.exit_code, "There is no word" in result.output)
    result = runner.invoke(main, ["compare", "a", "b", "--index", str(index_dir)])
    assert (1, True) == (result.exit_code, "No document has the id" in result.output)
