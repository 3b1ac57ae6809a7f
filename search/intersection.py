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
    SHAPE,
    List,
    Lists,
    block_size,
    blocks_of,
    cut,
    frequency_bit,
    passages_of,
    popcount,
    read_passages,
)
from index.compiled import compiled

Array = NDArray[Any]

_ONE = np.uint64(1)


@compiled
def within_list(lists: Lists, where: List, passages: Array) -> Array:
    """int32[m]: those of some passages that are in a list."""
    places = np.empty(len(passages), np.int64)
    return passages[places[: meet(lists, where, passages, places, np.empty(0, np.int32))]]


@compiled
def within_lists(lists: Lists, wheres: Array) -> Array:
    """int32[m]: the passages that are in all of some lists, the shortest of which comes first.

    wheres: int64[n, 3], the fields of each `List`.
    """
    passages = passages_of(lists, List(wheres[0, 0], wheres[0, 1], wheres[0, 2]))
    for n in range(1, len(wheres)):
        where = List(wheres[n, 0], wheres[n, 1], wheres[n, 2])
        passages = within_list(lists, where, passages)
    return passages


@compiled
def frequencies_at(lists: Lists, where: List, passages: Array) -> Array:
    """int32[n]: how often the stem of a list stands in each of some passages, 0 in most."""
    found = np.zeros(len(passages), np.int32)
    places, often = np.empty(len(passages), np.int64), np.empty(len(passages), np.int32)
    for n in range(meet(lists, where, passages, places, often)):
        found[places[n]] = often[n]
    return found


@compiled
def meet(lists: Lists, where: List, passages: Array, places: Array, often: Array) -> int:
    """Where some passages are in a list: their places, and how often its stem stands in each.

    Fills int64[n] and, unless it is empty, int32[n]; how much of them was filled.
    """
    if where.dense >= 0:
        return _meet_dense(lists, where, passages, places, often)
    own = np.empty(BLOCK, np.int32)
    blocks = blocks_of(where.length)
    last = lists.last[where.block : where.block + blocks]
    packed = lists.packed
    number = place = met = 0
    read = -1
    at = shape = size = 0
    for n in range(len(passages)):
        passage = passages[n]
        while number < blocks and last[number] < passage:
            number += 1
        if number == blocks:
            break
        if number != read:
            size = read_passages(lists, where, number, own)
            at = int(lists.at[where.block + number])
            shape = int(lists.shape[where.block + number])
            read, place = number, 0
        while own[place] < passage:
            place += 1
        if own[place] == passage:
            places[met] = n
            if len(often):
                bit = frequency_bit(shape, size, place)
                word = at + (bit >> 5)
                often[met] = cut(packed[word], packed[word + 1], bit, shape // SHAPE) + 1
            met += 1
    return met


@compiled
def _meet_dense(lists: Lists, where: List, passages: Array, places: Array, often: Array) -> int:
    """As `meet`: a bit's place among those of its block is the place of its frequency."""
    bits = lists.dense[where.dense]
    last = lists.last[where.block : where.block + blocks_of(where.length)]
    packed = lists.packed
    number, read, met = 0, -1, 0
    at = shape = size = word = before = 0
    for n in range(len(passages)):
        passage = passages[n]
        here = _ONE << np.uint64(passage & 63)
        if not bits[passage >> 6] & here:
            continue
        places[met] = n
        met += 1
        if not len(often):
            continue
        while last[number] < passage:
            number += 1
        if number != read:
            size = block_size(where, number)
            at = int(lists.at[where.block + number])
            shape = int(lists.shape[where.block + number])
            start = int(last[number - 1]) + 1 if number else 0
            word = start >> 6
            # Bits of the block before in the word both share are not of this one.
            before = -popcount(bits[word] & ((_ONE << np.uint64(start & 63)) - _ONE))
            read = number
        while word < passage >> 6:
            before += popcount(bits[word])
            word += 1
        bit = frequency_bit(shape, size, before + popcount(bits[word] & (here - _ONE)))
        low, high = packed[at + (bit >> 5)], packed[at + (bit >> 5) + 1]
        often[met - 1] = cut(low, high, bit, shape // SHAPE) + 1
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
