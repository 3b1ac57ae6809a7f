from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.__main__ import stats_command
from search.engine import Engine

SEARCH = "/api/v1/search"


def ids(response: TestResponse) -> list[str]:
    return [result["document"]["id"] for result in body(response)["results"]]


def body(response: TestResponse) -> dict[str, Any]:
    assert response.json is not None, response.text
    found: dict[str, Any] = response.json
    return found


def document_id(client: FlaskClient, query: str) -> str:
    return ids(client.get(SEARCH, query_string={"q": query}))[0]


def following(response: TestResponse) -> str | None:
    header = response.headers.get("Link", "")
    assert header == "" or header.endswith('>; rel="next"')
    return header.partition("<")[2].partition(">")[0] or None


def test_a_phrase_is_found_in_the_speech_and_in_the_report_that_quotes_it(
    client: FlaskClient,
) -> None:
    found = body(client.get(SEARCH, query_string={"q": '"harbour tolls will be halved"'}))
    assert found["total"]["documents"] == 2
    assert {"Office of the President", "The Ostrel Herald"} == {
        result["document"]["source"] for result in found["results"]
    }


def test_highlights_are_offsets_of_the_matched_words_in_plain_text(client: FlaskClient) -> None:
    found = body(client.get(SEARCH, query_string={"q": "gulls", "group": "passage"}))
    marked = [
        passage["text"][start:end]
        for result in found["results"]
        for passage in result["passages"]
        for start, end in passage["highlights"]
    ]
    assert ["gulls", "gulls"] == marked


def test_a_filter_and_the_same_words_in_the_query_find_the_same(client: FlaskClient) -> None:
    as_parameter = client.get(SEARCH, query_string={"q": "tolls", "source": "herald"})
    as_words = client.get(SEARCH, query_string={"q": "tolls source:herald"})
    assert ids(as_words) == ids(as_parameter)
    assert body(as_parameter)["total"]["documents"] == 2


def test_values_of_one_filter_are_alternatives(client: FlaskClient) -> None:
    response = client.get(f"{SEARCH}?source=herald&source=packet")
    assert body(response)["total"]["documents"] == 3


def test_dates_bound_a_search_on_both_sides(client: FlaskClient) -> None:
    response = client.get(SEARCH, query_string={"date_from": "2020-03", "date_to": "2020-05"})
    assert body(response)["total"]["documents"] == 3


def test_facets_and_timeline_count_the_documents_found(client: FlaskClient) -> None:
    found = body(client.get(f"{SEARCH}?q=tolls&facets=source,kind&timeline=year"))
    assert {"source", "kind"} == set(found["facets"])
    assert {"The Ostrel Herald": 2, "Office of the President": 1} == {
        facet["value"]: facet["count"] for facet in found["facets"]["source"]
    }
    assert 3 == sum(bucket["count"] for bucket in found["timeline"])


def test_pages_follow_each_other_and_hold_every_result_once(client: FlaskClient) -> None:
    address: str | None = f"{SEARCH}?q=tide&limit=5&sort=date"
    seen: list[list[str]] = []
    while address:
        response = client.get(address)
        seen.append(ids(response))
        address = following(response)
        assert bool(address) == bool(body(response)["next"])
    assert [5, 5, 2] == [len(page) for page in seen]
    assert len({document for page in seen for document in page}) == 12


def test_paging_ends_at_the_window(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.searching.MAX_WINDOW", 7)
    first = body(client.get(f"{SEARCH}?q=tide&limit=5"))
    second = body(client.get(f"{SEARCH}?q=tide&limit=5&cursor={first['next']}"))
    assert len(second["results"]) == 2
    assert second["next"] is None


def test_a_faulty_query_is_repaired_when_asked_for(client: FlaskClient) -> None:
    found = body(client.get(SEARCH, query_string={"q": '"long causeway', "lenient": "true"}))
    assert ["unbalanced_quote"] == [repair["code"] for repair in found["query"]["repairs"]]
    assert found["total"]["documents"] >= 1


def test_a_document_comes_whole_with_its_evidence_and_its_audit(client: FlaskClient) -> None:
    found = body(client.get(f"/api/v1/documents/{document_id(client, 'title:causeway')}"))
    assert "Address on the long causeway" == found["title"]
    assert ("2019-11-09", "day") == (found["date"], found["date_precision"])
    assert "Mara Torvane" == found["metadata"]["speaker"]["value"]
    assert [0, 1, 2, 3] == [passage["number"] for passage in found["passages"]]
    assert found["passages"][1]["url"] == f"{found['url']}#p1"
    assert any(block["kept"] for block in found["audit"])


def test_a_query_carried_to_a_document_is_highlighted_in_it(client: FlaskClient) -> None:
    identifier = document_id(client, "title:causeway")
    found = body(client.get(f"/api/v1/documents/{identifier}", query_string={"q": "dockers"}))
    marked = [
        passage["text"][start:end]
        for passage in found["passages"]
        for start, end in passage["highlights"]
    ]
    assert ["dockers"] == marked


def test_the_page_of_a_document_stands_where_its_answer_says(client: FlaskClient) -> None:
    identifier = document_id(client, "title:causeway")
    page = body(client.get(f"/api/v1/documents/{identifier}"))["url"]
    assert 200 == client.get(page).status_code


def test_the_address_of_every_passage_is_a_place_on_its_page(client: FlaskClient) -> None:
    """The title's too, which has no number there."""
    found = body(client.get(SEARCH, query_string={"q": "causeway", "group": "passage"}))
    addresses = [hit["url"] for result in found["results"] for hit in result["passages"]]
    assert any(address.endswith("#title") for address in addresses)
    for address in addresses:
        page, anchor = address.split("#")
        assert f'id="{anchor}"' in client.get(page).text


def test_a_beginning_is_completed_to_words_of_the_archive(client: FlaskClient) -> None:
    found = body(client.get("/api/v1/suggest?q=causew"))
    assert "causeway" in [suggestion["value"] for suggestion in found["suggestions"]]


def test_values_of_a_field_are_completed(client: FlaskClient) -> None:
    found = body(client.get("/api/v1/suggest?q=har&field=source&limit=1"))
    assert ["Harbour Board"] == [suggestion["value"] for suggestion in found["suggestions"]]


def test_sources_add_up_to_the_archive(client: FlaskClient) -> None:
    found = body(client.get("/api/v1/sources"))
    assert "Papers of Valdoria" == found["title"]
    assert found["documents"] == sum(source["documents"] for source in found["sources"]) == 16


def test_fields_come_with_an_example_that_can_be_searched(client: FlaskClient) -> None:
    fields = body(client.get("/api/v1/fields"))["fields"]
    assert {"title", "source", "speaker", "date"} <= {field["name"] for field in fields}
    for field in fields:
        response = client.get(SEARCH, query_string={"q": field["example"]})
        assert 200 == response.status_code, response.text


@pytest.mark.parametrize(
    "address", [SEARCH, f"{SEARCH}?q=tolls", "/api/v1/sources", "/api/v1/fields", "/readyz"]
)
def test_head_answers_as_get_does_without_a_body(client: FlaskClient, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert 200 == head.status_code
    assert b"" == head.data
    assert head.headers.get("ETag") == get.headers.get("ETag")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_every_answer_names_the_index_it_came_from(client: FlaskClient, engine: Engine) -> None:
    for address in (SEARCH, "/api/v1/suggest?q=a", "/api/v1/sources", "/api/v1/fields", "/readyz"):
        assert engine.index_version == body(client.get(address))["index_version"]


def test_the_command_line_prints_of_an_archive_what_the_api_answers(
    client: FlaskClient, index_dir: Path
) -> None:
    printed = CliRunner().invoke(stats_command, ["--index", str(index_dir), "--json"])
    assert json.loads(printed.output) == body(client.get("/api/v1/sources"))
