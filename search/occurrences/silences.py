"""When something was first and last said, and for how long it was not, by the days of documents.

A document dated to a year may be of any day in it. So a silence reaches from the last day that a
document before it can mean to the first day of the one after: it is certain. And it is no
silence unless the archive speaks meanwhile, in a document dated wholly within.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.storage.columns import NO_DAY, Columns

Documents = NDArray[np.integer]


class Span(NamedTuple):
    """The first and the last dated document among some, by number."""

    first: int
    last: int


class Silence(NamedTuple):
    """The documents before and after a silence, the days between, and what was said meanwhile.

    `start` and `end` are its first and its last day, since 1970; `documents` how many there are.
    """

    before: int
    after: int
    start: int
    end: int
    documents: int


def span(documents: Documents, columns: Columns) -> Span | None:
    """The first and the last of some documents that are dated; of equal ones as they are read.

    The first is the one whose date begins first, the last the one whose date ends last.
    """
    dated = documents[columns.first_day[documents] != NO_DAY]
    if not len(dated):
        return None
    ranks = columns.document_rank[dated]
    by_start = np.lexsort((ranks, columns.first_day[dated]))
    by_end = np.lexsort((ranks, columns.last_day[dated]))
    return Span(int(dated[by_start[0]]), int(dated[by_end[-1]]))


def longest_silence(documents: Documents, others: Documents, columns: Columns) -> Silence | None:
    """The longest time between some documents in which there are others, the earliest of equals."""
    dated = documents[columns.first_day[documents] != NO_DAY]
    if len(dated) < 2:
        return None
    dated = dated[np.lexsort((columns.document_rank[dated], columns.first_day[dated]))]
    ends = np.maximum.accumulate(columns.last_day[dated])[:-1]
    starts = columns.first_day[dated][1:]
    days = np.where(_speaks(ends, starts, others, columns), starts - ends - 1, 0)
    longest = int(days.argmax())
    if days[longest] < 1:
        return None
    start, end = int(ends[longest]) + 1, int(starts[longest]) - 1
    until = dated[: longest + 1]
    return Silence(
        before=int(until[columns.last_day[until].argmax()]),
        after=int(dated[longest + 1]),
        start=start,
        end=end,
        documents=int(np.count_nonzero(_within(start, end, others, columns))),
    )


def _speaks(
    ends: NDArray[np.int32], starts: NDArray[np.int32], others: Documents, columns: Columns
) -> NDArray[np.bool_]:
    """bool[n]: whether any of the others is dated wholly between an end and a start."""
    dated = others[columns.first_day[others] != NO_DAY]
    dated = dated[np.argsort(columns.first_day[dated], kind="stable")]
    # From each on, the least last day: whoever begins late enough and ends early enough.
    least = np.minimum.accumulate(columns.last_day[dated][::-1])[::-1]
    least = np.append(least, np.iinfo(np.int32).max)
    speaks: NDArray[np.bool_] = (
        least[np.searchsorted(columns.first_day[dated], ends, side="right")] < starts
    )
    return speaks


def _within(start: int, end: int, others: Documents, columns: Columns) -> NDArray[np.bool_]:
    """bool[n]: which of the others are dated wholly within some days."""
    within: NDArray[np.bool_] = columns.first_day[others] >= start
    return within & (columns.last_day[others] <= end)
