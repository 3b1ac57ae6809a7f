"""Passages that are in any of several sets, by a bit for each passage.

Marking a bit takes a nanosecond and counting 64 of them as much, so nothing is merged or
sorted. Bits are uint64[P // 64 + 1]; functions here are compiled.
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
    lowest,
    popcount,
    read_passages,
    signed,
)
from index.compiled import compiled

Array = NDArray[Any]

_ONE = np.uint64(1)
_ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


@compiled
def mark_list(bits: Array, lists: Lists, where: List) -> None:
    """Mark the passages of a list."""
    if where.dense >= 0:
        for word in range(len(bits)):
            bits[word] |= lists.dense[where.dense, word]
        return
    own = np.empty(BLOCK, np.int32)
    for number in range(blocks_of(where.length)):
        for passage in own[: read_passages(lists, where, number, own)]:
            bits[passage >> 6] |= _ONE << np.uint64(passage & 63)


@compiled
def mark_lists(bits: Array, lists: Lists, wheres: Array) -> None:
    """Mark the passages of many lists; `wheres`: int64[n, 3], the fields of each `List`."""
    for block, count, dense in wheres:
        mark_list(bits, lists, List(block, count, dense))


@compiled
def mark(bits: Array, passages: Array) -> None:
    """Mark some passages."""
    for passage in passages:
        bits[passage >> 6] |= _ONE << np.uint64(passage & 63)


@compiled
def keep_documents(bits: Array, chosen: Array, starts: Array, first: int) -> None:
    """Leave marked only passages of documents that are chosen.

    chosen: bool, by document. starts: the first passage of each document, and how many passages
    there are, where passages are counted from 0 and the first one marked by a bit is `first`.
    """
    stop = first + 64 * len(bits)
    at = np.searchsorted(starts, first, side="right") - 1
    while at < len(chosen) and starts[at] < stop:
        if chosen[at]:
            at += 1
            continue
        low = max(starts[at] - first, 0)
        while at < len(chosen) and not chosen[at] and starts[at] < stop:
            at += 1
        _clear(bits, low, min(starts[at], stop) - first)


@compiled
def _clear(bits: Array, low: int, high: int) -> None:
    """Unmark the passages from one up to another."""
    if low >= high:
        return
    word, last = low >> 6, (high - 1) >> 6
    before = (_ONE << np.uint64(low & 63)) - _ONE
    after = ~(_ALL >> np.uint64(63 - ((high - 1) & 63)))
    if word == last:
        bits[word] &= before | after
        return
    bits[word] &= before
    bits[word + 1 : last] = 0
    bits[last] &= after


@compiled
def count(bits: Array) -> int:
    """How many passages are marked."""
    found = 0
    for word in bits:
        found += popcount(word)
    return found


@compiled
def marked(bits: Array) -> Array:
    """int32[n]: the passages that are marked, sorted."""
    found = np.empty(count(bits), np.int32)
    n = 0
    for word in range(len(bits)):
        left = bits[word]
        while left:
            found[n] = (word << 6) + lowest(left)
            left &= left - _ONE
            n += 1
    return found


@compiled
def within_marked(bits: Array, passages: Array) -> Array:
    """int32[m]: those of some passages that are marked."""
    kept = np.empty(len(passages), np.int32)
    n = 0
    for passage in passages:
        kept[n] = passage
        n += signed((bits[passage >> 6] >> np.uint64(passage & 63)) & _ONE)
    return kept[:n]
