"""Exports over HTTP: whole, streamed, tagged, and the same as the results page found."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_page import Page

from search.embedded import EmbeddedEngine
from search.exports.exporting import Export
from search.exports.forms import ExportAnswer
from search.requests import SearchRequest
from web import create_app
from web.settings import Settings

ADDRESSES = ["/search.csv", "/search.ndjson", "/search.json", "/search.atom"]


def rows(client: FlaskClient, query: str) -> list[dict[str, str]]:
    text = client.get(f"/search.csv?{query}").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_holds_every_passage_with_a_permalink_that_leads_to_it(client: FlaskClient) -> None:
    found = rows(client, "q=tolls")
    assert 5 == len(found)
    for row in found:
        address, _, anchor = row["permalink"].removeprefix("http://localhost").partition("#")
        assert Page(client, address).one(f"#{anchor}")
        assert "tolls" == row["query"]


def test_spreadsheets_are_told_that_it_is_utf_8(client: FlaskClient) -> None:
    response = client.get("/search.csv?q=tolls")
    assert response.data.startswith(b"\xef\xbb\xbfquery,")
    assert "text/csv; charset=utf-8" == response.content_type


def test_filters_and_dates_hold_for_exports_too(client: FlaskClient) -> None:
    found = rows(client, "q=tolls&source=herald&date_from=2019&sort=date")
    assert {"The Ostrel Herald"} == {row["source"] for row in found}
    assert {"2019-11-10"} == {row["date"] for row in found}
    assert {"tolls source:herald date:2019.."} == {row["query"] for row in found}


def test_json_says_what_was_asked_of_which_index(
    client: FlaskClient, engine: EmbeddedEngine
) -> None:
    found = msgspec.json.decode(client.get("/search.json?q=tolls").data, type=ExportAnswer)
    assert ("tolls", engine.index_version) == (found.query, found.index_version)
    assert (5, 3, "relevance") == (found.found_passages, found.found_documents, found.order)


def test_nothing_found_is_an_empty_export(client: FlaskClient) -> None:
    assert [] == rows(client, "q=zeppelin")
    assert b"" == client.get("/search.ndjson?q=zeppelin").data
    assert [] == (client.get("/search.json?q=zeppelin").json or {})["passages"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_comes_back_is_told_that_nothing_changed(client: FlaskClient, address: str) -> None:
    first = client.get(f"{address}?q=tolls")
    again = client.get(f"{address}?q=tolls", headers={"If-None-Match": first.headers["ETag"]})
    other = client.get(f"{address}?q=gulls", headers={"If-None-Match": first.headers["ETag"]})
    assert (200, 304, 200) == (first.status_code, again.status_code, other.status_code)
    assert b"" == again.data


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("query", "code"),
    [("q=%22open", "unbalanced_quote"), ("sauce=x", "unknown_parameter"), ("limit=0", None)],
)
def test_what_is_wrong_is_said_before_anything_is_sent(
    client: FlaskClient, address: str, query: str, code: str | None
) -> None:
    response = client.get(f"{address}?{query}")
    assert (400, "application/problem+json") == (response.status_code, response.mimetype)
    assert code in (None, (response.json or {})["code"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_HEAD_has_the_headers_and_reads_nothing(  # noqa: N802
    client: FlaskClient, address: str
) -> None:
    head = client.head(f"{address}?q=tolls")
    assert (200, b"") == (head.status_code, head.data)
    assert head.headers["ETag"] == client.get(f"{address}?q=tolls").headers["ETag"]


def test_what_an_export_holds_open_is_closed_with_the_answer(
    client: FlaskClient, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read to its end, broken off, or never begun."""
    closed: list[str] = []
    export = engine.export

    def watched(request: SearchRequest) -> Export:
        found = export(request)
        found.close = partial(_closed, found.close, closed)
        return found

    monkeypatch.setattr(engine, "export", watched)
    with client.get("/search.csv?q=tolls") as whole:
        assert whole.data
    with client.head("/search.csv?q=tolls"):
        pass
    with client.get("/search.csv?q=tolls") as broken:
        next(iter(broken.response))
    assert 3 == len(closed)


def _closed(close: Callable[[], None], closed: list[str]) -> None:
    close()
    closed.append("closed")


def test_without_an_index_exports_say_so(empty_app: Flask) -> None:
    for address in ADDRESSES:
        response = empty_app.test_client().get(address)
        assert (503, "no_index") == (response.status_code, (response.json or {})["code"])


def test_the_permalinks_are_of_the_address_that_is_set(
    engine: EmbeddedEngine, index_dir: Path
) -> None:
    app = create_app(Settings(index=index_dir, url="https://archive.example/"), engine)
    found = app.test_client().get("/search.json?q=causeway").json or {}
    assert found["passages"][0]["permalink"].startswith("https://archive.example/documents/")


def test_the_results_page_leads_to_all_of_it(client: FlaskClient) -> None:
    page = Page(client, "/?q=tolls&kind=report&page=1")
    assert "4 passages as CSV , NDJSON or JSON , best first" in page.text(".take-away")
    for link in page.all(".take-away li:first-child a"):
        assert 200 == client.get(str(link["href"])).status_code
    found = client.get(page.link(".take-away a", "NDJSON")).text.splitlines()
    assert 4 == len(found)
    feed = page.one("link[rel=alternate]")
    assert ("application/atom+xml", page.link(".take-away a", "Feed")) == (
        feed["type"],
        feed["href"],
    )
    assert "newest first" in Page(client, "/?kind=report").text(".take-away")


def test_the_results_page_says_where_the_order_is_that_of_reading(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.search_page.MAX_WINDOW", 4)
    assert "in the order of reading" in Page(client, "/?q=tolls").text(".take-away")


def test_a_faulty_query_of_the_page_is_repaired_in_its_exports_too(client: FlaskClient) -> None:
    page = Page(client, "/?q=%22harbour+tolls")
    assert 200 == client.get(page.link(".take-away a", "CSV")).status_code
    assert 200 == client.get(page.link(".take-away a", "Feed")).status_code


def test_files_are_named_after_the_query(client: FlaskClient) -> None:
    def name(query: str) -> str:
        response = client.get("/search.csv", query_string={"q": query})
        return response.headers["Content-Disposition"]

    assert 'attachment; filename="sea-wall-2019.csv"' == name('"Sea wall" date:2019').replace(
        "wall-date-", "wall-"
    )
    assert 'attachment; filename="search.csv"' == name("東京")
