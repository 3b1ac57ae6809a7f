"""Broken sentences and torn words put together again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.extraction.text.lines import Line, despaced, line, lines
from index.extraction.text.rejoining import Vocabulary, continues, joined, rejoined

NO_WORDS = Vocabulary([])
WORD = st.text("abcdefgh", min_size=1, max_size=8)


def _texts(text: str) -> list[str]:
    return [found.text for found in rejoined(lines(text))]


def test_a_word_set_in_spaced_letters_is_closed_up() -> None:
    assert "The gulls were numerous." == despaced("The gulls were n u m e r o u s.")
    assert "Amid the fog" == despaced("A m i d the fog")
    assert "NOTICE of sale" == despaced("N O T I C E of sale")


def test_initials_and_short_enumerations_keep_their_spaces() -> None:
    for text in ("J R Marrow", "berths A B C are closed", "plan A or B", "classes A B C D"):
        assert text == despaced(text)


def test_a_word_torn_at_the_end_of_a_line_is_closed_up() -> None:
    assert "the various quays" == joined(["the var-", "ious quays"], NO_WORDS)


def test_a_compound_that_the_capture_writes_elsewhere_keeps_its_hyphen() -> None:
    vocabulary = Vocabulary(["the sea-wall of Saltmere"])
    assert "a sea-wall" == joined(["a sea-", "wall"], vocabulary)


def test_a_hyphen_before_a_capital_stays() -> None:
    assert "the Torvane-Holt talks" == joined(["the Torvane-", "Holt talks"], NO_WORDS)


def test_punctuation_that_begins_a_piece_is_set_close() -> None:
    assert "Mr Marrow, the pilot" == joined(["Mr Marrow", ", the pilot"], NO_WORDS)


def test_an_unfinished_line_is_carried_on_by_one_in_lower_case() -> None:
    assert continues(line("The harbour board has opened"), line("its new quay."))
    assert not continues(line("The harbour board has met."), line("its new quay."))
    assert not continues(line("The harbour board has opened"), line("Its new quay."))


def test_no_paragraph_ends_with_an_article_so_a_capital_may_follow() -> None:
    before = "The pilots who have been waiting since noon for the tide were told by the"
    assert continues(line(before), line("Harbour Board to wait."))


def test_a_short_title_may_end_with_a_preposition() -> None:
    assert not continues(line("What a pilot is for"), line("They are back."))


def test_text_wrapped_at_a_margin_becomes_paragraphs() -> None:
    text = (
        "The board of the harbour met on Monday to hear the report of\n"
        "Ilse Marrow, who has kept the tide tables for thirty years and\n"
        "has never been wrong by more than a hand.\n"
        "\n"
        "It thanked her, and asked for the tables of the year to come\n"
        "before the end of the month."
    )
    assert 2 == len(_texts(text))
    assert "the report of Ilse Marrow, who" in _texts(text)[0]


def test_the_text_of_a_link_goes_back_into_its_sentence() -> None:
    text = "The tolls were halved by\nIlse Marrow\n, who keeps the tide tables of the harbour."
    assert ["The tolls were halved by Ilse Marrow, who keeps the tide tables of the harbour."] == (
        _texts(text)
    )


def test_whole_paragraphs_are_left_alone() -> None:
    text = "The tolls were halved.\nNobody cheered.\nThe gulls did not notice."
    assert text.split("\n") == _texts(text)


def test_the_labels_of_a_menu_are_not_joined() -> None:
    assert ["Latest news", "podcast", "subscribe"] == _texts("Latest news\npodcast\nsubscribe")


@given(st.lists(st.lists(WORD, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=8))
def test_rejoining_loses_no_letter(texts: list[str]) -> None:
    found: list[Line] = [line(text) for text in texts]
    letters = "".join(texts).replace(" ", "")
    assert letters == "".join(one.text for one in rejoined(found)).replace(" ", "")
