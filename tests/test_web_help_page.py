"""The help page: every example of the language, each a link that runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_page import Page, documents_found, served

from search.language.examples import EXAMPLES
from search.language.fields import FIELDS

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The sample archive, whose words the examples use."""
    yield from served(SEEDS, tmp_path_factory.mktemp("sample") / "index")


def test_every_example_runs_and_finds_something_in_the_sample_archive(sample: FlaskClient) -> None:
    page = Page(sample, "/help")
    links = {a.get_text(): str(a["href"]) for a in page.all(".help td a")}
    assert {e.query for e in EXAMPLES} | {f.example for f in FIELDS} == set(links)
    for query, address in links.items():
        found = Page(sample, address)
        assert query == found.one("#q")["value"]
        assert not found.all(".repairs")
        assert documents_found(found), query


def test_code_within_an_explanation_is_shown_as_code(client: FlaskClient) -> None:
    page = Page(client, "/help")
    assert "`" not in page.text("main")
    assert "NOT ferry" in [code.get_text() for code in page.all("td:last-child code")]


def test_fields_say_how_many_documents_of_this_archive_have_them(client: FlaskClient) -> None:
    rows = {row.td.get_text(): row for row in Page(client, "/help").all("tr") if row.td}
    assert "15 documents with it" == rows["date:2017..2021"].select("td")[2].get_text()


def test_every_page_leads_to_the_help(client: FlaskClient) -> None:
    for address in ("/", "/?q=tolls", "/sources", "/nowhere"):
        status = 404 if address == "/nowhere" else 200
        assert "/help" == Page(client, address, status).link("header nav a", "Help")
    assert "page" == Page(client, "/help").one("header nav a[href='/help']")["aria-current"]
