"""Marking passages bit by bit joins sets as sets are joined."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_lists import lists_of, passages_in

from search.lists.union import (
    count,
    keep_documents,
    mark,
    mark_list,
    mark_lists,
    marked,
    within_marked,
)

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


@settled
@given(numbers, st.lists(st.tuples(st.integers(0, 150), st.booleans()), min_size=1), st.integers())
def test_only_passages_of_chosen_documents_stay_marked(
    found: set[int], documents: list[tuple[int, bool]], seed: int
) -> None:
    """Documents of some passages each, of which a segment has those from one of them on."""
    starts = np.cumsum([0, *(size for size, _ in documents)]).astype(np.int32)
    chosen = np.array([keep for _, keep in documents])
    first = int(starts[seed % len(starts)])
    total = int(starts[-1]) - first
    own = sorted(passage for passage in found if passage < total)
    bits = np.zeros(total // 64 + 1, np.uint64)
    mark(bits, passages_in(own))
    keep_documents(bits, chosen, starts, first)
    owners = np.repeat(np.arange(len(documents)), np.diff(starts))
    assert [p for p in own if chosen[owners[first + p]]] == marked(bits).tolist()
