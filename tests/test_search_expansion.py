"""Patterns stand for the words of the archive that fit them, the most frequent first."""

from __future__ import annotations

from brute_force import edits
from hypothesis import given
from hypothesis import strategies as st

from search.vocabulary.expansion import Vocabulary, folded_pattern

WORDS = Vocabulary(
    {"dock": 3, "docker": 5, "dockers": 5, "docks": 1, "harbour": 9, "harbor": 1}.items()
)


def test_a_prefix_stands_for_the_words_that_begin_with_it() -> None:
    assert (("docker", "dockers", "dock", "docks"), 4) == WORDS.prefix("dock")


def test_an_asterisk_stands_for_any_characters_and_a_question_mark_for_one() -> None:
    assert ("docker", "dockers") == WORDS.wildcard("dock*r*").words
    assert ("docks",) == WORDS.wildcard("dock?").words


def test_a_pattern_fits_whole_words() -> None:
    assert () == WORDS.wildcard("ock*").words


def test_only_the_most_frequent_words_are_searched_and_it_is_known_how_many_there_were() -> None:
    found = WORDS.prefix("dock", limit=2)
    assert (("docker", "dockers"), 4, True) == (found.words, found.total, found.cut)


def test_a_near_spelling_may_differ_in_its_first_letter() -> None:
    assert ("harbor",) == WORDS.fuzzy("karbor", 1).words


def test_swapped_letters_are_two_edits() -> None:
    assert () == WORDS.fuzzy("dcok", 1).words
    assert ("dock",) == WORDS.fuzzy("dcok", 2).words


def test_the_nearest_word_has_the_fewest_edits_then_the_greatest_count() -> None:
    assert "harbor" == WORDS.nearest("harbar")
    assert "docker" == WORDS.nearest("dockes")
    assert None is WORDS.nearest("causeway")


def test_a_pattern_is_folded_like_words_but_keeps_its_wildcards() -> None:
    assert "elys*e?" == folded_pattern("Élys*É?")


words = st.text("abc", min_size=1, max_size=6) | st.text("aé朝𐐀", min_size=1, max_size=5)


@given(st.sets(words, max_size=30), words, st.integers(1, 2))
def test_near_spellings_are_all_those_within_the_distance(
    known: set[str], word: str, distance: int
) -> None:
    found = Vocabulary((w, 1) for w in known).fuzzy(word, distance)
    assert sorted(w for w in known if edits(word, w) <= distance) == sorted(found.words)
