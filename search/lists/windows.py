"""Going through the lists of several words side by side, a window of passages at a time.

The impacts of the postings in a window are added up in an array small enough to stay in the
processor's cache (as Lucene's BooleanScorer does it). Functions here are compiled.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import (
    BLOCK,
    List,
    Lists,
    blocks_of,
    read_frequencies,
    read_passages,
    weight_of,
)
from index.compiled import compiled
from search.lists.impacts import Words, impact
from search.ranking.formulas import K1, TEXT_WEIGHT

Array = NDArray[Any]
Floats = NDArray[np.float64]

_WIDEST = 8192
_NARROWEST = 512
_IN_WINDOW = 128
"""Passages in a window: so many that it holds about this many postings."""

_ONE = np.uint64(1)


class State(NamedTuple):
    """Where each list is, int64[n], and the block that was read of it, int32[n, BLOCK].

    number, read: the block to look into next, and the one that was read. size, place: how many
    postings that has, and the next of them. lift: the lift to look at next.
    """

    number: Array
    read: Array
    size: Array
    place: Array
    lift: Array
    passages: Array
    frequencies: Array


@compiled
def window(words: Words) -> int:
    """How many passages to look at at once."""
    postings = max(int(words.wheres[:, 1].sum()), 1)
    wanted = len(words.norms) * _IN_WINDOW // postings
    size = _NARROWEST
    while size < wanted and size < _WIDEST:
        size *= 2
    return size


@compiled
def begin(words: Words) -> State:
    """All lists at their beginnings."""
    n = len(words.idfs)
    return State(
        np.zeros(n, np.int64), np.full(n, -1, np.int64), np.zeros(n, np.int64),
        np.zeros(n, np.int64), words.lifts_begin.copy(),
        np.empty((n, BLOCK), np.int32), np.empty((n, BLOCK), np.int32),
    )  # fmt: skip


@compiled
def bound_of(
    lists: Lists, words: Words, slack: float, state: State, start: int, stop: int
) -> float:
    """What a passage from `start` up to `stop` can score at most; lists move on to there."""
    wheres, idfs, last, peak = words.wheres, words.idfs, lists.last, lists.peak
    lift_first, lift_last, lifts_end = words.lift_first, words.lift_last, words.lifts_end
    numbers, lifts = state.number, state.lift
    bound = 0.0
    for n in range(len(idfs)):
        first = wheres[n, 0]
        end = first + blocks_of(wheres[n, 1])
        block = first + numbers[n]
        while block < end and last[block] < start:
            block += 1
        numbers[n] = block - first
        most = 0
        while block < end and (block == first or last[block - 1] + 1 < stop):
            most = max(most, int(peak[block]))
            if last[block] >= stop - 1:
                break
            block += 1
        lift = lifts[n]
        while lift < lifts_end[n] and lift_last[lift] <= start:
            lift += 1
        lifts[n] = lift
        if most:
            is_lifted = lift < lifts_end[n] and lift_first[lift] < stop
            bound += impact_at_most(255 if is_lifted else most, idfs[n], slack)
    return bound


@compiled
def add_window(
    lists: Lists, words: Words, state: State, n: int, start: int, sums: Floats, marks: Array
) -> None:
    """Add the impacts of one word to the sums of the passages from `start` on, and mark these."""
    stop = start + len(sums)
    where = List(words.wheres[n, 0], words.wheres[n, 1], words.wheres[n, 2])
    last = lists.last[where.block : where.block + blocks_of(where.length)]
    number = state.number[n]
    while number < len(last) and last[number] < start:
        number += 1
    state.number[n] = number
    if number == len(last) or (number and last[number - 1] + 1 >= stop):
        return
    own, often, norms, idf = state.passages[n], state.frequencies[n], words.norms, words.idfs[n]
    lift_first, lift_last, lifts = words.lift_first, words.lift_last, words.lift
    lift, lifts_end = state.lift[n], words.lifts_end[n]
    size, place = state.size[n], state.place[n]
    while True:
        if number != state.read[n]:
            size = read_passages(lists, where, number, own)
            read_frequencies(lists, where, number, often)
            state.read[n], place = number, 0
        while place < size and own[place] < start:
            place += 1
        while place < size and own[place] < stop:
            passage = own[place]
            lifted = 0.0
            while lift < lifts_end and lift_last[lift] <= passage:
                lift += 1
            if lift < lifts_end and lift_first[lift] <= passage:
                lifted = lifts[lift]
            at = passage - start
            sums[at] += impact(often[place], norms[passage], lifted) * idf
            marks[at >> 6] |= _ONE << np.uint64(at & 63)
            place += 1
        if number + 1 == len(last) or last[number] + 1 >= stop:
            break
        number += 1
    state.number[n], state.size[n], state.place[n], state.lift[n] = number, size, place, lift


@compiled
def impact_at_most(peak: int, idf: float, slack: float) -> float:
    """What a word adds at most where its peak is so great."""
    if peak == 255:
        return idf
    weight = TEXT_WEIGHT * weight_of(peak) * slack
    return weight / (K1 + weight) * idf
