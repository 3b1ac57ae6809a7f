"""Stretches of words, held against trying every combination of places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, permutations

import numpy as np
from brute_force import shortest_rows
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from small_lists import passages_in, row_of

from index.columnar.row import FAR
from search.occurrences.stretches import joined, rows_in_any_order, rows_in_order

RANKS = {"a": 1, "b": 2, "c": FAR, "d": 70_000}
KINDS = np.zeros(70_001, np.uint8)
KINDS[list(RANKS.values())] = [1, 2, 3, 4]

texts = st.lists(st.lists(st.sampled_from("abcdx"), max_size=12), min_size=1, max_size=4)
rows = st.lists(st.sampled_from("abcd"), min_size=2, max_size=4)

Stretch = tuple[int, int]


def expected_in(
    passages: Sequence[Sequence[str]], orders: Sequence[Sequence[str]], apart: int
) -> list[Stretch]:
    starts = np.cumsum([1] + [len(text) + 1 for text in passages]).tolist()
    return [
        (start + first, start + last)
        for start, text in zip(starts, passages, strict=False)
        for first, last in shortest_rows(text, orders, apart)
    ]


def pairs(found: NDArray[np.int64]) -> list[Stretch]:
    return [(first, last) for first, last in found.tolist()]


def found_by(
    find: Callable[..., NDArray[np.int64]],
    passages: Sequence[Sequence[str]],
    wanted: Sequence[str],
    apart: int,
) -> list[Stretch]:
    row = row_of([[RANKS.get(word, 9) for word in text] for text in passages])
    numbers = np.array([" abcd".index(word) for word in wanted])
    return pairs(find(row, passages_in(list(range(len(passages)))), KINDS, numbers, apart))


@settings(deadline=None, max_examples=150)
@given(texts, rows, st.integers(1, 5))
@example([["a", "a", "a", "a"]], ["a", "a"], 1)
@example([["a", "b"]] * 4 + [["a", "b", "a", "b"]], ["a", "b"], 1)
def test_rows_in_order_are_the_first_and_shortest(
    passages: list[list[str]], wanted: list[str], apart: int
) -> None:
    found = found_by(rows_in_order, passages, wanted, apart)
    assert expected_in(passages, [wanted], apart) == found


@settings(deadline=None, max_examples=150)
@given(texts, rows, st.integers(1, 5))
def test_rows_in_any_order_are_the_first_and_shortest(
    passages: list[list[str]], wanted: list[str], apart: int
) -> None:
    found = found_by(rows_in_any_order, passages, wanted, apart)
    assert expected_in(passages, [*set(permutations(wanted))], apart) == found


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), max_size=8))
def test_stretches_that_share_a_word_are_one(drawn: list[Stretch]) -> None:
    own = sorted((first, first + more) for first, more in drawn)
    found = pairs(joined(np.array(own, np.int64).reshape(-1, 2)))
    covered = {n for first, last in own for n in range(first, last + 1)}
    assert covered == {n for first, last in found for n in range(first, last + 1)}
    assert all(last < first for (_, last), (first, _) in pairwise(found))
