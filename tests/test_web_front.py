"""What every request passes: its name, its headers, its counts, its line in the log."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.embedded import EmbeddedEngine
from search.engine import Engine
from web import create_app
from web.logs import REQUESTS, JsonLines
from web.settings import Settings
from web.visits import REQUEST_ID

SEARCH = "/api/v1/search?q=tolls"


@pytest.fixture
def watched(index_dir: Path, engine: EmbeddedEngine) -> FlaskClient:
    """A client of an application that stands behind one proxy and shows its figures."""
    application = create_app(Settings(index=index_dir, proxies=1, metrics=True), engine)
    return application.test_client()


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """The lines that are logged, as they are written."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record))

    handler = Kept()
    logger, root = logging.getLogger(REQUESTS), logging.getLogger()
    root.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lines
    logger.setLevel(logging.NOTSET)
    root.removeHandler(handler)


def figures(client: FlaskClient) -> dict[str, float]:
    """The samples of /metrics by name and labels."""
    text = client.get("/metrics").text
    samples = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in samples}


@pytest.mark.parametrize("address", [SEARCH, "/", "/nowhere", "/static/rostrum.css", "/search.csv"])
def test_every_answer_names_its_request_and_no_two_have_one_name(
    client: FlaskClient, address: str
) -> None:
    names = [client.get(address).headers[REQUEST_ID] for _ in range(2)]
    assert all(re.fullmatch("[0-9a-f]{16}", name) for name in names)
    assert 2 == len(set(names))


def test_a_name_is_taken_from_a_proxy_and_from_nobody_else(
    client: FlaskClient, watched: FlaskClient
) -> None:
    given = {REQUEST_ID: "abc-1"}
    assert "abc-1" == watched.get(SEARCH, headers=given).headers[REQUEST_ID]
    assert "abc-1" != client.get(SEARCH, headers=given).headers[REQUEST_ID]


@pytest.mark.parametrize("name", ["", "a b", "é", "x" * 65, "a;b", '"'])
def test_a_name_that_could_not_stand_in_a_log_is_replaced(watched: FlaskClient, name: str) -> None:
    assert name != watched.get(SEARCH, headers={REQUEST_ID: name}).headers[REQUEST_ID]


def test_requests_are_counted_by_address_and_status(watched: FlaskClient) -> None:
    for address in (SEARCH, SEARCH, "/api/v1/search?q=%22", "/documents/nowhere", "/nowhere"):
        watched.get(address, buffered=True)
    found = figures(watched)
    assert 2 == found['rostrum_requests_total{route="/api/v1/search",status="200"}']
    assert 1 == found['rostrum_requests_total{route="/api/v1/search",status="400"}']
    assert 1 == found['rostrum_requests_total{route="/documents/<document_id>",status="404"}']
    assert 1 == found['rostrum_requests_total{route="(none)",status="404"}']
    assert 1 == found['rostrum_refused_total{code="unbalanced_quote"}']
    assert 3 == found['rostrum_request_seconds_count{route="/api/v1/search"}']
    assert 3 == found['rostrum_request_seconds_bucket{route="/api/v1/search",le="+Inf"}']


def test_a_streamed_answer_is_counted_when_all_of_it_was_sent(watched: FlaskClient) -> None:
    response = watched.get("/search.csv?q=tolls", buffered=False)
    counted = 'rostrum_requests_total{route="/search.csv",status="200"}'
    assert counted not in figures(watched)
    response.close()
    assert 1 == figures(watched)[counted]


def test_the_figures_tell_of_the_index(watched: FlaskClient, engine: Engine) -> None:
    found = figures(watched)
    assert 1 == found[f'rostrum_index_info{{version="{engine.index_version}"}}']
    assert 16 == found["rostrum_index_documents"]
    assert 0 <= found["rostrum_index_age_seconds"] < 3600
    assert found['rostrum_worker_memory_bytes{worker="0",kind="anonymous"}'] > 1e6


def test_every_line_of_the_figures_is_of_the_text_form(watched: FlaskClient) -> None:
    """Prometheus' exposition formats, text format 0.0.4."""
    watched.get(SEARCH)
    response = watched.get("/metrics")
    assert "text/plain; version=0.0.4; charset=utf-8" == response.headers["Content-Type"]
    sample = r'[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [0-9.e+-]+'
    comment = r"# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge|histogram))"
    lines = response.text.splitlines()
    assert [] == [line for line in lines if not re.fullmatch(f"{sample}|{comment}", line)]


def test_figures_are_told_without_an_index(tmp_path: Path) -> None:
    client = create_app(Settings(index=tmp_path, metrics=True)).test_client()
    assert 0 == figures(client)["rostrum_index_up"]


def test_figures_are_shown_only_where_the_settings_say_so(client: FlaskClient) -> None:
    response = client.get("/metrics")
    assert 404 == response.status_code
    assert response.json
    assert "not_found" == response.json["code"]


def test_a_request_is_one_line_without_what_was_searched_for(
    watched: FlaskClient, logged: list[str]
) -> None:
    watched.get(
        "/api/v1/search?q=%22secret", headers={REQUEST_ID: "r1", "X-Forwarded-For": "192.0.2.7"}
    )
    (line,) = map(json.loads, logged)
    assert "secret" not in logged[0]
    shown = {"request_id": "r1", "client": "192.0.2.7", "method": "GET", "status": 400}
    assert shown == {name: line[name] for name in shown}
    assert "/api/v1/search" == line["path"] == line["route"]
    assert "unbalanced_quote" == line["code"]
    assert line["ms"] > 0 < line["bytes"]


def test_a_fault_is_logged_by_kind_and_place_without_its_message(
    app: Flask, logged: list[str], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: object) -> None:
        raise ZeroDivisionError("the gulls of the fish market")

    monkeypatch.setattr(engine, "search", broken)
    response = app.test_client().get(SEARCH)
    assert 500 == response.status_code
    fault = json.loads(logged[0])
    assert "gulls" not in "".join(logged)
    assert ("error", "ZeroDivisionError") == (fault["level"], fault["error"])
    assert "test_web_front.py" in fault["at"][-1]
    assert response.headers[REQUEST_ID] == fault["request_id"]


def test_a_path_with_line_ends_is_still_one_line(watched: FlaskClient, logged: list[str]) -> None:
    watched.get("/nowhere%0a{%22level%22:%22forged%22}%0d%0a", buffered=True)
    (line,) = logged
    assert "\n" not in line
    assert "info" == json.loads(line)["level"]
