"""The trends page: curves and a table that say the same, first and last, silences, gaps."""

from __future__ import annotations

from flask.testing import FlaskClient
from web_page import Page


def rows(page: Page) -> list[list[str]]:
    return [
        [cell.get_text() for cell in row.select("th, td")] for row in page.all(".trend-table tr")
    ]


def test_the_form_asks_for_words_and_keeps_them(client: FlaskClient) -> None:
    assert 3 == len(Page(client, "/trends").all("form input[name=q]"))
    page = Page(client, "/trends?q=tolls&q=+&q=tolls&q=gulls&source=The+Ostrel+Herald")
    assert ["tolls", "gulls", ""] == [i["value"] for i in page.all("form input[name=q]")]
    assert "The Ostrel Herald" == page.one("form input[name=source]")["value"]


def test_the_table_has_a_row_a_period_and_a_row_a_gap(client: FlaskClient) -> None:
    page = Page(client, "/trends?q=tolls&q=water&by=year&scale=absolute")
    assert [
        ["Year", "tolls", "water", "Words of the archive"],
        ["2017", "2", "0", "33"],
        ["2018", "no words in the archive"],
    ] == rows(page)[:3]
    assert ["2020", "0", "12"] == rows(page)[-1][:3]


def test_a_figure_leads_to_the_lines_it_counts(client: FlaskClient) -> None:
    page = Page(client, "/trends?q=tolls&by=year&scale=absolute")
    lines = Page(client, page.link(".trend-table a", "3"))
    assert "3 occurrences" == lines.text("h1")
    assert "2019" == lines.one("#date_from")["value"]


def test_the_chart_has_a_dot_a_period_and_no_line_across_a_gap(client: FlaskClient) -> None:
    page = Page(client, "/trends?q=tolls&by=year")
    assert 3 == len(page.all(".trend-svg .dot"))
    assert 1 == len(page.all(".trend-svg .stroke"))
    assert "2018: no words in the archive" == page.text(".no-words title")


def test_few_years_are_shown_by_month(client: FlaskClient) -> None:
    assert "by month" in Page(client, "/trends?q=water&date_from=2019").text("#trend-heading")
    assert "by year" in Page(client, "/trends?q=water").text("#trend-heading")


def test_first_last_and_silence_are_told_with_links(client: FlaskClient) -> None:
    page = Page(client, "/trends?q=promise")
    facts = {dt.get_text(): dt.find_next("dd") for dt in page.all(".said dt")}
    assert ["First", "Last"] == list(facts)[:2]
    assert facts["First"] is not None
    assert "9 November 2019" in facts["First"].get_text()
    assert "I have heard the word promise too often" in facts["First"].get_text()
    assert "…" not in facts["First"].get_text()
    assert "promise" == facts["First"].mark.get_text()  # type: ignore[union-attr]
    silence = Page(client, "/trends?q=tolls+OR+worse").text(".said")
    assert "Longest silence" not in silence


def test_what_has_no_period_is_said(client: FlaskClient) -> None:
    said = Page(client, "/trends?q=gulls").text(".said")
    assert "2 occurrences in 1 document are in no year: 1 undated, 0 not dated to the year." in said


def test_a_word_that_is_not_there_leads_to_why(client: FlaskClient) -> None:
    page = Page(client, "/trends?q=gannet")
    assert "stands nowhere" in Page(client, page.link(".said a", "Why")).text(".nothing")


def test_filters_hold_and_can_be_taken_back(client: FlaskClient) -> None:
    page = Page(client, "/trends?q=tolls&source=The+Ostrel+Herald&date_from=2018")
    assert "2 occurrences" in page.text(".said")
    assert "source" not in page.link(".active a", "Herald")
    assert "date_from=2018" in page.link(".active a", "Herald")


def test_a_wrong_date_is_said_at_its_field(client: FlaskClient) -> None:
    page = Page(client, "/trends?q=tolls&date_from=yesterday", status=400)
    assert "is not a date" in page.text(".field-error")


def test_a_query_beyond_the_limits_is_refused_in_place(client: FlaskClient) -> None:
    page = Page(client, f"/trends?q={'word+' * 2000}", status=400)
    assert page.text("[role=alert]")


def test_figures_can_be_taken_away(client: FlaskClient) -> None:
    page = Page(client, "/trends?q=tolls&q=water&source=Harbour+Board")
    assert 24 == client.get(page.link(".take a", "CSV")).text.count("Harbour Board")
    series = (client.get(page.link("footer a", "JSON")).json or {})["series"]
    assert ["tolls", "water"] == [own["query"]["input"] for own in series]
