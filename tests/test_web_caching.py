from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from search.engine import Engine

ADDRESSES = ["/api/v1/search?q=tolls", "/api/v1/sources", "/api/v1/fields", "/openapi.json"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_asks_again_is_told_that_nothing_changed(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert "no-cache" == first.headers["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (304, b"") == (again.status_code, again.data)
    assert first.headers["ETag"] == again.headers["ETag"]


def test_a_304_searches_for_nothing(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = client.get("/api/v1/search?q=tolls").headers["ETag"]
    monkeypatch.setattr(engine, "search", None)
    again = client.get("/api/v1/search?q=tolls", headers={"If-None-Match": tag})
    assert 304 == again.status_code


def test_the_order_of_parameters_is_no_difference_but_their_values_are(
    client: FlaskClient,
) -> None:
    def tag(parameters: str) -> str:
        return client.get(f"/api/v1/search?{parameters}").headers["ETag"]

    assert tag("q=tolls&limit=5") == tag("limit=5&q=tolls")
    assert len({tag("q=tolls"), tag("q=tolls&limit=5"), tag("q=toll")}) == 3


def test_a_star_does_not_hide_a_fault(client: FlaskClient) -> None:
    headers = {"If-None-Match": "*"}
    assert 404 == client.get("/api/v1/documents/nowhere", headers=headers).status_code
    assert 400 == client.get("/api/v1/search?limit=x", headers=headers).status_code


def test_the_tag_changes_with_the_index(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = client.get("/api/v1/fields").headers["ETag"]
    monkeypatch.setattr(type(engine), "index_version", "000999-ffffffff")
    again = client.get("/api/v1/fields", headers={"If-None-Match": tag})
    assert 200 == again.status_code
    assert tag != again.headers["ETag"]
