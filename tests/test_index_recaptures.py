"""The captures of a page are known, and of those that are found only the newest counts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.storage.recaptures import Recaptures

captures = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans()), max_size=20)
"""Of each document its page, 0 being none, the day it was captured, and whether it is there."""


def recaptures_of(held: list[tuple[int, int, bool]]) -> Recaptures:
    rank = [n if there else -1 for n, (_, _, there) in enumerate(held)]
    return Recaptures(
        np.array([page for page, _, _ in held], np.uint64),
        np.array([day for _, day, _ in held], np.int32),
        np.array(rank, np.int32),
    )


@given(captures)
def test_a_page_has_its_captures_in_the_order_they_were_made(
    held: list[tuple[int, int, bool]],
) -> None:
    found = recaptures_of(held)
    again = False
    for number, (page, _, there) in enumerate(held):
        same = [n for n, other in enumerate(held) if other[0] == page and other[2]]
        expected = sorted(same, key=lambda n: (held[n][1], n)) if page and there else [number]
        assert expected == found.of(number)
        again = again or len(expected) > 1
    assert again == bool(found)


@given(captures, st.data())
def test_the_newest_of_each_page_is_kept(
    held: list[tuple[int, int, bool]], data: st.DataObject
) -> None:
    live = [n for n, (_, _, there) in enumerate(held) if there]
    documents = sorted(data.draw(st.sets(st.sampled_from(live)) if live else st.just(set())))
    newest = recaptures_of(held).newest(np.array(documents, np.int64))
    expected = [
        n
        for n in documents
        if not held[n][0]
        or n
        == max((m for m in documents if held[m][0] == held[n][0]), key=lambda m: (held[m][1], m))
    ]
    kept = documents if newest is None else [documents[place] for place in newest.tolist()]
    assert expected == kept
    assert newest is None or len(newest) < len(documents)
