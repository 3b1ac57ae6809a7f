"""The row is read word by word as the words that were put into it, near ranks and far ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_lists import passages_in, row_of

from index.columnar.row import FAR, addresses_in, counts_in, far_rank, holders_of

RANKS = (1, 2, 3, FAR - 1, FAR, FAR + 1, 70_000)
ALL = 70_001

rows = st.lists(st.lists(st.sampled_from(RANKS), max_size=9), min_size=1, max_size=9)
settled = settings(deadline=None, max_examples=60)


def every(passages: list[list[int]]) -> list[int]:
    return list(range(len(passages)))


@settled
@given(rows, st.sets(st.sampled_from(RANKS)), st.data())
def test_words_that_are_wanted_are_counted_and_their_addresses_told(
    passages: list[list[int]], ranks: set[int], data: st.DataObject
) -> None:
    row = row_of(passages)
    wanted = np.zeros(ALL, np.bool_)
    wanted[list(ranks)] = True
    asked = sorted(data.draw(st.sets(st.sampled_from(every(passages)))))
    held = [[rank in ranks for rank in passages[passage]] for passage in asked]
    assert [sum(own) for own in held] == counts_in(row, passages_in(asked), wanted).tolist()
    assert [
        int(row.starts[passage]) + place
        for passage, own in zip(asked, held, strict=True)
        for place, is_wanted in enumerate(own)
        if is_wanted
    ] == addresses_in(row, passages_in(asked), wanted).tolist()


@settled
@given(rows, st.lists(st.integers(0, 2), min_size=len(RANKS), max_size=len(RANKS)))
def test_passages_that_hold_a_number_are_counted_once_each(
    passages: list[list[int]], numbers: list[int]
) -> None:
    of_rank = np.zeros(ALL, np.int64)
    of_rank[list(RANKS)] = numbers
    number_of = dict(zip(RANKS, numbers, strict=True))
    held = [{number_of[rank] for rank in words} for words in passages]
    expected = [sum(number in own for own in held) for number in range(3)]
    found = holders_of(row_of(passages), passages_in(every(passages)), of_rank, 3)
    assert expected == found.tolist()


def test_a_rank_that_does_not_fit_is_looked_up_by_its_address() -> None:
    row = row_of([[FAR, 1], [70_000]])
    assert [FAR, 1, 0, FAR] == row.near[1:5].tolist()
    assert [FAR, 70_000] == [far_rank(row, 1), far_rank(row, 4)]
