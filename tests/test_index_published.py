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


def document(above: str = "", below: str = "", markup: str = "") -> Document:
    meta = f'<meta property="article:published_time" content="{markup}">' if markup else ""
    html = (
        f"<html><head>{meta}<title>A piano puts to sea</title></head><body><article>"
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
