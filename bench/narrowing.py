"""The filter of the filtered questions: a keyword many documents have, and the middle years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bench.records import Record, date
from index.dates import PartialDate

WANTED_SHARE = 0.3
MIDDLE = (0.2, 0.8)
"""The range of days runs between these quantiles of the dated documents."""


class Narrowing(NamedTuple):
    """A value of `agency`, and a range of days with both ends in it."""

    agency: str
    first: PartialDate
    last: PartialDate


def narrowing(records: Iterable[Record]) -> Narrowing:
    """A filter for a corpus: the agency nearest to a third of it, and three fifths of its dates.

    Raises ValueError for a corpus without dates or agencies.
    """
    agencies: Counter[str] = Counter()
    dates: list[PartialDate] = []
    for record in records:
        agencies[record.agency] += 1
        if found := date(record):
            dates.append(found)
    total = agencies.total()
    named = {name: count for name, count in agencies.items() if name}
    if not named or not dates:
        raise ValueError("The corpus has no dates or no kinds, so nothing can be filtered by them.")
    agency = min(named, key=lambda name: (abs(named[name] / total - WANTED_SHARE), name))
    dates.sort(key=lambda found: found.first_day)
    first, last = (dates[int(len(dates) * share)] for share in MIDDLE)
    return Narrowing(agency, first, last)
