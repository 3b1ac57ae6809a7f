"""When a page was published: what it shows at its head, what its markup says, what is an update."""

from __future__ import annotations

import pytest

from index.archive import Archive
from index.documents import Capture, Document
from index.extraction.extract import extract
from index.extraction.html.published import unglued

PARAGRAPH = (
    "The ferry Ostrel Maid sailed at noon with forty passengers and a piano on her deck, and "
    "nobody, said the harbour master, had asked him about it before it was aboard. "
)
TEXT = f"<p>{PARAGRAPH * 2}</p><p>{PARAGRAPH}It will be landed on Thursday.</p>"


def document(above: str = "", below: str = "", markup: str = "", head: str = "") -> Document:
    meta = f'<meta property="article:published_time" content="{markup}">' if markup else ""
    html = (
        f"<html><head>{head}{meta}<title>A piano puts to sea</title></head><body><article>"
        f"<h1>A piano puts to sea</h1>{above}{TEXT}{below}</article></body></html>"
    )
    capture = Capture(path="p.html", form="html", text=html, sha256="")
    return extract(capture, Archive()).documents[0]


def test_an_earlier_day_at_the_head_of_the_text_is_that_of_publication() -> None:
    found = document(above="<p class='date'>April 7, 2011</p>", markup="2019-05-02T10:00:00Z")

    assert "2011-04-07" == str(found.date)
    assert "line above the text, earlier than" in found.evidence["date"].rule


def test_a_later_day_at_the_head_does_not_replace_what_the_markup_says() -> None:
    found = document(above="<p class='date'>May 9, 2021</p>", markup="2019-05-02T10:00:00Z")

    assert "2019-05-02" == str(found.date)


@pytest.mark.parametrize("label", ["Updated", "Last updated on", "Modified:"])
def test_an_update_s_day_is_only_believed_where_there_is_no_other(label: str) -> None:
    update = f"<p class='date'>{label} May 9, 2021</p>"

    assert "2021-04-07" == str(document(update + "<p class='date'>April 7, 2021</p>").date)
    assert "2021-05-09" == str(document(update).date)
    assert document(below=update).date is None


def test_below_the_text_only_a_day_by_itself_is_its_date() -> None:
    assert "2021-04-07" == str(document(below="<p>Published April 7, 2021</p>").date)
    assert document(below="<p>Date: April 7, 2021 11:53:40 -0500 (EST)</p>").date is None
    assert document(below="<p>April 7, 2021 May 9, 2020</p>").date is None


def test_a_month_with_a_count_is_of_an_archive_s_list() -> None:
    assert document(above="<p>March 2019 (4)</p>").date is None


def test_dates_are_read_where_spaces_stood_only_on_the_screen() -> None:
    assert "News December 22, 2022 Updated: January 2, 2026" == unglued(
        "NewsDecember 22, 2022Updated: January 2, 2026"
    )


def test_a_day_that_only_the_data_gives_is_that_of_an_entry_in_a_database() -> None:
    data = '{"@type": "NewsArticle", "datePublished": "2019-05-02"}'
    told = f'<script type="application/ld+json">{data}</script>'

    assert document(told).date is None
    assert "2019-05-02" == str(document(told, markup="2019-05-02T10:00:00Z").date)
    assert "2019-05-02" == str(document(told + "<p>Saltmere, May 2, 2019</p>").date)
    assert "2019-05-02" == str(document(told + "<p>Updated May 9, 2021</p>").date)


def test_the_entrance_of_a_site_has_no_date_though_its_markup_has_one() -> None:
    entrance = '<link rel="canonical" href="https://tern.example/">'
    article = '<link rel="canonical" href="https://tern.example/piano">'

    assert document(head=entrance, markup="2019-05-02T10:00:00Z").date is None
    assert "2019-05-02" == str(document(head=article, markup="2019-05-02T10:00:00Z").date)


def test_days_set_alike_are_a_list_of_events_or_of_other_articles() -> None:
    days = [f"<p class='date'>May {day}, 2021</p>" for day in (3, 4, 5)]

    assert document(above="".join(days)).date is None
    assert "2021-05-03" == str(document(above=days[0]).date)


def test_a_label_on_the_line_above_makes_a_day_one_of_an_update_or_a_review() -> None:
    reviewed = (
        "<div>Date last reviewed:</div><div><time datetime='2021-05-09'>May 2021</time></div>"
    )
    updated = "<div>Last updated:</div><div>May 9, 2021</div>"

    assert document(below=reviewed).date is None
    assert "2021-04-07" == str(document(above=updated + "<p>April 7, 2021</p>").date)


def test_an_update_dates_no_article_on_a_page_that_says_it_is_a_company() -> None:
    update = "<p>Updated May 9, 2021</p>"

    assert document(update, head='<meta property="og:type" content="company">').date is None


def test_the_day_a_page_says_it_was_first_published_on_is_its_date() -> None:
    told = (
        "<p>This article was originally published on 7 Apr 2011 and has been kept up to date.</p>"
    )
    marked = "<p>Published <time pubdate datetime='2011-04-07'>long ago</time></p>"

    assert "2011-04-07" == str(document("<p>May 9, 2021</p>", told).date)
    assert "2011-04-07" == str(document(below=marked, markup="2019-05-02T10:00:00Z").date)
