"""What leads on from a document: the next words found, its neighbours, and those like it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from web_page import Page, causeway, documents_found

from search.embedded import EmbeddedEngine
from search.errors import EngineUnavailable


def document(client: FlaskClient, query: str) -> str:
    return str(Page(client, f"/?q={query}").one(".result h3 a")["href"]).split("?")[0]


def test_words_found_lead_from_one_paragraph_to_the_next_and_back(client: FlaskClient) -> None:
    """As links, for whoever has no scripts; the paragraphs between are passed over."""
    page = Page(client, f"{causeway(client)}?q=causeway+OR+promise")

    def hops(number: int) -> list[str]:
        return [str(a["href"]) for a in page.all(f"#p{number} .hops a")]

    assert (["#title", "#p3"], [], ["#p1"]) == (hops(1), hops(2), hops(3))
    for link in page.all(".hops a"):
        assert page.one(str(link["href"])).select("mark")
    assert not Page(client, causeway(client)).all(".hops")


def test_a_document_leads_to_those_before_and_after_it(client: FlaskClient) -> None:
    page = Page(client, document(client, "title:halved"))
    assert "From The Ostrel Herald" == page.text(".neighbours h3")
    before = page.link(".neighbours a[rel=prev]", "Dockers walk off")
    assert "15 March 2017" in page.text(".neighbours li")
    assert not page.all(".neighbours a[rel=next]")
    there = Page(client, before)
    assert page.address == there.link(".neighbours a[rel=next]", "halved")


def test_following_the_next_goes_through_a_source(client: FlaskClient) -> None:
    page, seen = Page(client, document(client, 'title:"number 1"')), 1
    while following := page.all(".neighbours a[rel=next]"):
        page, seen = Page(client, str(following[0]["href"])), seen + 1
    assert (12, "Tide bulletin number 12") == (seen, page.text("h1"))


def test_a_document_alone_in_its_row_has_no_neighbours(client: FlaskClient) -> None:
    assert not Page(client, document(client, "title:gulls")).all(".neighbours")


def test_neighbours_are_in_the_api_too(client: FlaskClient) -> None:
    found = client.get(f"/api/v1{document(client, 'title:halved')}").json or {}
    (row,) = found["neighbours"]
    assert ("source", "The Ostrel Herald", None) == (row["field"], row["value"], row["next"])
    assert "Dockers walk off at Saltmere" == row["previous"]["title"]
    assert 200 == client.get(row["previous"]["url"]).status_code


def test_similar_documents_are_found_by_a_search_that_runs(client: FlaskClient) -> None:
    page = Page(client, document(client, "title:halved"))
    titles = [a.get_text() for a in page.all(".similar h3 a")]
    assert "Address on the long causeway" in titles
    assert page.text("h1") not in titles
    search = Page(client, str(page.one(".similar .hint a")["href"]))
    assert documents_found(search) > 1


def test_similar_documents_are_in_the_api_too(client: FlaskClient) -> None:
    address = document(client, "title:halved")
    found = client.get(f"/api/v1{address}/similar?limit=1").json or {}
    assert 1 == len(found["results"])
    shown = Page(client, address).all(".similar h3 a")
    assert found["results"][0]["document"]["title"] == shown[0].get_text()
    assert found["query"] == " OR ".join(found["words"])


def test_a_document_is_shown_where_looking_for_similar_ones_takes_too_long(
    client: FlaskClient, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(document_id: str, limit: int) -> None:
        raise EngineUnavailable("time_limit", f"no time for {limit} like {document_id}")

    monkeypatch.setattr(engine, "similar", late)
    page = Page(client, causeway(client))
    assert page.all(".paragraph")
    assert not page.all(".similar")
