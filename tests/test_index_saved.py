"""Programs that save pages say so in a comment; where from and when is read from it."""

from __future__ import annotations

import pytest

from index.archive import Archive
from index.documents import Capture
from index.extraction.extract import extract
from index.extraction.html.saved import saved

PAGE = "https://packet.example/2019/05/tides"
COMMENTS = {
    "SingleFile": f"\n Page saved with SingleFile \n url: {PAGE} \n saved date:"
    " Wed Jun 24 2020 09:15:22 GMT+0200 (Central European Summer Time)\n",
    "HTTrack": " Mirrored from packet.example/2019/05/tides by HTTrack Website Copier/3.x"
    " [XR&CO'2014], Wed, 24 Jun 2020 07:15:22 GMT ",
    "the Internet Archive": "\n     FILE ARCHIVED ON 07:15:22 Jun 24, 2020 AND RETRIEVED FROM THE\n"
    "     INTERNET ARCHIVE ON 10:02:11 Mar 03, 2024.\n",
    "a scraper": f" saved from {PAGE} on 2020-06-24 ",
}


@pytest.mark.parametrize("saver", COMMENTS)
def test_the_day_a_page_was_saved_is_read_from_the_comment(saver: str) -> None:
    page = f"<html><!-- menu --><!--{COMMENTS[saver]}--><p>High water.</p></html>"
    note = saved(page)
    assert note is not None
    assert "2020-06-24" == str(note.day)
    assert (PAGE if PAGE in COMMENTS[saver] else None) == note.url


def test_a_browser_tells_the_address_alone() -> None:
    note = saved(f"<!-- saved from url=(0036){PAGE} --><p>High water.</p>")
    assert note is not None
    assert (PAGE, None) == (note.url, note.day)


def test_other_comments_say_nothing() -> None:
    assert saved("<!-- rendered on 2020-06-24 --><p>Sailors were saved from drowning.</p>") is None


def test_a_document_is_captured_on_the_day_its_page_was_saved() -> None:
    text = f"<!doctype html><!-- saved from {PAGE} on 2020-06-24 --><title>Tides</title><body>" + (
        "<article><h1>Tides</h1>" + "<p>High water stood at the mole for most of the day.</p>" * 4
    )
    capture = Capture(path="tides.html", form="html", text=text, sha256="0")
    (document,) = extract(capture, Archive()).documents
    assert ("2020-06-24", PAGE) == (str(document.captured), document.url)
    assert document.date is None or "2020-06-24" != str(document.date)
