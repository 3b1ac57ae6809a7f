"""Texts become words: what is one, and which spellings are the same."""

from __future__ import annotations

import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Token, query_words, stem, tokens, words
from index.normalization import MAX_WORD

LATIN = st.text(st.characters(max_codepoint=0x24F))
ANY_TEXT = st.text()
CJK = st.text(st.sampled_from("議會の民主人民회의세포東京タワー"), min_size=1)


def test_hyphens_apostrophes_and_underscores_are_gaps_between_words() -> None:
    assert ["grass", "roots", "don", "t", "sea", "wall"] == words("grass-roots don't sea_wall")
    assert ["don", "t", "hawai", "i"] == words("don’t Hawaiʻi")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Élysée", "elysee"),
        ("E\u0301lyse\u0301e", "elysee"),
        ("Łódź", "lodz"),
        ("Øresund", "oresund"),
        ("Đorđe", "dorde"),
        ("Œuvre", "oeuvre"),
        ("Ægir", "aegir"),
        ("Straße", "strasse"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Ёлка", "елка"),
        ("ﬁsh", "fish"),
        ("Ｆｕｌｌ", "full"),
        ("İzmir", "izmir"),
        ("co\u00adop", "coop"),
    ],
)
def test_spellings_that_look_alike_are_one_word(text: str, word: str) -> None:
    assert [word] == words(text)


def test_marks_of_scripts_that_need_them_are_kept() -> None:
    assert ["हिन्दी"] == words("हिन्दी")
    assert ["が"] == words("か\u3099")


def test_spans_are_of_the_original_text() -> None:
    text = "The Straße of E\u0301dit"
    found = {token.text: text[token.start : token.end] for token in tokens(text)}
    assert {
        "the": "The", "strasse": "Straße", "of": "of", "edit": "E\u0301dit"
    } == found  # fmt: skip


def test_a_run_of_cjk_characters_is_overlapping_pairs_and_the_last_alone() -> None:
    assert [Token("세포", 0, 2), Token("포비", 1, 3), Token("비서", 2, 4), Token("서", 3, 4)] == (
        tokens("세포비서")
    )


def test_latin_letters_and_digits_within_a_cjk_run_stand_by_themselves() -> None:
    assert ["주체", "체", "110", "2021", "년"] == words("주체110(2021)년")


def test_conjoining_hangul_is_the_same_word_as_composed() -> None:
    text = "한국"
    apart = unicodedata.normalize("NFD", text)
    assert words(text) == words(apart)
    assert [(0, 6), (3, 6)] == [(token.start, token.end) for token in tokens(apart)]


def test_a_query_leaves_out_the_last_character_alone_so_that_it_matches_in_longer_runs() -> None:
    assert ["세포"] == query_words("세포")
    assert ["party", "세포", "포비"] == query_words("party 세포비")
    assert ["세포", "포", "party"] == query_words("세포 party")
    assert ["포"] == query_words("포")


@given(CJK, CJK, CJK)
def test_a_cjk_phrase_is_found_inside_any_longer_run(before: str, run: str, after: str) -> None:
    phrase, row = query_words(run), words(before + run + after)
    if len(run) > 1:
        starts = range(len(row) - len(phrase) + 1)
        assert any(phrase == row[start : start + len(phrase)] for start in starts)


def test_a_very_long_word_counts_by_its_first_characters() -> None:
    assert ["a" * MAX_WORD] == words("a" * 50_000)
    assert [Token("e" * MAX_WORD, 0, 50_000)] == tokens("é" * 50_000)


@given(ANY_TEXT)
def test_words_are_the_texts_of_the_tokens(text: str) -> None:
    assert [token.text for token in tokens(text)] == words(text)


@given(ANY_TEXT)
def test_tokens_stand_in_order_within_the_text(text: str) -> None:
    found = tokens(text)
    assert all(token.text and 0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


@given(LATIN)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = words(text)
    assert once == words(" ".join(once))


@given(LATIN)
def test_case_and_composition_make_no_difference(text: str) -> None:
    assert words(text) == words(unicodedata.normalize("NFD", text))
    assert words(text) == words(unicodedata.normalize("NFC", text))


def test_stems_are_snowball_english() -> None:
    assert ["organiz", "organiz", "cell"] == [
        stem(word) for word in ("organization", "organizing", "cells")
    ]


def test_threads_may_stem_at_the_same_time() -> None:
    stem.cache_clear()
    found: list[list[str]] = []
    many = [f"harbour{n}ing" for n in range(2000)]
    threads = [
        threading.Thread(target=lambda: found.append([stem(word) for word in many]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [[word.removesuffix("ing") for word in many]] * 4 == found
