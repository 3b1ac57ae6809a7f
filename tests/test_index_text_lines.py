"""The lines of a text and what their shape tells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.extraction.text.lines import ends_sentence, is_stamp, line, lines
from index.extraction.text.phrases import (
    is_barrier,
    is_comment_heading,
    is_credit,
    is_furniture,
    is_notice,
)


def test_a_stamp_in_front_of_the_first_line_becomes_a_line() -> None:
    first, second = lines(" date 2019-11-09  Skip to story\n")
    assert ("date 2019-11-09", "Skip to story") == (first.text, second.text)
    assert is_stamp(first.text)
    assert not is_stamp(second.text)


def test_blank_lines_are_counted_and_spaces_made_one() -> None:
    found = lines("Harbour  board\n\n \n\tmet\u00a0today.\n")
    assert [("Harbour board", 0), ("met today.", 2)] == [(one.text, one.gap) for one in found]


def test_invisible_characters_and_nulls_are_dropped() -> None:
    assert ["Saltmere"] == [one.text for one in lines("\ufeffSalt\u00admere\x00")]


def test_a_sentence_may_end_in_quotes_and_brackets() -> None:
    assert ends_sentence("“The tide waits.”")
    assert ends_sentence("He left (at last.)")
    assert not ends_sentence("He left (at last)")
    assert not ends_sentence("")


def test_prose_is_told_by_its_small_words() -> None:
    assert line("The board of the harbour met at noon to hear the pilots.").prose
    assert not line("Harbour Shipping Grain Prices Markets Rowing Curling Chapel Choir").prose


@given(st.text())
def test_lines_read_any_text(text: str) -> None:
    found = lines(text)
    assert all(one.text and one.text == " ".join(one.text.split()) for one in found)


def test_phrases_are_compared_without_case_digits_and_marks() -> None:
    for text in ("MOST READ", "Comments (12)", "» Back to top", "Post a Comment", "Log in"):
        assert is_furniture(text), text


def test_a_row_of_phrases_is_furniture() -> None:
    assert is_furniture("Newer Post Older Post Home")
    assert not is_furniture("Newer ships, older pilots")


def test_a_heading_of_comments_is_told_from_a_sentence() -> None:
    for text in ("12 comments", "No comments:", "3 responses to “The tide”", "Leave a reply"):
        assert is_comment_heading(text), text
    assert not is_comment_heading("Comments made by the board were brief.")
    assert is_barrier("Related articles")


def test_notices_are_told_by_their_wording() -> None:
    for text in (
        "Copyright The Ostrel Herald. All Rights Reserved.",
        "Tel : +00-2-727",
        "Subscribe to our newsletter",
        "Tags: harbour, tides",
        "https://herald.valdoria.example/tides",
    ):
        assert is_notice(text), text
    assert not is_notice("The right to fish was reserved to the islanders.")


def test_captions_are_told_by_the_photograph_they_speak_of() -> None:
    for text in (
        "The mole at Ostrel on Monday, in this photo released by the harbour board.",
        "Pilots at work. Photo: Ilse Marrow",
        "The tug leaves Saltmere. (VNA-Ostrel)",
    ):
        assert is_credit(text), text
    assert not is_credit("She photographed the tug and left.")
