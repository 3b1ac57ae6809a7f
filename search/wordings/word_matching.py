"""Which words of two rows are matched: the way through both on which matches count most.

It takes time and memory in proportion to the product of the lengths. Long rows are first fixed
where runs of five words stand once in both, as patience diff does (Cohen).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

Array = NDArray[Any]
Pair = tuple[int, int]

MOST_CELLS = 1 << 22
"""Pairs of words that are compared at once, at a byte each."""

_ANCHOR = 5
_MATCH, _RUN = 2, 1
_NEVER = -(1 << 40)
_UP, _LEFT, _DIAGONAL, _WAYS, _IN_RUN = 0, 1, 2, 3, 4


def matches(one: Array, other: Array) -> list[Pair]:
    """The places of matched words in two rows of words by number, int64 both, ascending."""
    return list(chain.from_iterable(_parts(one, other)))


def _parts(one: Array, other: Array) -> Iterator[list[Pair]]:
    """The matches of two rows, stretch by stretch."""
    if len(one) * len(other) <= MOST_CELLS:
        yield _matches(one, other)
        return
    before = (0, 0)
    for place in [*_anchors(one.tolist(), other.tolist()), (len(one), len(other))]:
        part = one[before[0] : place[0]], other[before[1] : place[1]]
        # What is too much to compare, and is held together by nothing, counts as replaced.
        if len(part[0]) * len(part[1]) <= MOST_CELLS:
            yield [(before[0] + a, before[1] + b) for a, b in _matches(*part)]
        before = place


def _matches(one: Array, other: Array) -> list[Pair]:
    """The places of matched words."""
    found: list[Pair] = [(a, b) for a, b in _matched(one, other).tolist()]
    return found


def _anchors(one: list[int], other: list[int]) -> list[Pair]:
    """Where runs of words begin that stand once in both, as many as follow in the same order."""
    places = [_once(row) for row in (one, other)]
    shared = [(place, places[1][run]) for run, place in places[0].items() if run in places[1]]
    return _longest_ascending(shared)


def _once(row: list[int]) -> dict[tuple[int, ...], int]:
    """Where each run of words that stands once in a row begins, in order."""
    runs = [tuple(row[n : n + _ANCHOR]) for n in range(len(row) - _ANCHOR + 1)]
    counts = Counter(runs)
    return {run: n for n, run in enumerate(runs) if counts[run] == 1}


def _longest_ascending(pairs: list[Pair]) -> list[Pair]:
    """The most pairs that ascend on both sides, given ascending on the first."""
    lasts: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, place) in enumerate(pairs):
        at = bisect_left(lasts, place)
        before.append(ends[at - 1] if at else -1)
        lasts[at : at + 1] = [place]
        ends[at : at + 1] = [n]
    found = []
    n = ends[-1] if ends else -1
    while n >= 0:
        found.append(pairs[n])
        n = before[n]
    return found[::-1]


@compiled
def _matched(one: Array, other: Array) -> Array:
    """int64[k, 2]: the places of the words matched, ascending, so that they count most.

    Each cell knows the best there is up to it with its two words matched, `runs`, and without
    any condition, `best`; `came` tells from where, to go back along.
    """
    rows, columns = len(one), len(other)
    came = np.zeros((rows + 1, columns + 1), np.uint8)
    best = np.zeros(columns + 1, np.int64)
    runs = np.full(columns + 1, _NEVER, np.int64)
    for i in range(1, rows + 1):
        best_before, run_before = best[0], runs[0]
        word = one[i - 1]
        for j in range(1, columns + 1):
            above, run_above = best[j], runs[j]
            way = _UP if above >= best[j - 1] else _LEFT
            value = max(above, best[j - 1])
            run = _NEVER
            if other[j - 1] == word:
                run = best_before + _MATCH
                if run_before + _MATCH + _RUN >= run:
                    run = run_before + _MATCH + _RUN
                    way |= _IN_RUN
                if run > value:
                    value = run
                    way = (way & _IN_RUN) | _DIAGONAL
            came[i, j] = way
            best[j], runs[j] = value, run
            best_before, run_before = above, run_above
    return _back(came)


@compiled
def _back(came: Array) -> Array:
    """The matches along the way that led to the last cell."""
    i, j = came.shape[0] - 1, came.shape[1] - 1
    found = np.empty((min(i, j), 2), np.int64)
    count = 0
    in_run = False
    while i and j:
        way = came[i, j]
        if in_run or way & _WAYS == _DIAGONAL:
            in_run = way & _IN_RUN > 0
            i -= 1
            j -= 1
            found[count, 0], found[count, 1] = i, j
            count += 1
        elif way & _WAYS == _UP:
            i -= 1
        else:
            j -= 1
    return found[:count][::-1]
