"""The quote check and the comparison, as pages and in the API."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from web_page import Page

from search.quotations.quotation import MAX_CHARACTERS

NEAR = "the harbor tolls will all be halved"


def _checked(client: FlaskClient, text: str) -> dict[str, Any]:
    answer = client.post("/api/v1/quote", json={"text": text})
    assert 200 == answer.status_code
    found: dict[str, Any] = answer.get_json()
    return found


def _ids(client: FlaskClient) -> list[str]:
    """The speech on the tolls, and the report on it."""
    found = client.get("/api/v1/search?q=harbour+tolls+halved&sort=date").get_json()["results"]
    return [result["document"]["id"] for result in found]


def test_the_form_says_what_it_takes(client: FlaskClient) -> None:
    page = Page(client, "/quote")
    assert page.all("form.quotation[method=post] label[for=text]")
    assert f"{MAX_CHARACTERS:,}" in page.all("#text-hint")[0].get_text()
    assert page.all("header nav a[aria-current=page]")[0].get_text() == "Quote check"


def test_a_short_text_that_is_sent_gets_an_address_of_its_own(client: FlaskClient) -> None:
    """So that it can be loaded again, kept and sent on."""
    answer = client.post("/quote", data={"text": "  today I bring a date\r\n"})
    assert (303, "/quote?text=today+I+bring+a+date") == (answer.status_code, answer.location)
    assert "Found exactly, 1 time" == Page(client, answer.location).all("h1")[0].get_text()


def test_a_long_text_is_answered_where_it_was_sent(client: FlaskClient) -> None:
    answer = client.post("/quote", data={"text": "no such words anywhere " * 100})
    assert (200, "Not found") == (
        answer.status_code,
        BeautifulSoup(answer.data, "lxml").select("h1")[0].get_text(),
    )


def test_a_near_place_shows_what_was_quoted_otherwise(client: FlaskClient) -> None:
    """Struck out and underlined, and said to those who hear the page."""
    page = Page(client, f"/quote?text={NEAR.replace(' ', '+')}")
    assert "Found nearly" in page.all("h1")[0].get_text()
    first = page.all(".places li")[0]
    assert "Address on the long causeway" in first.select("h3")[0].get_text()
    assert ["quoted as: harbor", "quoted as: all"] == [d.get_text() for d in first.select("del")]
    assert ["stands here: harbour"] == [one.get_text() for one in first.select("ins")]
    assert "Dated by" in first.get_text()
    assert page.all(".places li")[1].select("a[href^='/compare/']")


@pytest.mark.parametrize(("text", "message"), [("?!", "no word"), ("a" * 5001, "5,001 characters")])
def test_what_cannot_be_checked_is_said_beside_the_field(
    client: FlaskClient, text: str, message: str
) -> None:
    answer = client.post("/quote", data={"text": text}, follow_redirects=True)
    soup = BeautifulSoup(answer.data, "lxml")
    assert (400, True) == (answer.status_code, message in soup.select("#text-error")[0].get_text())
    assert soup.select("textarea[aria-invalid][aria-describedby~=text-error]")


def test_nothing_pasted_is_not_a_check(client: FlaskClient) -> None:
    assert 400 == client.post("/quote", data={"text": " "}).status_code
    assert 200 == client.get("/quote").status_code


def test_the_api_tells_the_differences_as_spans_on_both_sides(client: FlaskClient) -> None:
    answer = _checked(client, NEAR)
    place = answer["pieces"][0]["places"][0]
    texts = {passage["number"]: passage["text"] for passage in place["passages"]}
    shown = [
        (
            difference["kind"],
            [NEAR[slice(*span)] for span in difference["quote"]],
            [texts[one["number"]][slice(*one["span"])] for one in difference["found"]],
        )
        for difference in place["differences"]
    ]
    assert [("spelling", ["harbor"], ["harbour"]), ("only_left", ["all"], [""])] == shown
    assert ("near", "2019-11-09") == (place["verdict"], place["document"]["date"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "bad_body"),
        (b"{}", "bad_body"),
        (b'{"text": 1}', "bad_body"),
        (b'{"text": "a", "more": 1}', "bad_body"),
        (b'{"text": "\xff"}', "bad_body"),
        (b'{"text": "?"}', "empty_quote"),
    ],
)
def test_a_faulty_body_is_refused_with_its_reason(
    client: FlaskClient, body: bytes, code: str
) -> None:
    answer = client.post("/api/v1/quote", data=body)
    assert (400, code) == (answer.status_code, answer.get_json()["code"])


def test_a_quotation_of_the_greatest_length_fits_however_it_is_written(
    client: FlaskClient,
) -> None:
    """Escaped in JSON, and in a form, where one character takes twelve."""
    assert "none" == _checked(client, "😀" * (MAX_CHARACTERS - 4) + " zzz")["verdict"]
    assert 413 != client.post("/quote", data={"text": "😀" * MAX_CHARACTERS}).status_code


def test_only_posts_are_checked_by_the_api(client: FlaskClient) -> None:
    answer = client.get("/api/v1/quote")
    assert (405, "OPTIONS" not in answer.headers["Allow"]) == (answer.status_code, True)


def test_two_documents_stand_side_by_side(client: FlaskClient) -> None:
    """Changes struck out on one side, underlined on the other, and said."""
    left, right = _ids(client)
    page = Page(client, f"/compare/{left}/{right}")
    assert ["First", "Second"] == [one.get_text() for one in page.all(".compared dt")]
    assert page.all(".row.changed .first del, .row.dropped .first")
    assert page.all(".row .second")
    assert page.all(f"a[href='/compare/{right}/{left}']")
    assert "left" in client.get(page.link("footer a", "as JSON")).get_json()


def test_what_is_the_same_can_be_left_out(client: FlaskClient) -> None:
    """A document and itself differ in nothing."""
    left, _ = _ids(client)
    assert {"row same"} == {
        " ".join(row["class"]) for row in Page(client, f"/compare/{left}/{left}").all(".row")
    }
    page = Page(client, f"/compare/{left}/{left}?only=changes")
    assert [] == page.all(".row")
    assert "Word for word the same." in page.all("main")[0].get_text()


def test_a_comparison_is_not_sent_twice(client: FlaskClient) -> None:
    left, right = _ids(client)
    address = f"/api/v1/compare/{left}/{right}"
    tag = client.get(address).headers["ETag"]
    assert 304 == client.get(address, headers={"If-None-Match": tag}).status_code


def test_a_document_that_is_not_there_cannot_be_compared(client: FlaskClient) -> None:
    left, _ = _ids(client)
    assert 404 == client.get(f"/compare/{left}/nowhere").status_code
    answer = client.get(f"/api/v1/compare/nowhere/{left}")
    assert (404, "document_not_found") == (answer.status_code, answer.get_json()["code"])
