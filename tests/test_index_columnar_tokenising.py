"""Cutting a batch of passages as arrays gives exactly the words that analysing each one does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import words
from index.columnar.tokenising import GAP, Tokeniser
from index.columnar.word_table import LONGEST, UNKNOWN, WordTable

PIECES = st.sampled_from(
    ["sea", "Sea-wall", "don’t", "dont", "a", "1,931", "naïve", "ﬁn", "£5", "x_y", "\0", "“so”",
     "세포비서", "東京", "𝔰𝔢𝔞", "שלום", "so\u00adft", "e\u0301", "–", " ", "\n", "\ud800",
     "parliamentary", "constitutionality", "interdepartmentally", "z" * 300, "é" * 300,
     "Ĳ", "ŉ", "²", "²5"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.text(), st.lists(PIECES).map("".join)), max_size=8)


def told(tokeniser: Tokeniser, texts: list[str], known: list[str]) -> list[list[str]]:
    """The words of each text as a tokeniser numbers them; `known` grows by those that are new."""
    numbers = tokeniser.numbers(texts).tolist()
    known += [word.decode() for word in tokeniser.fresh()]
    rows: list[list[str]] = [[]]
    for number in numbers:
        if number == GAP:
            rows.append([])
        else:
            rows[-1].append(known[number - 1])
    assert [] == rows.pop()
    return rows


@given(st.lists(TEXTS, max_size=3))
def test_words_are_those_of_analysis(batches: list[list[str]]) -> None:
    tokeniser, known = Tokeniser(), list[str]()
    for texts in batches:
        assert [words(text) for text in texts] == told(tokeniser, texts, known)
    assert len(known) == len(set(known))


@pytest.mark.parametrize("character", "–—‒―‘’‚‛“”„…•−£€§°·¦")
def test_usual_punctuation_is_a_gap_to_analysis_too(character: str) -> None:
    assert ["a", "b"] == words(f"a{character}b") == words(f"{character}a{character} b{character}")
    assert [["a", "b"]] == told(Tokeniser(), [f"a{character}b"], [])


def test_every_character_beyond_ascii_is_cut_as_analysis_cuts_it() -> None:
    texts = [f"a{chr(code)}B" for code in range(0x80, 0x3100) if not 0xD800 <= code < 0xE000]
    assert [words(text) for text in texts] == told(Tokeniser(), texts, [])


@given(st.lists(st.binary(min_size=1, max_size=LONGEST), unique=True, max_size=300))
def test_the_table_knows_the_words_it_was_given_and_no_others(found: list[bytes]) -> None:
    listed = [word for word in found if b"\0" not in word and b" " not in word]
    half = len(listed) // 2
    table = WordTable()
    table.add(listed[:half], range(1, half + 1))
    assert [*range(1, half + 1), *[UNKNOWN] * (len(listed) - half)] == looked_up(table, listed)


def test_the_table_grows() -> None:
    listed = [f"w{number}".encode() for number in range(200_000)]
    table = WordTable()
    for first in range(0, len(listed), 30_000):
        table.add(listed[first : first + 30_000], range(first + 1, len(listed) + 1)[:30_000])
    assert list(range(1, len(listed) + 1)) == looked_up(table, listed)
    assert [UNKNOWN, 0] == looked_up(table, [b"w200000", b"\0"])


def looked_up(table: WordTable, words: list[bytes]) -> list[int]:
    lengths = np.array([len(word) for word in words], np.int64)
    ends = np.cumsum(lengths)
    found: list[int] = table.numbers(b"".join(words) + bytes(16), ends - lengths, ends).tolist()
    return found
