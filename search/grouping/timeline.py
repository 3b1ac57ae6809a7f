"""How many of the documents found are of each year, month or day.

A document known only to the year cannot be placed in a month; it is counted as undated there
instead of being put into January.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.dates import Precision
from index.storage.columns import PRECISIONS, Columns
from search.results import TimelineBucket

_UNITS = {"year": "Y", "month": "M", "day": "D"}

Documents = NDArray[np.integer]
Numbers = NDArray[np.int64]


class Periods:
    """Years, months or days, numbered from those of 1 January 1970 on."""

    def __init__(self, precision: Precision, columns: Columns) -> None:
        self._precision = precision
        self._columns = columns

    def placed(self, documents: Documents) -> Documents:
        """Those of some documents that are dated as precisely as to one period."""
        precision = PRECISIONS.index(self._precision)
        return documents[self._columns.precision[documents] >= precision]

    def numbers(self, placed: Documents) -> Numbers:
        """int64[n]: the period of each of some documents that have one."""
        days = self._columns.first_day[placed].astype("datetime64[D]")
        return days.astype(f"datetime64[{_UNITS[self._precision]}]").astype(np.int64)

    def names(self, numbers: Numbers) -> list[str]:
        """Periods in ISO 8601: 2021, 2021-04 or 2021-04-07."""
        periods = numbers.astype(f"datetime64[{_UNITS[self._precision]}]")
        names: list[str] = np.datetime_as_string(periods).tolist()
        return names


def timeline(
    precision: Precision, columns: Columns, documents: NDArray[np.integer]
) -> tuple[tuple[TimelineBucket, ...], int]:
    """The periods that hold documents, in order, and how many documents have no place in them."""
    periods = Periods(precision, columns)
    placed = periods.placed(documents)
    numbers, counts = np.unique(periods.numbers(placed), return_counts=True)
    buckets = zip(periods.names(numbers), counts.tolist(), strict=True)
    found = tuple(TimelineBucket(start, count) for start, count in buckets)
    return found, len(documents) - len(placed)
