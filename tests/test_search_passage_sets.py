"""Sets of passages join alike in whichever form they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_columns import columns_of

from index.columns import Columns
from index.documents import Document
from search import bits
from search.joining import difference, intersection, union, union_of_lists
from search.owners import Owners
from search.passage_sets import Dense, Everything, Listed, OfDocuments, PassageSet, none
from search.scratch import Scratch

UNIVERSE = 130
SIZES = [1, 60, 3, 0, 66]
COLUMNS: Columns = columns_of(
    [Document(id=str(n), path="p", paragraphs=("a",) * size) for n, size in enumerate(SIZES)]
)

numbers = st.sets(st.integers(0, UNIVERSE - 1), max_size=40).map(sorted)


def listed(passages: list[int]) -> PassageSet:
    return Listed(np.array(passages, np.int32), UNIVERSE)


def dense(passages: list[int]) -> PassageSet:
    return Dense(bits.bits_of(np.array(passages, np.int32), UNIVERSE), UNIVERSE)


def of_documents(passages: list[int]) -> PassageSet:
    chosen = np.zeros(len(SIZES), np.bool_)
    chosen[COLUMNS.passage_document[passages]] = True
    return OfDocuments(chosen, COLUMNS)


def everything(passages: list[int]) -> PassageSet:
    return Everything(UNIVERSE) if passages else none(UNIVERSE)


sets = st.builds(
    lambda make, passages: make(passages),
    st.sampled_from([listed, dense, of_documents, everything]),
    numbers,
)


def known(found: PassageSet) -> set[int]:
    return set(found.passages().tolist())


@given(st.lists(sets, min_size=1, max_size=4))
def test_sets_join_as_sets_do(joined: list[PassageSet]) -> None:
    scratch = Scratch(UNIVERSE)
    both = intersection(joined, scratch)
    assert set.intersection(*map(known, joined)) == known(both)
    either = union(joined, scratch)
    assert set.union(*map(known, joined)) == known(either)
    less = difference(joined[0], joined[-1], scratch)
    assert known(joined[0]) - known(joined[-1]) == known(less)
    for found in (both, either, less):
        assert found.count == len(known(found))
        assert known(found) == set(bits.passages_of(found.bits).tolist())
        assert sorted(known(found))[:3] == found.first(3).tolist()
        documents = {int(COLUMNS.passage_document[p]) for p in known(found)}
        assert sorted(documents) == found.documents(COLUMNS).tolist()
    assert not scratch.marks.any()


@given(sets, numbers)
def test_a_set_knows_what_it_has(found: PassageSet, asked: list[int]) -> None:
    has = found.has(np.array(asked, np.int32), Scratch(UNIVERSE))
    assert [p in known(found) for p in asked] == has.tolist()


@given(st.lists(numbers, max_size=5))
def test_many_lists_join_to_one_set(lists: list[list[int]]) -> None:
    arrays = [np.array(passages, np.int32) for passages in lists]
    found = union_of_lists(arrays, Scratch(UNIVERSE), lambda: None)
    assert set().union(*lists) == known(found)


@pytest.mark.parametrize("few", [0, 10**9])
@given(st.lists(st.integers(1, 100), min_size=1, max_size=30))
def test_every_address_has_its_owner(few: int, lengths: list[int]) -> None:
    starts = np.concatenate(([1], 1 + np.cumsum(lengths)))
    addresses = np.arange(1, starts[-1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.owners._FEW", few)
        owners = Owners(starts).of(addresses)
    assert np.repeat(np.arange(len(lengths)), lengths).tolist() == owners.tolist()
