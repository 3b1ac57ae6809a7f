"""The scores of passages that hold any of some words: of all of them, or of the best.

Where only the best are wanted, most postings are left alone. What the best passages of one word
score is what others have to exceed; words that cannot, even together, are looked up in the
passages of the others only (MaxScore; Turtle, Flood: "Query Evaluation", 1995). Where all
words matter, windows are left out whose passages cannot be among the best, going by the peaks of
the blocks that reach into them (Ding, Suel: "Faster Top-k Document Retrieval Using Block-Max
Indexes", 2011). Functions here are compiled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import Lists, lowest
from index.columnar.row import Row
from index.compiled import compiled
from search.lists.impacts import Words, add_impacts, round_scores
from search.lists.strongest import DOUBT, able_of_word, best_of_word, impact_within, steps_of
from search.lists.windows import add_window, begin, bound_of, window
from search.ranking.best import best

Array = NDArray[Any]
Floats = NDArray[np.float64]

_TRIED = 4
"""So many times as many passages as are wanted are tried to find out what has to be exceeded."""

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
    if len(words.idfs) == 1:
        return best_of_word(lists, words, 0, slack, deleted, count)
    bounds = _greatest(lists, words, slack)
    order = np.argsort(bounds)
    known = order[words.wheres[order, 1] >= count]
    least = _reached(lists, row, words, known[-1], slack, deleted, count) if len(known) else 0.0
    spared, rest = 0, 0.0
    while spared < len(order) - 1 and rest + bounds[order[spared]] < least - DOUBT:
        rest += bounds[order[spared]]
        spared += 1
    telling = _some(words, order[spared:])
    if spared + 1 == len(order):
        passages, scores = able_of_word(lists, telling, 0, slack, least - rest)
    else:
        passages, scores = _able(lists, telling, slack, deleted, count, least, rest)
    if len(deleted):
        live = ~deleted[passages]
        passages, scores = passages[live], scores[live]
    if spared:
        add_impacts(scores, lists, row, _some(words, order[:spared]), passages)
    round_scores(scores)
    places = best(scores, count)
    return passages[places], scores[places]


@compiled
def _reached(
    lists: Lists, row: Row, words: Words, n: int, slack: float, deleted: Array, count: int
) -> float:
    """What `count` passages reach at least, going by the best of one word; 0 where it has fewer."""
    passages = np.sort(best_of_word(lists, words, n, slack, deleted, _TRIED * count)[0])
    scores = np.zeros(len(passages))
    add_impacts(scores, lists, row, words, passages)
    round_scores(scores)
    places = best(scores, count)
    return scores[places[-1]] if len(places) == count else 0.0


@compiled
def _able(
    lists: Lists, words: Words, slack: float, deleted: Array, count: int, least: float, rest: float
) -> tuple[Array, Floats]:
    """Passages that can be among the best, where other words add `rest` at most; their sums.

    `least` is known to be reached by `count` passages.
    """
    state = begin(words)
    most = min(int(words.wheres[:, 1].sum()), len(words.norms))
    passages, scores = np.empty(most, np.int32), np.empty(most)
    greatest = np.zeros(count)
    sums = np.zeros(window(words))
    marks = np.zeros(len(sums) // 64, np.uint64)
    found = 0
    for start in range(0, len(words.norms), len(sums)):
        bound = bound_of(lists, words, slack, state, start, start + len(sums))
        if bound == 0 or bound + rest < least - DOUBT:
            continue
        for n in range(len(words.idfs)):
            add_window(lists, words, state, n, start, sums, marks)
        for word in range(len(marks)):
            left = marks[word]
            while left:
                place = (word << 6) + lowest(left)
                left &= left - _ONE
                score = sums[place]
                sums[place] = 0.0
                if score + rest < least - DOUBT:
                    continue
                if score > greatest[-1] and not (len(deleted) and deleted[start + place]):
                    _keep(greatest, score)
                    least = max(least, greatest[-1])
                passages[found], scores[found] = start + place, score
                found += 1
            marks[word] = 0
    return passages[:found], scores[:found]


@compiled
def _keep(greatest: Floats, score: float) -> None:
    """Put a score among the greatest, which are sorted; the least of them goes."""
    at = len(greatest) - 1
    while at > 0 and greatest[at - 1] < score:
        greatest[at] = greatest[at - 1]
        at -= 1
    greatest[at] = score


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
        steps = steps_of(lists, words, n, slack)
        found[n] = impact_within(steps.max() if len(steps) else 0, words.idfs[n])
    return found
