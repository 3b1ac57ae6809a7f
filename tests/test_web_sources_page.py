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
    rows = {r.th.get_text(): r for r in page.all("#by-time tbody tr") if r.th}
    assert {
        "Harbour Board", "The Ostrel Herald", "Office of the President", "The Island Packet",
    } == set(rows)  # fmt: skip
    herald = " ".join(rows["The Ostrel Herald"].get_text(" ").split())
    assert "15 March 2017" in herald
    assert "10 November 2019" in herald
    assert "None in April 2017 to October 2019" in herald
    assert 2 == documents_found(Page(client, page.link(".sources a", "The Ostrel Herald")))


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[FlaskClient]:
    """An archive of a source whose pages are nearly all menu, and of one that is all text."""
    folder = tmp_path / "archive"
    (folder / "tern").mkdir(parents=True)
    menu = "".join(f"<li><a href='/{n}'>The news of quay {n}</a>" for n in range(400))
    story = "<p>The ferry sailed at noon with forty passengers, and a piano on her deck.</p>"
    page = f"<nav><ul>{menu}</ul></nav><article><h1>A piano</h1>{story}</article>"
    (folder / "tern" / "a.html").write_text(page)
    (folder / "gull.txt").write_text("A gull\n\nIt has learned to open parcels, said the keeper.\n")
    sources = {"The Tern": "tern/*", "The Gull": "gull.txt"}
    (folder / "archive.toml").write_text(
        "".join(
            f'[[source]]\nname = "{name}"\npaths = ["{path}"]\n' for name, path in sources.items()
        )
    )
    yield from served(folder, tmp_path / "index")


def test_a_site_going_wrong_shows_by_what_was_stripped_and_found(changed: FlaskClient) -> None:
    """Text and blocks stripped, fields found, and the reason that is most often given."""
    page = Page(changed, "/sources")
    rows = {r.th.get_text(): r for r in page.all(".extraction tbody tr") if r.th}
    tern, gull = (
        {cell["data-name"]: cell for cell in rows[name].select("td")}
        for name in ("The Tern", "The Gull")
    )
    assert ["wrong"] == [c for c in tern["Text stripped"]["class"] if c != "figure"]
    assert "400 of 402" == tern["Blocks stripped"].get_text()
    assert "0%" == gull["Text stripped"].get_text()
    assert ("100%", "0%") == (tern["Title"].get_text(), tern["Date"].get_text())
    assert "wrong" in tern["Date"]["class"]
    assert "few" in tern["Byline"]["class"]
    assert tern["Mostly because"].select(".reason")
    assert not gull["Mostly because"].get_text()
    assert 1 == documents_found(Page(changed, page.link(".extraction a", "The Tern")))


def test_what_the_page_says_of_extraction_is_in_its_json(changed: FlaskClient) -> None:
    """A row a source, with counts and shares."""
    found = changed.get("/api/v1/sources").get_json()["extraction"]
    tern = next(one for one in found if one["source"] == "The Tern")
    assert (1, 1, 2, 400) == tuple(
        tern[key] for key in ("documents", "captures", "kept", "stripped")
    )
    assert tern["text"] < 0.1
    assert (1, 0) == (tern["fields"]["title"], tern["fields"]["date"])


def test_failed_captures_are_listed_with_their_reason(broken: FlaskClient) -> None:
    """Nothing is left out in silence."""
    failures = Page(broken, "/sources").text(".failures")
    assert "broken.jsonl" in failures
    assert "bad json" in failures
