"""What the archive holds, with its gaps and failures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_page import Page, documents_found, served


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[FlaskClient]:
    """An archive one file of which cannot be read."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "good.jsonl").write_text(json.dumps({"title": "A", "text": "Quays."}) + "\n")
    (folder / "broken.jsonl").write_text('{"title": "B", "text": \n')
    yield from served(folder, tmp_path / "index")


def test_sources_lists_everything_with_its_dates(client: FlaskClient) -> None:
    """And the first and last date, what is undated, and the months without any."""
    page = Page(client, "/sources")
    rows = {r.th.get_text(): r for r in page.all(".sources tbody tr") if r.th}
    assert {
        "Harbour Board", "The Ostrel Herald", "Office of the President", "The Island Packet",
    } == set(rows)  # fmt: skip
    herald = " ".join(rows["The Ostrel Herald"].get_text(" ").split())
    assert "15 March 2017" in herald
    assert "10 November 2019" in herald
    assert "None in April 2017 to October 2019" in herald
    assert 2 == documents_found(Page(client, page.link(".sources a", "The Ostrel Herald")))


def test_failed_captures_are_listed_with_their_reason(broken: FlaskClient) -> None:
    """Nothing is left out in silence."""
    failures = Page(broken, "/sources").text(".failures")
    assert "broken.jsonl" in failures
    assert "bad json" in failures
