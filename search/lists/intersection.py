"""Passages that are in a list too, found without reading more of the list than can matter.

A block of a list is read only where its last passage and that of the block before leave room for
a passage that is asked for; a dense list is asked bit by bit. Functions here are compiled;
passages are int32, sorted.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import (
    BLOCK,
    List,
    Lists,
    blocks_of,
    frequencies_of_some,
    gap_bits,
    popcount,
    signed,
)
from index.compiled import compiled

Array = NDArray[Any]

_ONE = np.uint64(1)


@compiled
def within_list(lists: Lists, where: List, passages: Array) -> Array:
    """int32[m]: those of some passages that are in a list."""
    places = np.empty(len(passages), np.int64)
    return passages[places[: meet(lists, where, passages, places, np.empty(0, np.int64))]]


@compiled
def frequencies_at(lists: Lists, where: List, passages: Array) -> Array:
    """int32[n]: how often the stem of a list stands in each of some passages, 0 in most."""
    found = np.zeros(len(passages), np.int32)
    places, postings = np.empty((2, len(passages)), np.int64)
    met = meet(lists, where, passages, places, postings)
    often = frequencies_of_some(lists, where, postings[:met])
    for n in range(met):
        found[places[n]] = often[n]
    return found


@compiled
def meet(lists: Lists, where: List, passages: Array, places: Array, postings: Array) -> int:
    """Where some passages are in a list: their places, and those in the list.

    Fills int64[n] and, unless it is empty, int64[n]; how much of them was filled.
    """
    if where.dense >= 0:
        return _meet_dense(lists, where, passages, places, postings)
    last = lists.last[where.block : where.block + blocks_of(where.length)]
    packed, ats, shapes, first = lists.packed, lists.at, lists.shape, where.block
    number, ends, met = -1, -1, 0
    before = place = -1
    bit = at = width = mask = np.uint64(0)
    for n in range(len(passages)):
        passage = passages[n]
        if ends < passage:
            number = block_with(last, number, passage)
            if number == len(last):
                break
            ends, before, place = last[number], last[number - 1] if number else -1, -1
            at, width = np.uint64(ats[first + number]), np.uint64(gap_bits(shapes[first + number]))
            bit, mask = np.uint64(0), (_ONE << width) - _ONE
        # Gaps are read only as far as the passage that is asked for.
        while before < passage:
            word = at + (bit >> np.uint64(5))
            pair = np.uint64(packed[word]) | np.uint64(packed[word + _ONE]) << np.uint64(32)
            before += signed((pair >> (bit & np.uint64(31))) & mask) + 1
            bit += width
            place += 1
        if before == passage:
            places[met] = n
            if len(postings):
                postings[met] = number * BLOCK + place
            met += 1
    return met


@compiled
def block_with(last: Array, number: int, passage: int) -> int:
    """The first block behind one that does not end before a passage, or how many there are.

    last: the last passage of each block. Steps double until they go too far (Bentley, Yao: "An
    Almost Optimal Algorithm for Unbounded Searching", 1976).
    """
    step, end = 1, number + 1
    while end < len(last) and last[end] < passage:
        number = end
        step += step
        end += step
    end = min(end, len(last))
    while number + 1 < end:
        middle = (number + end) // 2
        if last[middle] < passage:
            number = middle
        else:
            end = middle
    return end


@compiled
def _meet_dense(lists: Lists, where: List, passages: Array, places: Array, postings: Array) -> int:
    """As `meet`: a bit's place among those of its block is its place in the list."""
    bits = lists.dense[where.dense]
    met = 0
    for n in range(len(passages)):
        passage = passages[n]
        places[met] = n
        met += signed((bits[passage >> 6] >> np.uint64(passage & 63)) & _ONE)
    if not len(postings):
        return met
    last = lists.last[where.block : where.block + blocks_of(where.length)]
    number, ends = -1, -1
    word = before = 0
    for n in range(met):
        passage = passages[places[n]]
        if ends < passage:
            number = block_with(last, number, passage)
            ends = last[number]
            start = last[number - 1] + 1 if number else 0
            word = start >> 6
            # Bits of the block before in the word both share are not of this one.
            before = -popcount(bits[word] & ((_ONE << np.uint64(start & 63)) - _ONE))
        while word < passage >> 6:
            before += popcount(bits[word])
            word += 1
        own = popcount(bits[word] & ((_ONE << np.uint64(passage & 63)) - _ONE))
        postings[n] = number * BLOCK + before + own
    return met


@compiled
def within_documents(chosen: Array, owners: Array, passages: Array) -> Array:
    """int32[m]: those of some passages whose document is chosen.

    `chosen`: bool, by document. `owners`: the document of each passage.
    """
    kept = np.empty(len(passages), np.int32)
    n = 0
    for passage in passages:
        kept[n] = passage
        n += chosen[owners[passage]]
    return kept[:n]


@compiled
def without(passages: Array, unwanted: Array) -> Array:
    """int32[m]: those of some passages that are not among others."""
    kept = np.empty(len(passages), np.int32)
    n = at = 0
    for passage in passages:
        while at < len(unwanted) and unwanted[at] < passage:
            at += 1
        kept[n] = passage
        n += at == len(unwanted) or unwanted[at] != passage
    return kept[:n]
