"""The order of results, the same on every run and engine.

By relevance: score, then number. By date: the first day a date can mean, then score, then
number; documents without a date come last in both directions. Where nothing in a query scores
(it is empty, or only filters), relevance means nothing and the newest come first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.storage.columns import NO_DAY
from search.requests import Sort

Floats = NDArray[np.float64]
Ints = NDArray[np.integer]


def effective_sort(sort: Sort, *, scored: bool) -> Sort:
    """The order to use: newest first where relevance is asked for and nothing scored."""
    return "-date" if sort == "relevance" and not scored else sort


def order(sort: Sort, scores: Floats, days: NDArray[np.int32], numbers: Ints) -> Ints:
    """The indices that sort results, int64[n], from each one's score, first day and number."""
    if sort == "relevance":
        return np.lexsort((numbers, -scores))
    return np.lexsort((numbers, -scores, by_day(sort, days)))


def best_in_order(scores: Floats, numbers: Ints, count: int) -> Ints:
    """The indices of the `count` best scores, of equal ones those with lower numbers first."""
    if count < len(scores):
        able = np.flatnonzero(scores >= np.partition(scores, len(scores) - count)[-count])
    else:
        able = np.arange(len(scores))
    return able[np.lexsort((numbers[able], -scores[able]))[:count]]


def first(sort: Sort, days: NDArray[np.int32], count: int) -> Ints:
    """The indices of those that can be the first `count` by date, whatever they score."""
    key = by_day(sort, days)
    return np.flatnonzero(key <= np.partition(key, count - 1)[count - 1])


def by_day(sort: Sort, days: NDArray[np.int32]) -> Ints:
    """What to sort by, ascending; the undated last."""
    ascending = days.astype(np.int64) * (1 if sort == "date" else -1)
    ascending[days == NO_DAY] = np.iinfo(np.int64).max
    return ascending
