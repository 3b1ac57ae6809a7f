"""Words in order and words near each other, looked for in the row of a passage.

A row of words is wanted as the *kinds* of its words, numbers from 1: a table tells the kind of
every form, 0 for those that do not matter. A passage is gone through once, remembering where
each beginning of what is wanted was seen last: the latest is always the best to go on from.
Functions here are compiled; passages are int32, sorted.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import List, Lists, passages_of
from index.columnar.row import FAR, Row, far_rank
from index.compiled import compiled
from search.union import mark

Array = NDArray[Any]

MAX_NEAR = 6
"""How many words NEAR takes: each further one doubles the work."""

_NEVER = -(1 << 60)


@compiled
def side_by_side(row: Row, passages: Array, ranks: Array, pair: int) -> Array:
    """int32[m]: the passages that hold a phrase of two words or more, given by their ranks.

    ranks: uint16, none FAR. The words at `pair` and behind it are looked for first, in all
    places at once.
    """
    kept = np.empty(len(passages), np.int32)
    near, starts = row.near, row.starts
    first, second = ranks[pair], ranks[pair + 1]
    n = 0
    for passage in passages:
        words = near[starts[passage] : starts[passage + 1] - 1]
        found = False
        for place in range(len(words) - 1):
            found |= (words[place] == first) & (words[place + 1] == second)
        if found and len(ranks) > 2:
            found = False
            for place in range(pair, len(words) - len(ranks) + pair + 1):
                if words[place] == first and words[place + 1] == second:
                    same = 0
                    while same < len(ranks) and words[place - pair + same] == ranks[same]:
                        same += 1
                    if same == len(ranks):
                        found = True
                        break
        kept[n] = passage
        n += found
    return kept[:n]


@compiled
def one_after_other(row: Row, passages: Array, ranks: Array, distance: int) -> Array:
    """int32[m]: the passages that hold two words, the second at most `distance` behind the first.

    ranks: uint16, none FAR.
    """
    kept = np.empty(len(passages), np.int32)
    near, starts = row.near, row.starts
    first, second = ranks[0], ranks[1]
    n = 0
    for passage in passages:
        words = near[starts[passage] : starts[passage + 1] - 1]
        found = False
        for apart in range(1, min(distance, len(words) - 1) + 1):
            behind = words[apart:]
            for place in range(len(behind)):
                found |= (words[place] == first) & (behind[place] == second)
            if found:
                break
        kept[n] = passage
        n += found
    return kept[:n]


@compiled
def in_order(row: Row, passages: Array, kinds: Array, wanted: Array, distance: int) -> Array:
    """int32[m]: the passages that hold words in order.

    kinds: uint8, by rank. wanted: int64[w], the kind of each word. Each stands at most
    `distance` positions behind the one before it; a phrase has the distance 1.
    """
    kept = np.empty(len(passages), np.int32)
    near, starts = row.near, row.starts
    n = 0
    last = len(wanted) - 1
    seen = np.empty(len(wanted), np.int64)
    for passage in passages:
        seen[:] = _NEVER
        for address in range(starts[passage], starts[passage + 1] - 1):
            rank = near[address]
            if rank == FAR:
                rank = far_rank(row, address)
            kind = kinds[rank]
            if kind == 0:
                continue
            # From the last on, so that a word that is wanted twice is not its own neighbour.
            for word in range(last, 0, -1):
                if wanted[word] == kind and address - seen[word - 1] <= distance:
                    seen[word] = address
            if wanted[0] == kind:
                seen[0] = address
            if seen[last] == address:
                kept[n] = passage
                n += 1
                break
    return kept[:n]


@compiled
def in_any_order(row: Row, passages: Array, kinds: Array, wanted: Array, distance: int) -> Array:
    """As `in_order`, in whichever order the words stand; a word given twice stands twice."""
    kept = np.empty(len(passages), np.int32)
    near, starts = row.near, row.starts
    n = 0
    # By group of words, as bits: where a row of just these ended last.
    ended = np.empty(1 << len(wanted), np.int64)
    whole = len(ended) - 1
    for passage in passages:
        ended[:] = _NEVER
        for address in range(starts[passage], starts[passage + 1] - 1):
            rank = near[address]
            if rank == FAR:
                rank = far_rank(row, address)
            kind = kinds[rank]
            if kind == 0:
                continue
            # A group follows one of fewer words, whose number is less.
            for group in range(whole, 0, -1):
                for word in range(len(wanted)):
                    if wanted[word] == kind and group & (1 << word):
                        rest = group ^ (1 << word)
                        if rest == 0 or address - ended[rest] <= distance:
                            ended[group] = address
            if ended[whole] == address:
                kept[n] = passage
                n += 1
                break
    return kept[:n]


@compiled
def holding_any(row: Row, passages: Array, ranks: Array) -> Array:
    """int32[m]: the passages that hold a word of one of some ranks, int64."""
    kept = np.empty(len(passages), np.int32)
    near, starts = row.near, row.starts
    n = 0
    for passage in passages:
        start = starts[passage]
        words = near[start : starts[passage + 1] - 1]
        found = False
        for rank in ranks:
            held = np.uint16(min(rank, FAR))
            for place in range(len(words)):
                found |= words[place] == held
            if found and rank >= FAR:
                found = False
                for place in range(len(words)):
                    if words[place] == FAR:
                        found |= far_rank(row, start + place) == rank
            if found:
                break
        kept[n] = passage
        n += found
    return kept[:n]


@compiled
def mark_forms(
    bits: Array, lists: Lists, row: Row, wheres: Array, ranks: Array, ends: Array
) -> None:
    """Mark the passages that hold some forms of some stems, a bit each (see `search.union`).

    wheres: int64[s, 3], the fields of each stem's `List`. ranks: int64, those of its forms, up to
    ends[s], int64.
    """
    first = 0
    for n in range(len(wheres)):
        held = passages_of(lists, List(wheres[n, 0], wheres[n, 1], wheres[n, 2]))
        mark(bits, holding_any(row, held, ranks[first : ends[n]]))
        first = ends[n]
