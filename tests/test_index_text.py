"""Text captures: which shape they have, and the documents that come of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from index.documents import Block, Capture
from index.errors import CaptureError
from index.extraction.draft import Draft
from index.extraction.text.shapes import drafts

STORY = (
    "The harbour board halved the tolls of Ostrel on Monday, and the pilots, who had asked for "
    "nothing else since the spring, went home without a word.",
    "Its chairman, Ilse Marrow, said that the board had listened to the gulls for long enough.",
    "She will publish the tide tables of the coming year before the end of the month.",
)
MENU = """Home
News
Harbour
Shipping
Tides
Grain Prices
Pilots
Sport
Rowing
Curling
Opinion
Letters"""
FOOTER = """Most read
Harbour
Shipping
Tides
Terms of Use
The Ostrel Herald by Herald Press
Copyright Herald Press. All Rights Reserved.
Tel : +00-2-555-0114"""


def _read(text: str) -> tuple[list[Draft], list[Block]]:
    return drafts(Capture(path="a.txt", form="text", text=text, sha256=""), Archive())


def _only(text: str) -> Draft:
    found, _ = _read(text)
    assert 1 == len(found)
    return found[0]


def _dump(caption: str = "", byline: str = "By Odile Brandt") -> str:
    story = "\n\n".join(STORY)
    return (
        f" date 2019-11-10  Skip to content\n{MENU}\nHarbour\n\n"
        f"Harbour tolls halved after 'nine months of silence'\n\n{byline}\n"
        f"Published : Nov 10, 2019 - 10:13\n\n{caption}\n{story}\n\n{FOOTER}"
    )


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "...\n--\n"])
def test_a_capture_without_words_is_refused(text: str) -> None:
    with pytest.raises(CaptureError, match="no text") as caught:
        _read(text)
    assert "empty" == caught.value.reason


def test_a_dumped_page_is_its_story_with_title_and_byline() -> None:
    draft = _only(_dump())
    assert "Harbour tolls halved after 'nine months of silence'" == draft.title
    assert list(STORY) == draft.paragraphs
    assert ["By Odile Brandt", "Published : Nov 10, 2019 - 10:13", "date 2019-11-10"] == (
        draft.header
    )


def test_a_caption_is_kept_as_one_and_its_torn_beginning_is_not() -> None:
    caption = "Pilots leave the mole on Monday, in this photo released by the harbour board."
    found, blocks = _read(_dump(f"Pilots leave\n{caption}"))
    assert [caption, *STORY] == found[0].paragraphs
    roles = {block.text: (block.kept, block.role) for block in blocks}
    assert (True, "caption") == roles[caption]
    assert (False, "furniture") == roles["Pilots leave"]


def test_every_line_is_in_the_audit_in_order_with_a_reason() -> None:
    text = _dump()
    _, blocks = _read(text)
    expected = text.replace("date 2019-11-10  ", "date 2019-11-10\n").split("\n")
    assert [line.strip() for line in expected if line.strip()] == [block.text for block in blocks]
    assert all(block.reason for block in blocks)
    assert all((block.document is not None) == block.kept for block in blocks)


def test_the_lines_of_a_menu_are_stripped_as_a_menu() -> None:
    _, blocks = _read(_dump())
    reasons = {block.text: block.reason for block in blocks}
    assert "menu line: one of" in reasons["Grain Prices"]
    assert "phrase" in reasons["Home"]
    assert "notice" in reasons["Tel : +00-2-555-0114"]


def test_comments_below_a_story_are_not_text() -> None:
    comment = "I have piloted ships for thirty years and I have never read such a thing, Sir."
    text = _dump().replace(FOOTER, f"2 comments\n\noldpilot says:\n{comment}\n{FOOTER}")
    assert list(STORY) == _only(text).paragraphs


def test_a_blog_leaves_its_phrases_behind() -> None:
    text = "\n\n".join(
        (
            "Sunday, November 10, 2019",
            "First Meeting of the Harbour Board",
            *STORY,
            "No comments:",
            "Post a Comment",
        )
    )
    draft = _only(text)
    assert "First Meeting of the Harbour Board" == draft.title
    assert list(STORY) == draft.paragraphs
    assert ["Sunday, November 10, 2019"] == draft.header


def test_a_report_without_a_title_has_none_and_its_byline_is_at_the_end() -> None:
    draft = _only(" date 2019-11-10 " + "\n".join(STORY) + "\nBy Odile Brandt\n)")
    assert draft.title is None
    assert list(STORY) == draft.paragraphs
    assert ["By Odile Brandt"] == draft.footer


def test_a_speech_keeps_every_line_under_its_title() -> None:
    lines = ("Saltmere, November 9 (VNA) -- The following is the text:", "Neighbours,", *STORY)
    draft = _only("\n\nAddress by Mara Torvane at Saltmere\n\n\n" + "\n\n".join(lines))
    assert "Address by Mara Torvane at Saltmere" == draft.title
    assert list(lines) == draft.paragraphs


def test_a_paragraph_broken_by_a_page_is_whole_again() -> None:
    draft = _only(
        "On the tolls\n\nThe board has heard the pilots of the harbour and of the\n\n"
        "Outer Mole, and it has decided to halve the\n\ntolls before the winter.\n\nThank you."
    )
    assert 2 == len(draft.paragraphs)
    assert "of the Outer Mole, and it has decided to halve the tolls" in draft.paragraphs[0]


def test_a_list_of_names_in_a_transcript_is_kept() -> None:
    names = [f"Member {name} (Ostrel)" for name in ("Brandt", "Holt", "Kolm", "Marrow", "Venn")]
    text = "\n".join((*STORY * 8, *names, *STORY * 8))
    assert set(names) <= set(_only(text).paragraphs)


SENTENCE = st.lists(
    st.sampled_from(["the", "harbour", "of", "tide", "gull", "is", "wide", "and", "were", "quay"]),
    min_size=9,
    max_size=30,
).map(lambda words: " ".join(words).capitalize() + ".")


@given(st.lists(SENTENCE, min_size=1, max_size=12))
def test_plain_prose_keeps_every_paragraph(paragraphs: list[str]) -> None:
    assert paragraphs == _only("\n".join(paragraphs)).paragraphs


@given(st.text(min_size=1, max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    if any(character.isalnum() for character in text):
        assert _read(text)[1]
    else:
        with pytest.raises(CaptureError):
            _read(text)
