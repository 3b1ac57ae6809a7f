"""How many of the documents found are of each year, month or day.

A document known only to the year cannot be placed in a month; it is counted as undated there
instead of being put into January.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.columns import PRECISIONS, Columns
from index.dates import Precision
from search.engine import TimelineBucket

_UNITS = {"year": "Y", "month": "M", "day": "D"}


def timeline(
    precision: Precision, columns: Columns, documents: NDArray[np.integer]
) -> tuple[tuple[TimelineBucket, ...], int]:
    """The periods that hold documents, in order, and how many documents have no place in them."""
    placed = documents[columns.precision[documents] >= PRECISIONS.index(precision)]
    days = columns.first_day[placed].astype("datetime64[D]")
    periods, counts = np.unique(days.astype(f"datetime64[{_UNITS[precision]}]"), return_counts=True)
    buckets = zip(np.datetime_as_string(periods).tolist(), counts.tolist(), strict=True)
    return tuple(TimelineBucket(start, count) for start, count in buckets), len(documents) - len(
        placed
    )
