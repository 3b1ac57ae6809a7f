"""Concordances and trends of the API, and their tables."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.answers import concordance as concordance_answer
from search.answers import trends as trends_answer


def answered(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert 200 == response.status_code, response.text
    found: dict[str, Any] = response.json or {}
    return found


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert 200 == response.status_code, response.text
    assert "text/csv; charset=utf-8" == response.headers["Content-Type"]
    return list(csv.DictReader(StringIO(response.text, newline="")))


def test_pages_of_lines_follow_each_other_and_hold_every_line_once(client: FlaskClient) -> None:
    """However many there are: the cursor goes on to the last."""
    address = "/api/v1/concordance?q=the&sort=left&limit=5"
    whole = answered(client, "/api/v1/concordance?q=the&sort=left")
    lines: list[dict[str, Any]] = []
    following: str | None = ""
    while following is not None:
        page = answered(client, f"{address}&cursor={following}" if following else address)
        lines += page["lines"]
        following = page["next"]
    assert whole["total"]["occurrences"] == len(lines) > 10
    assert whole["lines"] == lines


def test_a_line_names_its_document_whose_metadata_is_sent_once(client: FlaskClient) -> None:
    found = answered(client, '/api/v1/concordance?q="harbour+tolls"&context=2')
    assert {line["document"] for line in found["lines"]} == set(found["documents"])
    line = next(line for line in found["lines"] if line["passage"])
    text = answered(client, line["url"].split("#")[0].replace("/documents", "/api/v1/documents"))
    passage = next(p for p in text["passages"] if p["number"] == line["passage"])
    assert passage["text"][line["start"] :].startswith(line["match"])


def test_a_cursor_belongs_to_its_lines(client: FlaskClient) -> None:
    cursor = answered(client, "/api/v1/concordance?q=the&limit=5")["next"]
    for address in ("/api/v1/concordance?q=the&limit=5&sort=left", "/api/v1/search?q=the"):
        response = client.get(f"{address}&cursor={cursor}")
        assert (400, "bad_cursor") == (response.status_code, (response.json or {})["code"])


@pytest.mark.parametrize("address", ["/api/v1/concordance?q=tolls", "/api/v1/trends?q=tolls&q=a"])
def test_who_holds_the_answer_is_told_so(client: FlaskClient, address: str) -> None:
    tag = client.get(address).headers["ETag"]
    assert 304 == client.get(address, headers={"If-None-Match": tag}).status_code


def test_trends_are_a_series_a_query(client: FlaskClient) -> None:
    found = answered(client, "/api/v1/trends?q=tolls&q=gannet&by=month&kind=report")
    tolls, gannet = found["series"]
    assert {"from": "2017-03", "occurrences": 2, "passages": 2, "words": 33} == {
        key: value for key, value in tolls["points"][0].items() if key != "per_million"
    }
    assert {"from": "2017-04", "to": "2019-10"} == tolls["gaps"][0]
    assert ("2017-03-15", "2019-11-10") == (
        tolls["first"]["document"]["date"], tolls["last"]["document"]["date"],
    )  # fmt: skip
    assert tolls["points"][0].keys() == gannet["points"][0].keys()
    assert gannet["first"] is None


def test_too_many_queries_are_refused_by_their_number(client: FlaskClient) -> None:
    response = client.get("/api/v1/trends?" + "&".join(f"q=w{n}" for n in range(7)))
    assert 400 == response.status_code
    assert "at most 6 times" in (response.json or {})["detail"]


def test_a_table_of_lines_holds_them_all_with_the_query_and_addresses(client: FlaskClient) -> None:
    rows = table(client, "/concordance.csv?q=the&sort=date&kind=report")
    whole = answered(client, "/api/v1/concordance?q=the&sort=date&kind=report")
    assert [line["match"] for line in whole["lines"]] == [row["match"] for row in rows]
    assert tuple(rows[0]) == concordance_answer.COLUMNS
    assert {"the kind:report"} == {row["query"] for row in rows}
    assert {whole["index_version"]} == {row["index_version"] for row in rows}
    assert rows[0]["url"].startswith("http://localhost/documents/")


def test_a_table_of_trends_has_a_row_a_period(client: FlaskClient) -> None:
    rows = table(client, "/trends.csv?q=tolls&q=water")
    assert tuple(rows[0]) == trends_answer.COLUMNS
    assert [("tolls", "2017"), ("tolls", "2019"), ("tolls", "2020")] == [
        (row["query"], row["from"]) for row in rows[:3]
    ]


@pytest.mark.parametrize(
    "address", ['/concordance.csv?q="open', "/concordance.csv?limit=3", "/trends.csv?q=a&by=week"]
)
def test_a_faulty_table_is_refused_with_a_problem(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert 400 == response.status_code
    assert "application/problem+json" == response.headers["Content-Type"]


def test_without_an_index_tables_are_not_available(empty_app: Any) -> None:  # noqa: ANN401
    assert 503 == empty_app.test_client().get("/concordance.csv?q=a").status_code
