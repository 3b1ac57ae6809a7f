"""A scan of texts finds the words that may be wanted, cut exactly as the index cuts them."""

from __future__ import annotations

import string
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import tokens
from search.presentation.scanning import Candidate, Scanner

EVERY_WORD = Scanner([], string.ascii_lowercase + string.digits)


def cut(texts: list[str]) -> list[Candidate]:
    """All words of some texts, by the analysis of the index."""
    return [
        (number, n, token.start, token.end, token.text)
        for number, text in enumerate(texts)
        for n, token in enumerate(tokens(text))
    ]


unusual = st.sampled_from("éßŉﬁ½ªº\u0301\u00ad\u200d’–_ʻſİςжα港鮮人한각ᄀ\u1161\U0001f426\ud800\0")
texts = st.lists(st.text(st.one_of(st.sampled_from("ab Z9.-"), unusual), max_size=12), max_size=5)


@settings(max_examples=500, deadline=None)
@given(texts)
def test_words_are_those_of_analysis(texts: list[str]) -> None:
    """Twice, because what a character is has been found out by the second time."""
    for _ in range(2):
        assert cut(texts) == EVERY_WORD.candidates(texts)


def test_every_character_is_a_gap_or_a_letter_as_analysis_has_it() -> None:
    """Between two letters, at the end, and alone; of the many alike beyond 3400 only some."""
    codes = [*range(0x3400), *range(0x3400, 0x30000, 37)]
    for first in range(0, len(codes), 512):
        texts = [f"a{c}b {c} c{c}" for c in map(chr, codes[first : first + 512])]
        EVERY_WORD.candidates(texts)
        assert cut(texts) == EVERY_WORD.candidates(texts)


@pytest.mark.parametrize("letter", ["a", "é", "ж", "ß"])
def test_words_are_cut_at_the_length_that_counts(letter: str) -> None:
    for length in (254, 255, 256, 300):
        texts = [f"{letter * length} b"]
        EVERY_WORD.candidates(texts)
        assert cut(texts) == EVERY_WORD.candidates(texts)


def test_little_but_what_is_wanted_is_found() -> None:
    texts = ["The dockers met the docker, not a dock.", "", "The Élan of DOCKS"]
    found = [form for *_, form in Scanner(["elan"], ["dock"]).candidates(texts)]
    assert ["dockers", "docker", "dock", "elan", "docks"] == found


def test_nothing_is_found_where_nothing_is_wanted() -> None:
    assert [] == Scanner([], []).candidates(["The dockers met.", "Quays"])
    assert [] == EVERY_WORD.candidates([])


def test_a_character_beyond_the_basic_plane_is_left_to_analysis() -> None:
    assert sys.maxunicode > 0xFFFF
    texts = ["𐐀 gulls \U00020000\U00020001"]
    assert cut(texts) == EVERY_WORD.candidates(texts)
