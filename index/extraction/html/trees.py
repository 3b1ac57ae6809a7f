"""Boosted trees as arrays, and what they say of rows of features.

A tree asks of one feature after another whether it is above a bound, and ends in a leaf; the
values of all leaves reached add up to the log-odds. What each question adds is credited to its
feature, which tells why a row got its score (A. Saabas, *Interpreting random forests*, 2014).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

Floats = NDArray[np.float32]
Numbers = NDArray[np.int16]


@dataclass(frozen=True)
class Trees:
    """The nodes of all trees, one tree behind the other.

    A node whose `feature` is not negative sends a row to `left` where its feature is at most
    `bound`, else to `right` (numbers of nodes, counted from the tree's own root); others are
    leaves. `value` is the mean log-odds of the training rows that came by. `roots` are where
    trees begin (int32).
    """

    feature: Numbers
    bound: Floats
    left: Numbers
    right: Numbers
    value: Floats
    roots: NDArray[np.int32]

    def credited(self, rows: Floats) -> tuple[Floats, Floats]:
        """What each feature of each row adds to its log-odds, and the row's probability."""
        credit = np.zeros(rows.shape, np.float32)
        odds = np.full(len(rows), self.value[self.roots].sum(), np.float32)
        nodes = self.feature, self.bound, self.left, self.right, self.value, self.roots
        _credit(*nodes, rows, credit, odds)
        return credit, _logistic(odds)


def _logistic(odds: Floats) -> Floats:
    return (1 / (1 + np.exp(-odds))).astype(np.float32)


@compiled
def _credit(
    feature: Numbers,
    bound: Floats,
    left: Numbers,
    right: Numbers,
    value: Floats,
    roots: NDArray[np.int32],
    rows: Floats,
    credit: Floats,
    odds: Floats,
) -> None:
    """Walk every row down every tree.

    Places are unsigned, or each would be asked whether it counts from the end.
    """
    for row in range(len(rows)):
        answers, own = rows[row], credit[row]
        for tree in range(len(roots)):
            at = root = np.uint64(roots[tree])
            asked, before = feature[at], value[at]
            while asked >= 0:
                place, is_left = np.uint64(asked), answers[np.uint64(asked)] <= bound[at]
                at = root + (np.uint64(left[at]) if is_left else np.uint64(right[at]))
                own[place] += value[at] - before
                asked, before = feature[at], value[at]
            odds[row] += before - value[root]
