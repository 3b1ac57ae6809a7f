"""The page of lines: aligned, counted, sorted, with links to read on."""

from __future__ import annotations

from flask.testing import FlaskClient
from web_page import Page


def lines(page: Page) -> list[str]:
    return [" ".join(line.get_text().split()) for line in page.all(".lines .line")]


def test_every_occurrence_is_a_line_with_its_match_marked(client: FlaskClient) -> None:
    page = Page(client, "/?view=concordance&q=tolls&order=date")
    assert "5 occurrences" == page.text("h1")
    assert ["tolls"] * 5 == [mark.get_text().lower() for mark in page.all(".lines mark")]
    assert "left the quays on Tuesday over the harbour tolls." in lines(page)[0]


def test_a_line_leads_to_its_paragraph_with_the_words_marked(client: FlaskClient) -> None:
    page = Page(client, "/?view=concordance&q=bridge")
    address, anchor = page.link(".lines .where a", "10 November 2019").split("#")
    assert ["bridge"] == [m.get_text() for m in Page(client, address).all(f"#{anchor} mark")]


def test_the_view_and_its_order_travel_with_every_link_and_the_form(client: FlaskClient) -> None:
    page = Page(client, "/?view=concordance&q=tolls&order=left&context=25&source=The+Ostrel+Herald")
    hidden = {str(i["name"]): i["value"] for i in page.all("form.search input[type=hidden]")}
    assert {"view": "concordance", "order": "left", "context": "25"}.items() <= hidden.items()
    assert "order=left" in page.link(".sorts a", "50")
    assert "view=concordance" in page.link(".active a", "Herald")
    assert ["what precedes", "25"] == [a.get_text() for a in page.all(".sorts a[aria-current]")]
    assert "view=" not in page.link(".views a", "Documents")
    assert "/trends?q=tolls&source=" in page.link(".views a", "Over time")


def test_what_is_taken_away_is_the_same_lines(client: FlaskClient) -> None:
    page = Page(client, "/?view=concordance&q=tolls&order=left")
    response = client.get(page.link(".take a", "CSV"))
    assert 6 == len(response.text.splitlines())
    assert 5 == len((client.get(page.link("footer a", "JSON")).json or {})["lines"])


def test_a_page_beyond_the_last_leads_back(client: FlaskClient) -> None:
    page = Page(client, "/?view=concordance&q=tolls&page=2000", status=404)
    assert 5 == len(lines(Page(client, page.link("p a", "last page"))))


def test_filters_alone_have_no_lines_and_it_says_so(client: FlaskClient) -> None:
    page = Page(client, "/?view=concordance&q=kind:speech")
    assert "0 occurrences" == page.text("h1")
    assert "filters occurs nowhere" in page.text(".notice")


def test_a_word_that_is_not_there_is_explained(client: FlaskClient) -> None:
    page = Page(client, "/?view=concordance&q=gannet")
    assert "Nothing found" == page.text("h1")
    assert "stands nowhere" in page.text(".nothing")


def test_a_faulty_query_is_repaired_and_the_repair_told(client: FlaskClient) -> None:
    page = Page(client, '/?view=concordance&q="harbour+tolls')
    assert page.all(".repairs")
    assert page.all(".lines li")


def test_hostile_text_stays_text(client: FlaskClient) -> None:
    page = Page(client, "/?view=concordance&q=worse")
    assert "parcels <b>& worse</b>." in lines(page)[0]
    assert not page.all(".lines b")
