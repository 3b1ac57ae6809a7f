"""Cutting a batch of passages by table gives exactly the words that analysing each one does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import words
from index.columnar.cutting import GAP
from index.columnar.letters import GAP_LETTER, OTHER, letter_table
from index.columnar.tokenising import Tokeniser
from index.columnar.word_table import WordTable, with_others

PIECES = st.sampled_from(
    ["sea", "Sea-wall", "don’t", "dont", "a", "1,931", "naïve", "ﬁn", "£5", "x_y", "\0", "“so”",
     "세포비서", "東京", "𝔰𝔢𝔞", "שלום", "so\u00adft", "e\u0301", "–", " ", "\n", "\ud800",
     "parliamentary", "constitutionality", "interdepartmentally", "z" * 300, "é" * 300, "ß" * 200,
     "z" * 254 + "ß", "Ĳ", "ŉ", "²", "²5", "½", "−4", "\ufffd"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.text(), st.lists(PIECES).map("".join)), max_size=8)


def rows(numbers: list[int], known: list[bytes]) -> list[list[str]]:
    """The words of each text by their numbers."""
    found: list[list[str]] = [[]]
    for number in numbers:
        if number == GAP:
            found.append([])
        else:
            found[-1].append(known[number - 1].decode())
    assert [] == found.pop()
    return found


def told(tokeniser: Tokeniser, texts: list[str]) -> list[list[str]]:
    """The words of each text as a tokeniser numbers them."""
    return rows(tokeniser.numbers(texts).tolist(), tokeniser.words())


@settings(deadline=None)  # the first run may have to make machine code
@given(st.lists(TEXTS, max_size=3))
def test_words_are_those_of_analysis(batches: list[list[str]]) -> None:
    tokeniser = Tokeniser()
    expected = [[words(text) for text in texts] for texts in batches]
    assert expected == [told(tokeniser, texts) for texts in batches]
    known = [word.decode() for word in tokeniser.words()]
    assert len(known) == len(set(known))
    met = [word for texts in expected for found in texts for word in found]
    assert [0, *map(met.count, known)] == tokeniser.counts().tolist()


@pytest.mark.parametrize("character", "–—‒―‘’‚‛“”„…•−£€§°·¦éßŒ½")
def test_a_usual_character_is_cut_as_analysis_cuts_it_wherever_it_stands(character: str) -> None:
    texts = [f"a{character}B", f"{character}a{character} b{character}", character * 2]
    assert [words(text) for text in texts] == told(Tokeniser(), texts)


def test_every_character_beyond_ascii_is_cut_as_analysis_cuts_it() -> None:
    texts = [f"a{chr(code)}B" for code in range(0x80, 0x3100) if not 0xD800 <= code < 0xE000]
    assert [words(text) for text in texts] == told(Tokeniser(), texts)


def test_usual_characters_need_no_analysis_and_others_do() -> None:
    table = letter_table()
    letters = [int.from_bytes(letters, "little") for letters in (b"e", b"ss", b"oe", b"2")]
    assert [*letters, GAP_LETTER, OTHER] == [table[ord(c)] for c in "ÉßŒ²–東"]
    text = "naïve – “so”\0sea\0e\u0301\0東京\0𝔰\0".encode()
    assert [False, False, True, True, True] == with_others(text, 5).tolist()


def test_the_table_grows() -> None:
    listed = [f"w{number}" for number in range(3000)]
    table = WordTable(room=2)
    for first in (0, 0, 500):
        text = " ".join(listed[first:]) + "\0"
        numbers = table.numbers(text.encode())
        assert [*range(first + 1, len(listed) + 1), GAP] == numbers.tolist()
    assert [word.encode() for word in listed] == table.words()


def test_the_table_grows_between_texts() -> None:
    listed = [f"w{number}" for number in range(300)]
    table = WordTable(room=1)
    numbers = [table.numbers(f"{word}\0".encode()).tolist() for word in listed]
    assert [[n, GAP] for n in range(1, len(listed) + 1)] == numbers
    assert [word.encode() for word in listed] == table.words()


def test_words_of_any_length_find_room() -> None:
    texts = ["é" * 255 + "東" * 600, "z" * 400, *("y" * n for n in range(200, 300))]
    tokeniser = Tokeniser()
    tokeniser._table = WordTable(room=1)
    assert [words(text) for text in texts] == told(tokeniser, texts)


def test_threads_may_share_a_tokeniser() -> None:
    texts = [" ".join(f"w{n % (7 + k)}x{n}" for n in range(2000)) for k in range(12)]
    tokeniser = Tokeniser()
    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(lambda text: tokeniser.numbers([text]), texts))
    known = tokeniser.words()
    assert [[words(text)] for text in texts] == [rows(n.tolist(), known) for n in numbers]


def test_no_passages_have_no_words() -> None:
    tokeniser = Tokeniser()
    assert [] == tokeniser.numbers([]).tolist()
    assert np.zeros(1).tolist() == tokeniser.counts().tolist()
    assert [] == tokeniser.words()
