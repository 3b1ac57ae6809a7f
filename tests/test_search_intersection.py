"""What some passages have of a list is what they have of it read whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_lists import Often, lists_of, passages_in

from search.lists.intersection import frequencies_at, within_documents, within_list, without

PASSAGES = 2000

settled = settings(deadline=None, max_examples=60)


@st.composite
def samples(draw: st.DrawFn) -> list[int]:
    """Some of the passages, sorted: few or many, scattered or all on one side."""
    first = draw(st.integers(0, PASSAGES - 1))
    last = draw(st.integers(first, PASSAGES))
    every = draw(st.sampled_from([1, 2, 7, 8, 64, 300]))
    others = draw(st.sets(st.integers(0, PASSAGES - 1), max_size=9))
    return sorted({*range(first, last, every), *others})


@st.composite
def stems(draw: st.DrawFn) -> list[Often]:
    """How often each of three stems stands in passages."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return [{passage: int(chance.integers(1, 40)) for passage in draw(samples())} for _ in range(3)]


@settled
@given(stems(), samples())
def test_passages_within_a_list_are_those_in_it(stems: list[Often], asked: list[int]) -> None:
    lists, wheres = lists_of(stems, np.ones(PASSAGES))
    for often, where in zip(stems, wheres, strict=True):
        expected = [passage for passage in asked if passage in often]
        assert expected == within_list(lists, where, passages_in(asked)).tolist()


@settled
@given(stems(), samples())
def test_frequencies_at_passages_are_nothing_where_the_stem_is_not(
    stems: list[Often], asked: list[int]
) -> None:
    lists, wheres = lists_of(stems, np.ones(PASSAGES))
    for often, where in zip(stems, wheres, strict=True):
        expected = [often.get(passage, 0) for passage in asked]
        assert expected == frequencies_at(lists, where, passages_in(asked)).tolist()


def test_a_frequency_may_be_as_great_as_any() -> None:
    for often in ({5: 2**31 - 1, 900: 1}, dict.fromkeys(range(1999), 2**31 - 1)):
        lists, (where,) = lists_of([often], np.ones(PASSAGES))
        expected = [2**31 - 1, 1 if 900 in often and often[900] == 1 else 2**31 - 1]
        assert expected == frequencies_at(lists, where, passages_in([5, 900])).tolist()


@settled
@given(samples(), samples())
def test_passages_without_others_are_the_rest(passages: list[int], unwanted: list[int]) -> None:
    expected = sorted(set(passages) - set(unwanted))
    assert expected == without(passages_in(passages), passages_in(unwanted)).tolist()


@settled
@given(samples(), st.lists(st.booleans(), min_size=200, max_size=200))
def test_passages_within_documents_are_those_of_chosen_ones(
    passages: list[int], chosen: list[bool]
) -> None:
    owners = np.arange(PASSAGES, dtype=np.int32) // 10
    found = within_documents(np.array(chosen), owners, passages_in(passages))
    assert [passage for passage in passages if chosen[passage // 10]] == found.tolist()
