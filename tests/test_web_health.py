from __future__ import annotations

from contextlib import closing
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from index.building.build import build
from search.embedded import EmbeddedEngine
from search.engine import Engine
from web import create_app
from web.settings import Settings


def test_a_process_with_an_index_is_alive_and_ready(client: FlaskClient, engine: Engine) -> None:
    assert {"status": "alive"} == client.get("/healthz").json
    ready = client.get("/readyz")
    assert {"status": "ready", "index_version": engine.index_version} == ready.json
    assert "no-store" == ready.headers["Cache-Control"]


def test_a_process_without_an_index_is_alive_but_not_ready(empty_app: Flask) -> None:
    client = empty_app.test_client()
    assert 200 == client.get("/healthz").status_code
    response = client.get("/readyz")
    assert 503 == response.status_code
    assert response.json
    assert "no_index" == response.json["code"]
    assert int(response.headers["Retry-After"]) > 0


def test_an_index_built_later_is_noticed_without_a_restart(
    archive_dir: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    with closing(EmbeddedEngine(index)) as engine:
        client = create_app(Settings(index=index), engine).test_client()
        assert 503 == client.get("/readyz").status_code
        build([archive_dir], index)
        assert 200 == client.get("/readyz").status_code
        assert 200 == client.get("/api/v1/search?q=gulls").status_code
