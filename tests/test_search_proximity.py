"""Words in order and near each other, held against trying every combination of places."""

from __future__ import annotations

from itertools import pairwise, permutations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.proximity import follow, in_any_order, in_order

places = st.lists(st.integers(0, 25), max_size=6, unique=True).map(sorted)
rows = st.lists(places, min_size=1, max_size=4)


def ends(row: list[list[int]], distance: int) -> set[int]:
    return {
        chosen[-1]
        for chosen in product(*row)
        if all(0 < b - a <= distance for a, b in pairwise(chosen))
    }


def test_a_place_follows_one_before_it_within_the_distance() -> None:
    assert [5, 9] == follow(np.array([4, 7]), np.array([4, 5, 9, 10]), 2).tolist()


@given(rows, st.integers(1, 6))
def test_words_in_order_end_where_some_choice_of_places_ends(
    row: list[list[int]], distance: int
) -> None:
    found = in_order([np.array(own, np.int64) for own in row], distance)
    assert sorted(ends(row, distance)) == found.tolist()


@given(rows, st.integers(1, 6))
def test_words_in_any_order_end_where_some_order_of_them_ends(
    row: list[list[int]], distance: int
) -> None:
    found = in_any_order([np.array(own, np.int64) for own in row], distance)
    expected = set().union(*(ends(list(order), distance) for order in permutations(row)))
    assert sorted(expected) == found.tolist()
