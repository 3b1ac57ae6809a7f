"""The results page: counts, marks, facets, the chart, orders, pages and helpful zeros."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from web_page import Page, documents_found

QUERIES = ["/?q=tolls", "/?sort=date", "/?q=the&date_to=2019&kind=report"]


def test_results_are_counted_exactly_and_marked(client: FlaskClient) -> None:
    """The counts stand in the heading and in the browser's tab; the words found are marked."""
    page = Page(client, "/?q=harbour+tolls")
    assert "4 passages in 3 documents" == page.text("h1")
    assert "harbour tolls — 4 passages in 3 documents" in page.text("title")
    assert 3 == len(page.all("ol.results > li h3"))
    assert {"harbour", "tolls"} == {mark.get_text().lower() for mark in page.all("mark")}


def test_a_result_says_when_where_and_by_whom(client: FlaskClient) -> None:
    """Title, date in words, source, speaker, place and kind, and the paragraph's number."""
    page = Page(client, "/?q=dockers+pay")
    assert "Address on the long causeway" == page.text(".result h3 a")
    meta = page.text(".result .meta")
    for part in (
        "9 November 2019",
        "Office of the President",
        "Mara Torvane",
        "Saltmere",
        "Speech",
    ):
        assert part in meta
    assert "Paragraph 2" == page.one(".snippets a")["aria-label"]
    assert str(page.one(".snippets a")["href"]).endswith("#p2")


def test_an_undated_document_says_so(client: FlaskClient) -> None:
    """Rather than leave a hole."""
    assert "undated" in Page(client, "/?q=gulls").text(".result .meta")


def test_a_paragraph_link_leads_to_its_paragraph(client: FlaskClient) -> None:
    """With the query carried along, so that the words are marked there too."""
    address, anchor = str(Page(client, "/?q=dockers+pay").one(".snippets a")["href"]).split("#")
    page = Page(client, address)
    assert {"dockers", "pay"} == {m.get_text() for m in page.all(f"#{anchor} mark")}
    assert "dockers pay" == page.one("#q")["value"]


@pytest.mark.parametrize("query", QUERIES)
def test_a_facet_finds_as_many_documents_as_it_says(client: FlaskClient, query: str) -> None:
    """Every count beside a value is the count one gets by following it."""
    choices = [a for a in Page(client, query).all(".facet a") if not a.get("aria-current")]
    assert choices
    for choice in choices:
        count = choice.select_one(".figure")
        assert count is not None
        assert int(count.get_text()) == documents_found(Page(client, str(choice["href"])))


def test_a_bar_finds_as_many_documents_as_it_says(client: FlaskClient) -> None:
    """The chart is a filter, and its table says the same as its bars."""
    page = Page(client, "/?q=tolls+OR+tide")
    bars = page.all("svg.bars a")
    rows = page.all(".timeline tbody tr")
    assert ["2017", "2019", "2020"] == [row.th.get_text() for row in rows if row.th]
    assert len(bars) == len(rows)
    for bar, row in zip(bars, rows, strict=True):
        count = int(row.select("td")[0].get_text())
        assert count == documents_found(Page(client, str(bar["href"])))
        assert bar["href"] == row.select("a")[0]["href"]


def test_within_three_years_the_chart_is_by_month(client: FlaskClient) -> None:
    """A single year's bar says nothing; its months do."""
    page = Page(client, "/?q=tide&date_from=2020&date_to=2020")
    assert "Documents by month" == page.text("#timeline-heading")
    assert 12 == len(page.all("svg.bars a"))


def test_filters_that_hold_can_be_taken_off(client: FlaskClient) -> None:
    """Each is a chip, and its link is the same search without it."""
    page = Page(client, "/?q=tolls&source=The+Ostrel+Herald&date_from=2019")
    assert ["Remove Source The Ostrel Herald ×", "Remove Date from 2019 ×"] == [
        " ".join(chip.get_text(" ").split()) for chip in page.all(".active a:not(.all)")
    ]
    without_date = Page(client, page.link(".active a", "Date"))
    assert 2 == documents_found(without_date)
    assert 3 == documents_found(Page(client, page.link(".active a", "Remove all")))


def test_a_chosen_facet_is_shown_as_chosen(client: FlaskClient) -> None:
    """And following it again lets go of it."""
    page = Page(client, "/?q=tolls&kind=report")
    chosen = page.one(".facet a[aria-current]")
    assert "Report" in chosen.get_text()
    assert 3 == documents_found(Page(client, str(chosen["href"])))


def test_the_form_keeps_the_filters(client: FlaskClient) -> None:
    """New words are searched for under the same filters, dates and order."""
    page = Page(client, "/?q=tolls&kind=report&date_from=2017&sort=date")
    fields = {str(i["name"]): str(i["value"]) for i in page.all("form.search input")}
    assert {
        "q": "tolls", "kind": "report", "date_from": "2017", "date_to": "", "sort": "date",
    } == fields  # fmt: skip


def test_the_order_can_be_chosen(client: FlaskClient) -> None:
    """Oldest first begins with the oldest; the order in force is marked."""
    page = Page(client, Page(client, "/?q=tolls").link(".sorts a", "Oldest"))
    assert "15 March 2017" == page.all(".result time")[0].get_text()
    assert "Oldest first" == page.text(".sorts a[aria-current]")


def test_pages_show_every_document_once(client: FlaskClient) -> None:
    """Following Next from the first page to the last."""
    page, seen = Page(client, "/?sort=date"), []
    while True:
        seen += [str(a["href"]) for a in page.all(".result h3 a")]
        following = page.all("a[rel=next]")
        if not following:
            break
        page = Page(client, str(following[0]["href"]))
    assert 16 == len(seen) == len(set(seen))
    assert "Page 2 of 2" == page.text(".pages span")


def test_a_page_beyond_the_last_leads_back(client: FlaskClient) -> None:
    """It is not a search without results."""
    page = Page(client, "/?q=tide&page=40", status=404)
    assert "12 documents" in page.text("h1")
    assert "11 to 12" in Page(client, page.link("main a", "last page")).text(".list-head h2")


def test_a_faulty_query_is_repaired_and_said(client: FlaskClient) -> None:
    """With the way to search for the very words typed."""
    page = Page(client, "/?q=%22harbour+tolls")
    assert documents_found(page) == 3
    assert "repaired" in page.text(".repairs")
    assert len(page.all(".repairs li")) == 1
    assert '"harbour tolls"' in page.text(".repairs code")
    assert documents_found(Page(client, page.link(".repairs a", "as typed"))) == 3


def test_a_misspelt_word_brings_a_suggestion(client: FlaskClient) -> None:
    """Which leads to what was meant."""
    page = Page(client, "/?q=causewey")
    assert "Nothing found" == page.text("h1")
    assert documents_found(Page(client, page.link(".did-you-mean a", "causeway"))) > 0


def test_no_hits_helps_on(client: FlaskClient) -> None:
    """What each word finds, which filter to drop and what is found then, what there is at all."""
    page = Page(client, "/?q=gulls+gannet&source=Harbour+Board&date_to=2019")
    assert "Nothing found" == page.text("h1")
    assert ["gulls stands in 2 passages.", "gannet stands nowhere in the archive."] == [
        found.get_text() for found in page.all(".nothing section:first-child li")
    ]
    page = Page(client, "/?q=gulls&source=Harbour+Board&date_to=2019")
    assert [
        "source: Harbour Board: nothing either",
        "date: until 2019: nothing either",
        "any filter: 2 passages in 1 document; no document of the archive passes them all",
    ] == [found.get_text() for found in page.all(".nothing section:nth-child(2) li")]
    assert 1 == documents_found(Page(client, page.link(".nothing a", "any filter")))
    assert page.all("table.language")


def test_no_hits_tells_what_the_archive_holds_of_the_period(client: FlaskClient) -> None:
    """An archive that has nothing of a month says nothing of what was said in it."""
    said = Page(client, "/?q=tolls&date_from=1998-03&date_to=1998-03").text(".nothing")
    assert "The archive holds no document dated March 1998." in said
    assert "The first after that is of 15 March 2017." in said
    assert "It reaches from 15 March 2017 to 31 December 2020. 1 document has no date." in said


def test_no_hits_names_documents_whose_paragraphs_hold_the_words_apart(
    client: FlaskClient,
) -> None:
    """They are what was asked for, in two paragraphs."""
    page = Page(client, "/?q=winter+dockers")
    assert "1 document holds all of it, but in different paragraphs." in page.text(".nothing")
    address = page.link(".nothing a", "Address on the long causeway")
    assert {"winter", "dockers"} == {m.get_text() for m in Page(client, address).all("mark")}


@pytest.mark.parametrize("words", ["word " * 2000, "(" * 1200, "a" * 10_000])
def test_a_query_beyond_the_limits_is_refused_with_its_limit(
    client: FlaskClient, words: str
) -> None:
    """No repair would keep its meaning."""
    page = Page(client, f"/?q={words}", status=400)
    assert re.search(r"\d", page.text(".lead"))
    assert page.all("table.language")


@pytest.mark.parametrize(
    "query", ['"', "AND", "*ing", "((", "date:2021-13", "colour:red", "-", "~"]
)
def test_no_punctuation_makes_an_error(client: FlaskClient, query: str) -> None:
    """Whatever is typed, something is searched for."""
    response = client.get("/", query_string={"q": query})
    assert 200 == response.status_code
    assert "passage" in response.get_data(as_text=True)


def test_a_wrong_date_is_said_at_its_field(client: FlaskClient) -> None:
    """And nothing is searched for: a filter that is ignored gives a wrong answer."""
    page = Page(client, "/?q=tolls&date_from=2021-13", status=400)
    field = page.one("#date_from")
    assert "true" == field["aria-invalid"]
    assert "2021-13" == field["value"]
    error = str(field["aria-describedby"]).split()[0]
    assert "1998-03" in page.text(f"#{error}")
    assert 3 == documents_found(Page(client, page.link("main a", "without it")))
