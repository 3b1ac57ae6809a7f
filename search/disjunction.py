"""The scores of passages that hold any of some words: of all of them, or of the best.

Where only the best are wanted, most postings are left alone. What one word alone makes of its
best passages is what others have to exceed; words that cannot, even together, are looked up in
the passages of the others only (MaxScore; Turtle, Flood: "Query Evaluation", 1995). Where all
words matter, windows are left out whose passages cannot be among the best, going by the peaks of
the blocks that reach into them (Ding, Suel: "Faster Top-k Document Retrieval Using Block-Max
Indexes", 2011). Functions here are compiled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import (
    Lists,
    blocks_of,
    lowest,
)
from index.columnar.row import Row
from index.compiled import compiled
from search.best import best
from search.impacts import Words, add_impacts, round_scores
from search.ranking import DECIMALS
from search.windows import add_window, begin, bound_of, impact_at_most, window

Array = NDArray[Any]
Floats = NDArray[np.float64]

_SCALE = 10.0**DECIMALS

_DOUBT = 1e-3
"""Bounds are worked out in another order than scores, which may differ in the last digits."""

_ONE = np.uint64(1)


@compiled
def all_scores(lists: Lists, words: Words) -> tuple[Array, Floats]:
    """The passages with any of the words, int32[m], and their scores, float64[m], not rounded."""
    state = begin(words)
    most = min(int(words.wheres[:, 1].sum()), len(words.norms))
    passages, scores = np.empty(most, np.int32), np.empty(most)
    sums = np.zeros(window(words))
    marks = np.zeros(len(sums) // 64, np.uint64)
    found = 0
    for start in range(0, len(words.norms), len(sums)):
        for n in range(len(words.idfs)):
            add_window(lists, words, state, n, start, sums, marks)
        for word in range(len(marks)):
            left = marks[word]
            while left:
                place = (word << 6) + lowest(left)
                left &= left - _ONE
                passages[found] = start + place
                scores[found] = sums[place]
                sums[place] = 0.0
                found += 1
            marks[word] = 0
    return passages[:found], scores[:found]


@compiled
def best_scores(
    lists: Lists, row: Row, words: Words, slack: float, deleted: Array, count: int
) -> tuple[Array, Floats]:
    """The `count` best of the same, best first, and their scores, rounded.

    slack: how much greater than its peak says a weight can be at most, as a factor. deleted:
    bool[P], or empty where no passage is deleted.
    """
    if count == 0:
        return np.empty(0, np.int32), np.empty(0)
    bounds = _greatest(lists, words, slack)
    order = np.argsort(bounds)
    least = 0.0
    if len(order) > 1:
        rarest = _some(words, order[-1:])
        scores = _best_by_windows(lists, rarest, slack, deleted, count, 0.0)[1]
        least = scores[-1] if len(scores) == count else 0.0
    spared, rest = 0, 0.0
    while spared < len(order) - 1 and _exceeds(least, rest + bounds[order[spared]]):
        rest += bounds[order[spared]]
        spared += 1
    if spared == 0:
        return _best_by_windows(lists, words, slack, deleted, count, least)
    passages, scores = all_scores(lists, _some(words, order[spared:]))
    if len(deleted):
        live = ~deleted[passages]
        passages, scores = passages[live], scores[live]
    known = best(scores, count)
    if len(known) == count:
        least = max(least, scores[known[-1]])
    able = np.rint((scores + rest) * _SCALE + _DOUBT) >= np.rint(least * _SCALE)
    passages, scores = passages[able], scores[able]
    add_impacts(scores, lists, row, _some(words, order[:spared]), passages)
    round_scores(scores)
    places = best(scores, count)
    return passages[places], scores[places]


@compiled
def _best_by_windows(
    lists: Lists, words: Words, slack: float, deleted: Array, count: int, least: float
) -> tuple[Array, Floats]:
    """As `best_scores`, where `least` is known to be reached by `count` passages, or 0."""
    state = begin(words)
    passages, scores = np.empty(count, np.int32), np.empty(count)
    sums = np.zeros(window(words))
    marks = np.zeros(len(sums) // 64, np.uint64)
    held = 0
    for start in range(0, len(words.norms), len(sums)):
        bound = bound_of(lists, words, slack, state, start, start + len(sums))
        if bound == 0 or _exceeds(least, bound):
            continue
        for n in range(len(words.idfs)):
            add_window(lists, words, state, n, start, sums, marks)
        for word in range(len(marks)):
            left = marks[word]
            while left:
                place = (word << 6) + lowest(left)
                left &= left - _ONE
                score = np.rint(sums[place] * _SCALE) / _SCALE
                sums[place] = 0.0
                if score < least or (held == count and score == scores[count - 1]):
                    continue
                if len(deleted) and deleted[start + place]:
                    continue
                held = _insert(passages, scores, held, start + place, score)
                if held == count:
                    least = max(least, scores[count - 1])
            marks[word] = 0
    return passages[:held], scores[:held]


@compiled
def _exceeds(least: float, bound: float) -> bool:
    """Whether what is bounded so is less than a score, both rounded."""
    return bool(np.rint(bound * _SCALE + _DOUBT) < np.rint(least * _SCALE))


@compiled
def _some(words: Words, chosen: Array) -> Words:
    """Some of the words."""
    return Words(
        words.wheres[chosen], words.ranks[chosen], words.idfs[chosen],
        words.lift_first, words.lift_last, words.lift,
        words.lifts_begin[chosen], words.lifts_end[chosen], words.norms,
    )  # fmt: skip


@compiled
def _greatest(lists: Lists, words: Words, slack: float) -> Floats:
    """float64[n]: what each word adds at most."""
    found = np.empty(len(words.idfs))
    for n in range(len(found)):
        first = words.wheres[n, 0]
        peaks = lists.peak[first : first + blocks_of(words.wheres[n, 1])]
        most = peaks.max() if len(peaks) else 0
        is_lifted = most and words.lifts_begin[n] < words.lifts_end[n]
        found[n] = impact_at_most(255 if is_lifted else most, words.idfs[n], slack)
    return found


@compiled
def _insert(passages: Array, scores: Floats, held: int, passage: int, score: float) -> int:
    """Put a passage among the best so far, which it comes after; how many are held then."""
    at = min(held, len(scores) - 1)
    while at > 0 and scores[at - 1] < score:
        passages[at], scores[at] = passages[at - 1], scores[at - 1]
        at -= 1
    passages[at], scores[at] = passage, score
    return min(held + 1, len(scores))
