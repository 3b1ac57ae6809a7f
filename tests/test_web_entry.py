"""Searches are answered before Flask, with the very answers Flask's view would send."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client
from werkzeug.wrappers import Response

from search.engine import Engine
from web.entry import SearchEntry
from web.security import HEADERS
from web.visits import REQUEST_ID

SEARCH = "/api/v1/search"

ADDRESSES = [
    SEARCH,
    f"{SEARCH}?q=tide&limit=5",
    f"{SEARCH}?q=tide&limit=5&facets=source,kind&timeline=year&date_from=2020",
    f"{SEARCH}?q=%22harbour+tolls%22&group=passage&sort=-date",
    f"{SEARCH}?q=%E9%95%BF",
    f"{SEARCH}?q=é&limit=1",
    f"{SEARCH}?q=%22open&lenient=true",
    f"{SEARCH}?q=%22open",
    f"{SEARCH}?limit=0",
    f"{SEARCH}?lmit=5",
    f"{SEARCH}?q=%ff",
    f"{SEARCH}?cursor=forged",
]

Fetch = Callable[..., tuple[int, list[tuple[str, str]], bytes]]


@pytest.fixture
def by_flask(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    """What Flask's own dispatch answers, without the entry before it."""
    monkeypatch.setattr("web.searching.perf_counter", lambda: 0.0)

    def fetch(address: str, **headers: str) -> tuple[int, list[tuple[str, str]], bytes]:
        with app.test_request_context(address, headers=headers):
            response = app.full_dispatch_request()
        wsgi_headers = response.get_wsgi_headers({})
        return response.status_code, sorted(wsgi_headers), response.data

    return fetch


def by_entry(
    client: FlaskClient, address: str, **headers: str
) -> tuple[int, list[tuple[str, str]], bytes]:
    """What is sent, but for the headers that every answer carries."""
    response = client.get(address, headers=headers)
    everywhere = {*HEADERS, REQUEST_ID}
    own = [(name, value) for name, value in response.headers if name not in everywhere]
    return response.status_code, sorted(own), response.data


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_entry_sends_what_the_view_would_send(
    client: FlaskClient, by_flask: Fetch, address: str
) -> None:
    assert by_flask(address) == by_entry(client, address)


def test_the_entry_says_unchanged_as_the_view_would(client: FlaskClient, by_flask: Fetch) -> None:
    address = f"{SEARCH}?q=tolls"
    held = {"If-None-Match": client.get(address).headers["ETag"]}
    expected = by_flask(address, **held)
    assert 304 == expected[0]
    assert expected == by_entry(client, address, **held)


def test_an_unforeseen_fault_is_a_problem_here_too(
    client: FlaskClient, by_flask: Fetch, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(asked: object) -> None:
        raise ZeroDivisionError(f"a fault of ours in /srv/secret: {asked}")

    monkeypatch.setattr(engine, "search", broken)
    address = f"{SEARCH}?q=tolls"
    expected = by_flask(address)
    assert 500 == expected[0]
    assert b"secret" not in expected[2]
    assert expected == by_entry(client, address)


def test_a_search_never_reaches_flask_and_all_else_does(app: Flask) -> None:
    flask = lambda environ, start: Response("Flask")(environ, start)  # noqa: E731
    client = Client(SearchEntry(flask, app.extensions["rostrum"]))
    assert "application/json" == client.get(f"{SEARCH}?q=tide").mimetype
    assert {"Flask"} == {
        client.post(SEARCH).text,
        client.get(f"{SEARCH}/").text,
        client.get("/api/v1/fields").text,
    }


def test_a_HEAD_has_the_headers_of_the_GET(client: FlaskClient) -> None:  # noqa: N802
    address = f"{SEARCH}?q=tide&limit=5"
    got, headed = client.get(address), client.head(address)
    for response in (got, headed):
        response.headers.pop(REQUEST_ID)
    assert sorted(got.headers) == sorted(headed.headers)
    assert b"" == headed.data


def test_a_search_with_a_huge_body_is_refused_as_any_request_is(client: FlaskClient) -> None:
    assert 413 == client.get(SEARCH, data=b" " * 70_000).status_code
