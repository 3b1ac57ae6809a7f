"""The normalised form of words beyond ASCII, and the patterns that find them."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from index.normalization import word_pattern, words_pattern

EUROPEAN = st.text(st.characters(max_codepoint=0x2FF) | st.sampled_from("“”‘’–—…€№ẞạ\u00ad"))


@given(EUROPEAN | st.text())
def test_the_pattern_of_a_text_finds_what_that_of_all_texts_does(text: str) -> None:
    assert word_pattern().findall(text) == words_pattern(text).findall(text)


def test_texts_with_marks_or_invisible_characters_have_the_pattern_of_all_texts() -> None:
    special = {"\u200c", "\u200d", "\u2060", "\ufeff"}
    marks = (chr(code) for code in range(sys.maxunicode + 1))
    special.update(mark for mark in marks if unicodedata.category(mark).startswith("M"))
    assert {word_pattern()} == {words_pattern(character) for character in special}
    assert word_pattern() is not words_pattern("“Élysée”")
