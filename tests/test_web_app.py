from __future__ import annotations

import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import web
from search.engine import Engine
from web import create_app
from web.operations import OPERATIONS
from web.security import CONTENT_SECURITY_POLICY, HEADERS
from web.services import Services
from web.settings import Settings, from_environment

EVERYWHERE = [
    "/", "/?q=tolls", "/documents/nowhere", "/sources", "/nowhere",
    "/quote", "/quote?text=tolls", "/compare/a/b", "/api/v1/compare/a/b", "/api/v1/quote",
    "/api/v1/search", "/api/v1/search?limit=x", "/api/v1/nowhere",
    "/healthz", "/readyz", "/openapi.json", "/help", "/documents/nowhere/cite",
    "/search.csv?q=tolls", "/search.ndjson", "/search.json?q=%22", "/search.atom", "/search.exe",
]  # fmt: skip


def test_the_package_exports_the_factory_alone() -> None:
    assert ["create_app"] == web.__all__


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_carries_the_headers_that_keep_a_browser_safe(
    client: FlaskClient, address: str
) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert set(CONTENT_SECURITY_POLICY.split("; ")) <= set(policy.split("; "))
    assert "unsafe" not in policy
    others = HEADERS.keys() - {"Content-Security-Policy"}
    assert {name: HEADERS[name] for name in others} == {name: headers[name] for name in others}


@pytest.mark.parametrize("address", EVERYWHERE)
def test_no_answer_sets_a_cookie(client: FlaskClient, address: str) -> None:
    assert "Set-Cookie" not in client.get(address).headers


def test_the_views_find_the_engine_and_the_settings(app: Flask, engine: Engine) -> None:
    found = app.extensions["rostrum"]
    assert isinstance(found, Services)
    assert engine is found.engine


def test_every_address_below_the_api_is_described(app: Flask) -> None:
    routes = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("api.", "health.", "exports.", "citations."))
    }
    assert {operation.path for operation in OPERATIONS} == routes


def test_the_environment_is_read_where_no_settings_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROSTRUM_INDEX", str(tmp_path / "papers"))
    assert tmp_path / "papers" == create_app().extensions["rostrum"].settings.index


def test_arguments_win_over_the_environment_and_it_over_the_defaults() -> None:
    environment = {"ROSTRUM_INDEX": "/srv/one", "ROSTRUM_SECRET": "key"}
    found = from_environment(environment, index=Path("/srv/two"))
    assert found == Settings(index=Path("/srv/two"), secret="key")
    assert from_environment({"ROSTRUM_SECRET": ""}).secret is None


def test_the_index_path_is_absolute_and_never_in_the_python_environment() -> None:
    index = from_environment({}).index
    assert index.is_absolute()
    assert Path(sys.prefix) not in index.parents
