"""Real corpora, where they stand beside the project: no capture fails, and dates are right."""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.building.build import build
from index.documents import Capture
from index.extraction.extract import extract
from index.extraction.metadata.datelines import dateline
from index.reading.captures import read_captures

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
AGENCY = CORPORA / "kcna.jsonl.gz"
PAGES = CORPORA / "hansard-html.tar.xz"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="no corpora in ../shared"),
]


def reports() -> Iterator[dict[str, str]]:
    """The agency's reports that open with a dateline."""
    with gzip.open(AGENCY, "rt", encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            if dateline(report["text"]):
                yield report


def test_a_dateline_and_the_day_of_the_capture_give_the_date_of_a_report() -> None:
    right = wrong = 0
    for report in reports():
        capture = Capture(
            path="kcna.jsonl",
            record=report["id"],
            form="record",
            text=report["text"],
            sha256="",
            fields={"title": report["title"], "captured": report["date"]},
        )
        (document,) = extract(capture, Archive()).documents
        if str(document.date) == report["date"]:
            right += 1
        else:
            wrong += 1
    assert right > 1700
    assert right / (right + wrong) >= 0.99


def test_no_capture_of_the_agency_fails(tmp_path: Path) -> None:
    report = build([AGENCY], tmp_path / "index")
    assert ((), 1841, 1841) == (report.failures, report.captures, report.documents)


def test_no_page_of_the_debates_fails(tmp_path: Path) -> None:
    with tarfile.open(PAGES) as archive:
        archive.extractall(tmp_path, filter="data")
    captures = list(read_captures(tmp_path, Archive()))
    assert 50 == len(captures)
    for capture in captures:
        assert isinstance(capture, Capture)
        (document,) = extract(capture, Archive()).documents
        assert Path(capture.path).stem == str(document.date)
