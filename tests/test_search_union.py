"""Marking passages bit by bit joins sets as sets are joined."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_lists import lists_of, passages_in

from search.union import count, mark, mark_list, mark_lists, marked, within_marked

numbers = st.sets(st.integers(0, 999), max_size=60)
settled = settings(deadline=None, max_examples=60)


@settled
@given(st.lists(numbers, min_size=1, max_size=5), numbers, st.integers(1, 9))
def test_what_is_marked_is_what_is_in_any_list_or_set(
    held: list[set[int]], others: set[int], every: int
) -> None:
    stems = [dict.fromkeys(passages, 1) for passages in held]
    stems.append(dict.fromkeys(range(0, 1000, every), 1))
    lists, wheres = lists_of(stems, np.ones(1000))
    bits = np.zeros(1000 // 64 + 1, np.uint64)
    mark_list(bits, lists, wheres[-1])
    assert list(stems[-1]) == marked(bits).tolist()
    mark_lists(bits, lists, np.array(wheres[:-1], np.int64))
    mark(bits, passages_in(sorted(others)))
    expected = {*stems[-1], *others}.union(*held)
    assert (sorted(expected), len(expected)) == (marked(bits).tolist(), count(bits))
    asked = list(range(0, 1000, 3))
    assert [p for p in asked if p in expected] == within_marked(bits, passages_in(asked)).tolist()


@pytest.mark.parametrize("passages", [1, 63, 64, 65, 128])
def test_the_first_and_the_last_passage_have_a_bit(passages: int) -> None:
    bits = np.zeros(passages // 64 + 1, np.uint64)
    assert ([], 0) == (marked(bits).tolist(), count(bits))
    mark(bits, passages_in([0, passages - 1]))
    assert sorted({0, passages - 1}) == marked(bits).tolist()
