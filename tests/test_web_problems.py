from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.engine import Engine
from search.errors import EngineUnavailable, QueryError
from search.requests import SearchRequest
from web.problem_kinds import KINDS
from web.problems import problem_of

SEARCH = "/api/v1/search"

FAULTY_QUERIES = {
    '"never closed': "unbalanced_quote",
    "(never closed": "unbalanced_parenthesis",
    "tolls AND": "dangling_operator",
    "*ing": "leading_wildcard",
    "colour:red": "unknown_field",
    "source:": "empty_field",
    "tolls AND AND": "dangling_operator",
    "date:2021-13": "bad_date",
    "has:wings": "unknown_has_field",
    "title:(source:herald)": "nested_field",
    '""': "empty_phrase",
    '"long causeway"~0': "bad_distance",
    "NEAR(causeway, 5)": "bad_near",
    "causeway^0": "bad_boost",
    f"NEAR({'gull ' * 60}, 5)": "near_too_long",
    "a" * 10_000: "query_too_long",
    "word " * 65: "too_many_terms",
    "(" * 21 + "word" + ")" * 21: "query_too_deep",
}


def problem(client: FlaskClient, address: str, **query: str) -> dict[str, Any]:
    response = client.get(address, query_string=query or None)
    assert "application/problem+json" == response.mimetype
    assert "no-store" == response.headers["Cache-Control"]
    found: dict[str, Any] = response.json or {}
    assert response.status_code == found["status"]
    assert {"type", "title", "status", "detail", "code"} <= set(found)
    return found


@pytest.mark.parametrize("query", FAULTY_QUERIES, ids=FAULTY_QUERIES.values())
def test_a_faulty_query_is_refused_with_its_code_and_its_position(
    client: FlaskClient, query: str
) -> None:
    found = problem(client, SEARCH, q=query)
    assert (400, FAULTY_QUERIES[query]) == (found["status"], found["code"])
    assert 0 <= found["position"] <= len(query)
    assert "q" == found["parameter"]
    assert found["code"] in KINDS


def test_every_code_of_the_language_that_is_described_is_one_that_is_given() -> None:
    described = {code for code, kind in KINDS.items() if kind.title.startswith("The query")}
    assert described - {"query_error"} == set(FAULTY_QUERIES.values()) - {"bad_date"}


@pytest.mark.parametrize("query", ['"never closed', "tolls AND", "*ing", "colour:red"])
def test_the_suggestion_of_a_faulty_query_is_accepted(client: FlaskClient, query: str) -> None:
    suggestion = problem(client, SEARCH, q=query)["suggestion"]
    assert 200 == client.get(SEARCH, query_string={"q": suggestion}).status_code


def test_a_document_there_is_not_is_a_404(client: FlaskClient) -> None:
    assert "document_not_found" == problem(client, "/api/v1/documents/nowhere")["code"]


@pytest.mark.parametrize(
    "address", ["/api/v1/serach", "/api/v2/search", "/api/", "/api/v1//search"]
)
def test_an_address_there_is_not_is_a_404(client: FlaskClient, address: str) -> None:
    assert (404, "not_found") == (
        problem(client, address)["status"],
        problem(client, address)["code"],
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", [SEARCH, "/healthz", "/openapi.json", "/api/v1/documents/x"])
def test_other_methods_are_refused_and_the_allowed_ones_named(
    client: FlaskClient, method: str, address: str
) -> None:
    response = client.open(address, method=method)
    assert 405 == response.status_code
    assert {"GET", "HEAD"} == set(response.allow)
    assert response.json
    assert "method_not_allowed" == response.json["code"]


def test_a_huge_body_is_refused_unread(client: FlaskClient) -> None:
    response = client.get(SEARCH, data=b"x" * 100_000)
    assert 413 == response.status_code
    assert response.json
    assert "body_too_large" == response.json["code"]


@pytest.mark.parametrize(
    "address",
    [SEARCH, "/api/v1/documents/x", "/api/v1/suggest", "/api/v1/sources", "/api/v1/fields"],
)
def test_without_an_index_the_api_says_so_and_when_to_ask_again(
    empty_app: Flask, address: str
) -> None:
    response = empty_app.test_client().get(address)
    assert (503, "application/problem+json") == (response.status_code, response.mimetype)
    assert response.json
    assert "no_index" == response.json["code"]
    assert int(response.headers["Retry-After"]) > 0


def test_a_search_that_took_too_long_is_never_half_an_answer(
    app: Flask, client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(request: SearchRequest) -> None:
        raise EngineUnavailable("time_limit", "The search took more than a second.", 7)

    monkeypatch.setattr(engine, "search", too_slow)
    response = client.get(SEARCH)
    assert (503, "7") == (response.status_code, response.headers["Retry-After"])


def test_an_unforeseen_fault_is_a_500_that_gives_nothing_away(
    client: FlaskClient,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(request: SearchRequest) -> None:
        raise RuntimeError("/srv/secret/path")

    monkeypatch.setattr(engine, "search", broken)
    response = client.get(SEARCH)
    assert response.json
    assert (500, "internal_error") == (
        response.status_code,
        response.json["code"],
    )
    assert "secret" not in response.text
    assert "/srv/secret/path" in caplog.text


def test_the_type_of_a_problem_points_to_its_description(client: FlaskClient) -> None:
    address, _, pointer = problem(client, SEARCH, q="*ing")["type"].partition("#/")
    described = client.get(address).json
    assert described is not None
    section, code = pointer.split("/")
    assert 400 == described[section][code]["status"]


def test_a_code_nobody_listed_is_still_a_problem_of_the_query() -> None:
    found = problem_of(QueryError("quite_new", "Something new.", 3))
    assert (400, "quite_new") == (found.status, found.code)
    assert found.type.endswith("/query_error")
