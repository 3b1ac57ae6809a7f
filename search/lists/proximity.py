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

from index.columnar.row import FAR, Row, far_rank
from index.compiled import compiled
from index.prefetching import prefetch

Array = NDArray[Any]

MAX_NEAR = 6
"""How many words NEAR takes: each further one doubles the work."""

_NEVER = -(1 << 60)

_AT_ONCE = 64
"""Words that are looked at together: always as many, which makes vectors of them, also beyond the
end of a passage, where nothing counts."""

_AHEAD = 8
"""How many passages ahead words are fetched from memory."""

_ONE = np.uint64(1)


@compiled
def next_to_each_other(row: Row, passages: Array, ranks: Array, distance: int) -> Array:
    """int32[m]: the passages that hold a phrase or, at a distance of 2 or more, two words in order.

    ranks: uint16, none FAR; each word stands at most `distance` positions behind the one before.
    """
    if distance > 1:
        return one_after_other(row, passages, ranks, distance)
    rarest = 0
    for pair in range(1, len(ranks) - 1):
        own, most = int(ranks[pair]) + ranks[pair + 1], int(ranks[rarest]) + ranks[rarest + 1]
        if own > most:
            rarest = pair
    return side_by_side(row, passages, ranks, rarest)


@compiled
def side_by_side(row: Row, passages: Array, ranks: Array, pair: int) -> Array:
    """int32[m]: the passages that hold a phrase of two words or more, given by their ranks.

    ranks: uint16, none FAR. The words at `pair` and behind it are looked for first, in many
    places at once.
    """
    kept = np.empty(len(passages), np.int32)
    near, starts = row.near, row.starts
    first, second, length = ranks[pair], ranks[pair + 1], len(ranks)
    beyond = len(near) - _AT_ONCE - 1
    n = 0
    for number in range(len(passages)):
        _fetch(near, starts, passages, number)
        at = starts[passages[number]] + pair
        stop = starts[passages[number] + 1] - length + pair + 1
        found = False
        while at < stop and not found:
            left = np.uint16(min(stop - at, _AT_ONCE))
            if at < beyond:
                base = np.uint64(at)
                for step in range(_AT_ONCE):
                    here = base + np.uint64(step)
                    both = (near[here] == first) & (near[here + _ONE] == second)
                    found |= both & (np.uint16(step) < left)
            else:
                for place in range(at, at + left):
                    found |= (near[place] == first) & (near[place + 1] == second)
            if found and length > 2:
                found = _stands(near, ranks, pair, at, at + left)
            at += _AT_ONCE
        kept[n] = passages[number]
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
    beyond = len(near) - _AT_ONCE - distance
    n = 0
    for number in range(len(passages)):
        _fetch(near, starts, passages, number)
        at, stop = starts[passages[number]], starts[passages[number] + 1] - 1
        found = False
        while at < stop and not found:
            base, able = np.uint64(min(at, beyond)), at >= beyond
            for step in range(0 if able else _AT_ONCE):
                able |= near[base + np.uint64(step)] == first
            for apart in range(1, distance + 1 if able else 0):
                left = np.uint16(max(0, min(stop - at - apart, _AT_ONCE)))
                if at < beyond:
                    behind = base + np.uint64(apart)
                    for step in range(_AT_ONCE):
                        here = np.uint64(step)
                        both = (near[base + here] == first) & (near[behind + here] == second)
                        found |= both & (np.uint16(step) < left)
                else:
                    for place in range(at, at + left):
                        found |= (near[place] == first) & (near[place + apart] == second)
                if found:
                    break
            at += _AT_ONCE
        kept[n] = passages[number]
        n += found
    return kept[:n]


@compiled
def _stands(near: Array, ranks: Array, pair: int, start: int, stop: int) -> bool:
    """Whether a phrase stands in the row, its word at `pair` from `start` up to `stop`."""
    for place in range(start - pair, stop - pair):
        same = 0
        while same < len(ranks) and near[place + same] == ranks[same]:
            same += 1
        if same == len(ranks):
            return True
    return False


@compiled
def _fetch(near: Array, starts: Array, passages: Array, number: int) -> None:
    """Ask for the words of a passage that is some passages ahead, and where it starts before."""
    ahead = starts[passages[min(number + _AHEAD, len(passages) - 1)]]
    for words in range(3):
        prefetch(near, ahead + 32 * words)
    prefetch(starts, passages[min(number + 2 * _AHEAD, len(passages) - 1)])


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
