"""Wanted words are placed by form and by stem, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import stem
from search.presentation import places
from search.presentation.places import Wanted

TEXTS = ["The dockers met the Docker, not a dock.", "Nobody came.", "Docking at the quay"]


def test_words_are_placed_by_form_and_by_stem() -> None:
    found = Wanted(["docker"], ["dock", "the", "quay"]).places(TEXTS)
    assert [0, 2] == list(found)
    assert {"docker": [4]} == found[0].forms
    assert {"the": [0, 3], "dock": [7]} == found[0].stems
    assert {"dock": [0], "the": [2], "quay": [3]} == found[2].stems
    assert (20, 26) == found[0].spans[4]


def test_a_word_may_be_wanted_both_ways() -> None:
    found = Wanted(["dock"], ["dock"]).places(["dock docks"])[0]
    assert ({"dock": [0]}, {"dock": [0, 1]}) == (found.forms, found.stems)


def test_nothing_wanted_is_nowhere() -> None:
    assert {} == Wanted([], []).places(TEXTS)


@pytest.mark.parametrize(
    "word",
    ["dying", "lying", "tying", "skies", "skis", "happy", "hoping", "possibility", "ties", "cries",
     "relational", "generously", "national", "apologize", "early", "only", "gently", "by", "say"],
)  # fmt: skip
def test_a_word_begins_as_its_stem_lets_one_expect(word: str) -> None:
    assert word.startswith(places._beginning(stem(word)))


suffixes = ["", "s", "es", "ed", "ing", "y", "ies", "ied", "ly", "ational", "iviti", "biliti",
            "bility", "fulness", "ousness", "ization", "alism", "ogist", "ement", "e"]  # fmt: skip


@given(st.text("abceghilnorstuy", max_size=6), st.lists(st.sampled_from(suffixes), max_size=3))
def test_whatever_a_stem_is_taken_from_begins_so(root: str, endings: list[str]) -> None:
    word = root + "".join(endings)
    assert word.startswith(places._beginning(stem(word)))
