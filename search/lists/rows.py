"""The passages that hold a phrase, and their scores: lists tell where to look, the row the rest.

Functions here are compiled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import Lists
from index.columnar.row import Row
from index.compiled import compiled
from search.lists.forms import may_hold_all
from search.lists.impacts import Words, add_impacts, round_scores
from search.lists.proximity import next_to_each_other

Array = NDArray[Any]
Floats = NDArray[np.float64]


@compiled
def scores_of_row(
    lists: Lists, row: Row, words: Words, ranks: Array, distance: int, chosen: Array, owners: Array
) -> tuple[Array, Floats]:
    """The passages that hold words in a row, int32[m], and their scores, float64[m], rounded.

    words: all distinct words of the row. ranks, distance: see `next_to_each_other`. chosen:
    bool, by document, those whose passages are wanted; empty where all are. owners: the document
    of each passage.
    """
    order = np.argsort(words.wheres[:, 1])
    wheres, word_ranks = words.wheres[order], words.ranks[order]
    passages = may_hold_all(lists, row, wheres, word_ranks, chosen, owners)
    passages = next_to_each_other(row, passages, ranks, distance)
    scores = np.zeros(len(passages))
    add_impacts(scores, lists, row, words, passages)
    round_scores(scores)
    return passages, scores
