"""The passages that hold all of some words, and their scores: every list is gone through once.

The shortest list is listed; of every other one only what meets it is read, and frequencies only
of what is left in the end. Functions here are compiled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import List, Lists, frequencies_of_some, passages_of
from index.compiled import compiled
from search.lists.impacts import Words, add_word, round_scores
from search.lists.intersection import meet

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
    passages = passages_of(lists, shortest)
    # By word, what is kept of its postings, counted from 0.
    kept = np.empty((len(order), len(passages)), np.int64)
    kept[0] = np.arange(len(passages))
    count = len(passages)
    if len(chosen):
        wanted = np.flatnonzero(chosen[owners[passages]])
        count = len(wanted)
        passages[:count], kept[0, :count] = passages[wanted], wanted
    places = np.empty(count, np.int64)
    for n in range(1, len(order)):
        count = meet(lists, _where(words, order[n]), passages[:count], places, kept[n])
        _keep(passages, places[:count])
        for before in range(n):
            _keep(kept[before], places[:count])
    scores = np.zeros(count)
    for n in range(len(order)):
        often = frequencies_of_some(lists, _where(words, order[n]), kept[n, :count])
        add_word(scores, words, order[n], passages[:count], often)
    round_scores(scores)
    return passages[:count], scores


@compiled
def _keep(numbers: Array, places: Array) -> None:
    """Move the numbers at some places, sorted, to the front."""
    for n in range(len(places)):
        numbers[n] = numbers[places[n]]


@compiled
def _where(words: Words, n: int) -> List:
    return List(words.wheres[n, 0], words.wheres[n, 1], words.wheres[n, 2])
