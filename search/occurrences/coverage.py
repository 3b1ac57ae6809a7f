"""What the archive holds of a period, whatever else is asked: how much, and what lies next."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.dates import day_of
from index.storage.columns import NO_DAY, Columns
from search.language.filters import top_parts
from search.language.syntax import DateRange, Query

_FIRST, _LAST = np.iinfo(np.int32).min + 1, np.iinfo(np.int32).max


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """The dates of an archive, beside the period that was asked for.

    `asked_from` and `asked_to` are None where the query says nothing; `documents` are those
    dated wholly within, all dated ones where it says nothing. `first` and `last` are the first
    and the last day of the archive, `before` and `after` the days next to the period on which
    it has documents again; `undated` is how many documents have no date.
    """

    asked_from: str | None
    asked_to: str | None
    documents: int
    undated: int
    first: str | None
    last: str | None
    before: str | None
    after: str | None


def coverage(columns: Columns, query: Query) -> Coverage:
    """What the archive holds of the period that a query, filters included, is narrowed to."""
    asked = [part for part in top_parts(query) if isinstance(part, DateRange)]
    starts = [part.first for part in asked if part.first]
    ends = [part.last for part in asked if part.last]
    start = max(starts, key=lambda date: date.first_day, default=None)
    end = min(ends, key=lambda date: date.last_day, default=None)
    live = columns.document_rank >= 0
    dated = np.flatnonzero(live & (columns.first_day != NO_DAY))
    firsts, lasts = columns.first_day[dated], columns.last_day[dated]
    since = start.first_day if start else _FIRST
    until = end.last_day if end else _LAST
    return Coverage(
        asked_from=str(start) if start else None,
        asked_to=str(end) if end else None,
        documents=int(np.count_nonzero((firsts >= since) & (lasts <= until))),
        undated=int(np.count_nonzero(live)) - len(dated),
        first=_least(firsts),
        last=_most(lasts),
        before=_most(lasts[lasts < since]) if start else None,
        after=_least(firsts[firsts > until]) if end else None,
    )


def _least(days: NDArray[np.int32]) -> str | None:
    return day_of(int(days.min())).isoformat() if len(days) else None


def _most(days: NDArray[np.int32]) -> str | None:
    return day_of(int(days.max())).isoformat() if len(days) else None
