"""The order of results, the same on every run and engine.

By relevance: score, then number. By date: the first day a date can mean, then score, then
number; documents without a date come last in both directions. Where nothing in a query scores
(it is empty, or only filters), relevance means nothing and the newest come first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.columns import NO_DAY
from search.engine import Sort

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def effective_sort(sort: Sort, *, scored: bool) -> Sort:
    """The order to use: newest first where relevance is asked for and nothing scored."""
    return "-date" if sort == "relevance" and not scored else sort


def order(sort: Sort, scores: Floats, days: NDArray[np.int32], numbers: Ints) -> Ints:
    """The indices that sort results, int64[n], from each one's score, first day and number."""
    if sort == "relevance":
        return np.lexsort((numbers, -scores))
    undated = days == NO_DAY
    ascending = days.astype(np.int64) * (1 if sort == "date" else -1)
    return np.lexsort((numbers, -scores, ascending, undated))
