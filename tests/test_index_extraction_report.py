"""The report on extraction: what was kept and found of each source, and why the rest was not."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from index.building.build import build, build_from_documents
from index.commands import extraction_report as extraction_report_module
from index.commands.extraction_report import (
    FEWEST,
    SAMPLE,
    extraction_report,
    sampled,
    source_extraction,
)
from index.documents import Block, Document
from index.storage.generations import open_generation
from rostrum import main

PAGE = "News\nSport\nTides\n\nBoat {n} sails at noon\n\nBy Ilse Marrow\n\n" + "\n".join(
    f"The ferry to the outer islands sailed at noon with the mail, {{n}} and {n} passengers."
    for n in range(4)
)


def block(text: str, reason: str, *, kept: bool = False) -> Block:
    return Block(text=text, kept=kept, role="paragraph" if kept else "furniture", reason=reason)


def test_shares_are_of_captures_not_of_the_documents_cut_from_them() -> None:
    blocks = [
        block("x" * 30, "prose", kept=True),
        block("x" * 5, "menu line: one of 7 short lines"),
        block("x" * 5, "menu line: one of 12 short lines"),
    ]
    documents = [
        Document(id=str(n), path="a.txt", ordinal=n, title="Ferry" if n else None) for n in range(2)
    ]
    found = source_extraction("Herald", [(documents[0], blocks), (documents[1], None)])
    assert (2, 1, 1, 2, 0.75) == (
        found.documents, found.captures, found.kept, found.stripped, found.text,
    )  # fmt: skip
    assert (0.5, 0.0, 0.0) == (found.fields["title"], found.fields["date"], found.fields["kind"])
    assert {"menu line: one of # short lines": 2} == found.reasons


def test_a_sample_runs_evenly_from_the_first_document_to_the_last() -> None:
    few, many = np.array([3, 7]), np.arange(10_000)
    assert [3, 7] == sampled(few, SAMPLE)
    found = sampled(many, SAMPLE)
    assert (SAMPLE, 0, 9_999) == (len(found), found[0], found[-1])
    assert {50, 51} >= set(np.diff(found).tolist())


def test_however_many_the_sources_are_the_report_does_not_take_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [
        Document(id=str(n), path=f"{n}.txt", source=f"Source {n % 4}", paragraphs=("Tide.",))
        for n in range(80)
    ]
    build_from_documents(documents, tmp_path)
    monkeypatch.setattr(extraction_report_module, "MOST", 20)
    with closing(open_generation(tmp_path)) as generation:
        assert [5] * 4 == [one.documents for one in extraction_report(generation)]
        monkeypatch.setattr(extraction_report_module, "MOST", 1)
        assert [FEWEST] * 4 == [one.documents for one in extraction_report(generation)]


def test_an_issue_of_many_documents_is_looked_at_once(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    story = "The ferry to the outer islands sailed at noon with the mail and nine passengers."
    records = [{"id": str(n), "title": f"Boat {n}", "text": story} for n in range(3)]
    (archive / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records))
    build([archive], tmp_path / "index")
    with closing(open_generation(tmp_path / "index")) as generation:
        (found,) = extraction_report(generation)
    assert (3, 3, 3, 0) == (found.documents, found.captures, found.kept, found.stripped)


def test_the_command_reports_by_source_as_a_table_and_as_json(
    tmp_path: Path, runner: CliRunner
) -> None:
    archive = tmp_path / "archive"
    (archive / "herald").mkdir(parents=True)
    for n in range(4):
        (archive / "herald" / f"{n}.txt").write_text(PAGE.format(n=n))
    (archive / "archive.toml").write_text('[[source]]\nname = "The Herald"\npaths = ["herald/*"]\n')
    build([archive], tmp_path / "index")
    arguments = ["stats", "--extraction", "--index", str(tmp_path / "index")]
    table = runner.invoke(main, arguments, env={"COLUMNS": "120"})
    assert 0 == table.exit_code, table.output
    assert "The Herald" in table.output
    (found,) = json.loads(runner.invoke(main, [*arguments, "--json"]).output)
    assert ("The Herald", 4) == (found["source"], found["documents"])
    assert 1.0 == found["fields"]["byline"]
    with closing(open_generation(tmp_path / "index")) as generation:
        assert 0.5 < extraction_report(generation)[0].text < 1
