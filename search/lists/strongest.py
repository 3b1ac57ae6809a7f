"""The best passages of one word: blocks with the greatest peaks are read first, most never.

What a block can add at most is rounded up to one of 255 steps, as its peak is, so that blocks
are put in order by counting. Functions here are compiled.
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
    peak_of,
    read_frequencies,
    read_passages,
    weight_of,
)
from index.compiled import compiled
from search.lists.impacts import Words, impact, lifts_over
from search.lists.intersection import block_with
from search.ranking.formulas import DECIMALS, TEXT_WEIGHT

Array = NDArray[Any]
Floats = NDArray[np.float64]

DOUBT = 2e-6
"""Bounds and scores are worked out in different orders, and scores are rounded in the end."""

_GREATEST = 255
_SCALE = 10.0**DECIMALS


@compiled
def steps_of(lists: Lists, words: Words, n: int, slack: float) -> Array:
    """uint8[b]: what the blocks of a word's list add at most, in steps.

    slack: how much greater than its peak says a weight can be at most, as a factor.
    """
    scaled = np.empty(_GREATEST + 1, np.uint8)
    for peak in range(len(scaled)):
        scaled[peak] = _step(TEXT_WEIGHT * slack * weight_of(peak)) if slack > 1 else peak
    first = words.wheres[n, 0]
    peaks = lists.peak[first : first + blocks_of(words.wheres[n, 1])]
    steps = scaled[peaks]
    begin, end = words.lifts_begin[n], words.lifts_end[n]
    if begin == end:
        return steps
    last, number = lists.last[first : first + len(peaks)], -1
    for lift in range(begin, end):
        number = block_with(last, max(number - 1, -1), words.lift_first[lift])
        while number < len(last):
            weight = TEXT_WEIGHT * slack * weight_of(peaks[number]) + words.lift[lift]
            steps[number] = max(steps[number], _step(weight))
            if last[number] >= words.lift_last[lift] - 1:
                break
            number += 1
    return steps


@compiled
def _step(weight: float) -> int:
    """A weight, rounded up to a step."""
    return peak_of(weight) if weight < np.inf else _GREATEST


@compiled
def impact_within(step: int, idf: float) -> float:
    """What a word adds at most where it is within a step."""
    return step * idf / _GREATEST


@compiled
def best_of_word(
    lists: Lists, words: Words, n: int, slack: float, deleted: Array, count: int
) -> tuple[Array, Floats]:
    """The `count` best passages of one word by what it adds, best first, and that, rounded.

    deleted: bool[P], or empty where no passage is deleted.
    """
    where, idf = List(words.wheres[n, 0], words.wheres[n, 1], words.wheres[n, 2]), words.idfs[n]
    steps = steps_of(lists, words, n, slack)
    ends = np.zeros(_GREATEST + 2, np.int64)
    for step in steps:
        ends[step + 1] += 1
    ends = np.cumsum(ends)
    ordered, following = np.empty(len(steps), np.int64), ends.copy()
    for number in range(len(steps)):
        ordered[following[steps[number]]] = number
        following[steps[number]] += 1
    passages, scores = np.empty(count, np.int32), np.empty(count)
    held, least = 0, 0.0
    for step in range(_GREATEST, 0, -1):
        if held == count and impact_within(step, idf) < least - DOUBT:
            break
        for number in ordered[ends[step] : ends[step + 1]]:
            own, added = read_impacts(lists, words, n, where, number)
            for place in range(len(own)):
                score = np.rint(added[place] * _SCALE) / _SCALE
                if (held == count and score < least) or (len(deleted) and deleted[own[place]]):
                    continue
                held = _insert(passages, scores, held, own[place], score)
                least = scores[held - 1]
    return passages[:held], scores[:held]


@compiled
def read_impacts(
    lists: Lists, words: Words, n: int, where: List, number: int
) -> tuple[Array, Floats]:
    """The passages of a block of a word's list, int32, and what the word adds to each, float64."""
    own, often, added = np.empty(BLOCK, np.int32), np.empty(BLOCK, np.int32), np.empty(BLOCK)
    size = read_passages(lists, where, number, own)
    read_frequencies(lists, where, number, often)
    norms, idf = words.norms, words.idfs[n]
    if words.lifts_begin[n] == words.lifts_end[n]:
        for place in range(size):
            added[place] = impact(often[place], norms[own[place]], 0.0) * idf
    else:
        lifts = lifts_over(words, n, own[:size])
        for place in range(size):
            added[place] = impact(often[place], norms[own[place]], lifts[place]) * idf
    return own[:size], added[:size]


@compiled
def able_of_word(
    lists: Lists, words: Words, n: int, slack: float, least: float
) -> tuple[Array, Floats]:
    """The passages to which a word adds at least so much, int32[m], and that, float64[m]."""
    where = List(words.wheres[n, 0], words.wheres[n, 1], words.wheres[n, 2])
    steps, idf = steps_of(lists, words, n, slack), words.idfs[n]
    able = np.flatnonzero(steps * (idf / _GREATEST) >= least - DOUBT)
    passages, scores = np.empty(len(able) * BLOCK, np.int32), np.empty(len(able) * BLOCK)
    found = 0
    for number in range(len(able)):
        own, added = read_impacts(lists, words, n, where, int(able[number]))
        for place in range(len(own)):
            passages[found], scores[found] = own[place], added[place]
            found += added[place] >= least - DOUBT
    return passages[:found], scores[:found]


@compiled
def _insert(passages: Array, scores: Floats, held: int, passage: int, score: float) -> int:
    """Put a passage among the best so far, the lower first of equal ones; how many are held."""
    at = held
    if held == len(scores):
        at -= 1
        if score == scores[at] and passage > passages[at]:
            return held
    while at > 0 and (
        scores[at - 1] < score or (scores[at - 1] == score and passages[at - 1] > passage)
    ):
        passages[at], scores[at] = passages[at - 1], scores[at - 1]
        at -= 1
    passages[at], scores[at] = passage, score
    return min(held + 1, len(scores))
