"""CSV, NDJSON and JSON of an export hold the same, and no cell runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.embedded import EmbeddedEngine
from search.exports.exporting import BATCH, Export, FoundText
from search.exports.forms import (
    COLUMNS,
    FORMS,
    ExportAnswer,
    ExportedLine,
    ExportFormName,
    as_csv,
    as_json,
    as_ndjson,
    quoted,
)
from search.requests import SearchRequest
from search.results import QueryReading, Totals

SITE = "https://here.example"
TOLLS = FoundText(
    document="tolls",
    passage=2,
    title="=HYPERLINK(1)",
    date="2021-04",
    date_inferred=True,
    source="@Herald",
    speaker=None,
    place="Ørst",
    kind="report",
    language="en",
    score=2.5,
    text='+1 "toll",\nthen -2',
    highlights=((4, 8),),
    original_url="https://herald.example/1",
)


def export_of(texts: list[FoundText]) -> Export:
    reading = QueryReading(input="x", normalized="-x", description="without x")
    return Export(
        reading=reading,
        total=Totals(passages=len(texts), documents=1, stories=1),
        order="reading",
        index_version="7",
        texts=iter(texts),
        close=lambda: None,
    )


def rows(texts: list[FoundText]) -> list[dict[str, str]]:
    written = "".join(as_csv(export_of(texts), SITE))
    return list(csv.DictReader(io.StringIO(written, newline="")))


def test_a_row_says_what_was_asked_and_where_it_is_from() -> None:
    (row,) = rows([TOLLS])
    assert list(COLUMNS) == list(row)
    assert ("'-x", "7", "reading") == (row["query"], row["index_version"], row["order"])
    assert f"{SITE}/documents/tolls#p2" == row["permalink"]
    assert ("2021-04", "yes", "", "Ørst") == (
        row["date"], row["date_inferred"], row["speaker"], row["place"],
    )  # fmt: skip


def test_cells_that_a_spreadsheet_would_run_are_quoted() -> None:
    (row,) = rows([TOLLS])
    assert ("'=HYPERLINK(1)", "'@Herald") == (row["title"], row["source"])
    assert '\'+1 "toll",\nthen -2' == row["text"]


@given(st.text())
def test_no_cell_begins_a_formula_and_every_other_is_left_alone(text: str) -> None:
    assert not quoted(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert quoted(text) in (text, f"'{text}")
    for dangerous in "=+-@\t\r":
        assert f"'{dangerous}{text}" == quoted(dangerous + text)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=9))
def test_any_text_comes_back_out_of_every_form(texts: list[str]) -> None:
    found = [msgspec.structs.replace(TOLLS, text=text, title=text) for text in texts]
    assert [quoted(text) for text in texts] == [row["text"] for row in rows(found)]
    lines = "".join(as_ndjson(export_of(found), SITE)).split("\n")
    decoded = [msgspec.json.decode(line, type=ExportedLine) for line in lines[:-1]]
    assert texts == [line.text for line in decoded]
    answer = msgspec.json.decode("".join(as_json(export_of(found), SITE)), type=ExportAnswer)
    assert texts == [passage.text for passage in answer.passages]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_as_it_is_read(form: ExportFormName) -> None:
    """The first piece comes when one batch was read, not all."""
    read = 0

    def texts() -> Iterator[FoundText]:
        nonlocal read
        for _ in range(10 * BATCH):
            read += 1
            yield TOLLS

    export = export_of([])
    export._texts = texts()
    pieces = FORMS[form](export, SITE)
    next(pieces)
    next(pieces)
    assert read <= 2 * BATCH


def test_a_search_of_an_archive_gives_the_same_in_every_form(engine: EmbeddedEngine) -> None:
    def written(form: ExportFormName) -> str:
        with closing(engine.export(SearchRequest(query="tolls"))) as export:
            return "".join(FORMS[form](export, SITE))

    answer = msgspec.json.decode(written("json"), type=ExportAnswer)
    lines = [msgspec.json.decode(x, type=ExportedLine) for x in written("ndjson").splitlines()]
    table = list(csv.DictReader(io.StringIO(written("csv"), newline="")))
    assert 5 == answer.found_passages == len(answer.passages)
    assert [p.permalink for p in answer.passages] == [line.permalink for line in lines]
    assert [line.permalink for line in lines] == [row["permalink"] for row in table]
    assert {(engine.index_version, "tolls")} == {(x.index_version, x.query) for x in lines}
