"""The passages that hold all of some words, and their scores: every list is gone through once.

The shortest list is listed; of every other one only what meets it is read, and how often the
word stands there is kept for the score. Functions here are compiled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import List, Lists, frequencies_of, passages_of
from index.compiled import compiled
from search.impacts import Words, add_word, round_scores
from search.intersection import meet

Array = NDArray[Any]
Floats = NDArray[np.float64]


@compiled
def scores_of_all(lists: Lists, words: Words, chosen: Array, owners: Array) -> tuple[Array, Floats]:
    """The passages with all of the words, int32[m], and their scores, float64[m], rounded.

    chosen: bool, by document, those whose passages are wanted; empty where all are. owners: the
    document of each passage. The words are whole stems.
    """
    order = np.argsort(words.wheres[:, 1])
    shortest = _where(words, order[0])
    passages, first = passages_of(lists, shortest), frequencies_of(lists, shortest)
    if len(chosen):
        wanted = chosen[owners[passages]]
        passages, first = passages[wanted], first[wanted]
    often = np.empty((len(order), len(passages)), np.int32)
    often[0] = first
    places = np.empty(len(passages), np.int64)
    count = len(passages)
    for n in range(1, len(order)):
        count = meet(lists, _where(words, order[n]), passages[:count], places, often[n])
        for place in range(count):
            passages[place] = passages[places[place]]
        for before in range(n):
            kept = often[before]
            for place in range(count):
                kept[place] = kept[places[place]]
    scores = np.zeros(count)
    for n in range(len(order)):
        add_word(scores, words, order[n], passages[:count], often[n])
    round_scores(scores)
    return passages[:count], scores


@compiled
def _where(words: Words, n: int) -> List:
    return List(words.wheres[n, 0], words.wheres[n, 1], words.wheres[n, 2])
