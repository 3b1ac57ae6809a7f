"""Words in order and near each other, held against trying every combination of places."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import permutations

import numpy as np
import pytest
from brute_force import in_order as stand_in_order
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from small_lists import passages_in, row_of

from index.columnar.row import FAR, Row
from search.lists.proximity import (
    in_any_order,
    in_order,
    one_after_other,
    side_by_side,
)

RANKS = {"a": 1, "b": 2, "c": FAR - 1, "d": FAR, "e": FAR + 1, "f": 70_000}
NEAR = ("a", "b", "c")
ALL = 70_001

passages = st.lists(st.lists(st.sampled_from("abcdef"), max_size=9), min_size=1, max_size=6)
few_words = st.lists(st.lists(st.sampled_from("abcd"), max_size=12), min_size=1, max_size=6)
distances = st.integers(1, 6)
settled = settings(deadline=None, max_examples=80)

Rows = Sequence[Sequence[str]]


def ranks_of(words: Sequence[str]) -> NDArray[np.uint16]:
    return np.array([RANKS[word] for word in words], np.uint16)


def row_and_passages(texts: Rows) -> tuple[Row, NDArray[np.int32]]:
    """The row of some texts, and all but every fifth of its passages."""
    row = row_of([[RANKS[word] for word in words] for words in texts])
    return row, passages_in([n for n in range(len(texts)) if n % 5 != 4])


def those(texts: Rows, holds: Callable[[list[str]], bool]) -> list[int]:
    return [n for n, words in enumerate(texts) if n % 5 != 4 and holds(list(words))]


def kinds_of(wanted: Sequence[str], same: dict[str, str]) -> tuple[NDArray[np.uint8], list[int]]:
    """The kind of each rank, and of each word that is wanted; `same` tells the stem of a word."""
    numbers = {stem: n for n, stem in enumerate(dict.fromkeys(same[w] for w in wanted), start=1)}
    kinds = np.zeros(ALL, np.uint8)
    for word, rank in RANKS.items():
        kinds[rank] = numbers.get(same[word], 0)
    return kinds, [numbers[same[word]] for word in wanted]


@settled
@given(few_words, st.lists(st.sampled_from(NEAR), min_size=2, max_size=4), st.data())
@example([["a", "a", "b", "a", "a", "a"]], ["a", "a", "a"], None)
def test_words_side_by_side_are_found_from_whichever_pair(
    texts: Rows, phrase: list[str], data: st.DataObject | None
) -> None:
    pair = data.draw(st.integers(0, len(phrase) - 2)) if data else 1
    row, asked = row_and_passages(texts)
    found = side_by_side(row, asked, ranks_of(phrase), pair)
    assert those(texts, lambda words: stand_in_order(phrase, words, 1)) == found.tolist()


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1), st.integers(2, 4), st.integers(1, 16))
def test_words_are_found_in_long_passages_too(seed: int, length: int, distance: int) -> None:
    chance = np.random.default_rng(seed)
    shares = [0.05, 0.05, 0.3, 0.6]
    texts = [list(chance.choice(list("abcd"), size, p=shares)) for size in range(0, 240, 6)]
    phrase = list(chance.choice(list("abc"), length))
    row, asked = row_and_passages(texts)
    found = side_by_side(row, asked, ranks_of(phrase), length - 2)
    joined = "".join(phrase)
    assert those(texts, lambda words: joined in "".join(words)) == found.tolist()
    found = one_after_other(row, asked, ranks_of(phrase[:2]), distance)
    near = re.compile(f"{phrase[0]}.{{0,{distance - 1}}}{phrase[1]}")
    assert those(texts, lambda words: bool(near.search("".join(words)))) == found.tolist()


@settled
@given(few_words, st.lists(st.sampled_from(NEAR), min_size=2, max_size=2), st.integers(1, 20))
def test_of_two_words_one_is_found_after_the_other(
    texts: Rows, phrase: list[str], distance: int
) -> None:
    row, asked = row_and_passages(texts)
    found = one_after_other(row, asked, ranks_of(phrase), distance)
    assert those(texts, lambda words: stand_in_order(phrase, words, distance)) == found.tolist()


stems_of_words = st.fixed_dictionaries(
    {word: st.sampled_from(sorted({word, "a", "d"})) for word in RANKS}
)
wanted_words = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4)


@settled
@given(passages, wanted_words, distances, stems_of_words)
def test_words_in_order_are_found_where_some_choice_of_places_is_in_order(
    texts: Rows, wanted: list[str], distance: int, same: dict[str, str]
) -> None:
    row, asked = row_and_passages(texts)
    kinds, numbers = kinds_of(wanted, same)
    stems = [same[word] for word in wanted]
    found = in_order(row, asked, kinds, np.array(numbers), distance)
    assert found.tolist() == those(
        texts, lambda words: stand_in_order(stems, [same[w] for w in words], distance)
    )


@settled
@given(passages, wanted_words, distances, stems_of_words)
def test_words_in_any_order_are_found_where_some_order_of_them_is(
    texts: Rows, wanted: list[str], distance: int, same: dict[str, str]
) -> None:
    row, asked = row_and_passages(texts)
    kinds, numbers = kinds_of(wanted, same)
    orders = set(permutations(same[word] for word in wanted))
    found = in_any_order(row, asked, kinds, np.array(numbers), distance)
    assert found.tolist() == those(
        texts,
        lambda words: any(
            stand_in_order(list(order), [same[w] for w in words], distance) for order in orders
        ),
    )


@pytest.mark.parametrize("words", [3, 5, 6])
def test_six_words_near_each_other_are_found_backwards(words: int) -> None:
    texts = [list("abcdef"[:words])[::-1], list("abcdef"[: words - 1])]
    row, asked = row_and_passages(texts)
    kinds, numbers = kinds_of("abcdef"[:words], {word: word for word in RANKS})
    assert [0] == in_any_order(row, asked, kinds, np.array(numbers), 1).tolist()


def test_no_row_of_words_crosses_from_one_passage_to_the_next() -> None:
    row, asked = row_and_passages([["a"], ["b"], ["a", "b"]])
    kinds, numbers = kinds_of("ab", {word: word for word in RANKS})
    assert [2] == in_order(row, asked, kinds, np.array(numbers), 6).tolist()
    assert [2] == in_any_order(row, asked, kinds, np.array(numbers), 6).tolist()
    assert [2] == one_after_other(row, asked, ranks_of("ab"), 6).tolist()
    assert [2] == side_by_side(row, asked, ranks_of("ab"), 0).tolist()
