"""The documents of an archive, or of some filters, added up by their dates on the shards.

There are never many dates, so however many documents there are, the answer is small and exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.query.qcore import Query

from index.storage.columns import NO_DAY
from search.opensearch.asking import body, source
from search.opensearch.reader import Reader

Date = tuple[int, int, int]
"""The first and the last day that a date can mean, and its precision."""


class Days(NamedTuple):
    """Documents by date: how many `documents` there are of each, and how many words in them.

    known: of those that were asked about, which are not among the others, how many words each
    has, and whether it is the newest capture of its page.
    """

    documents: dict[Date, int]
    words_of: dict[Date, int]
    known: dict[int, tuple[int, bool]]

    def __len__(self) -> int:
        """How many documents there are, but those that are known."""
        return sum(self.documents.values())

    def columns(self) -> dict[str, NDArray[np.int32]]:
        """int32[n] each: the days and the precision of every document."""
        dates = np.array(list(self.documents), np.int32).reshape(-1, 3)
        every = np.repeat(dates, self._counts(), axis=0)
        return dict(zip(("first_day", "last_day", "precision"), every.T, strict=True))

    def words(self) -> NDArray[np.int64]:
        """int64[n]: the words of every document, all of a date told of the first of that date."""
        counts = self._counts()
        found = np.zeros(len(self), np.int64)
        found[np.cumsum(counts) - counts] = [self.words_of[date] for date in self.documents]
        return found

    def _counts(self) -> NDArray[np.int64]:
        return np.array(list(self.documents.values()), np.int64)


def days_of(
    reader: Reader, query: Query, *, among: Collection[int] = (), newest: bool = True
) -> Days:
    """The documents that a query finds by date; those `among` some told one by one.

    With `newest`, without older captures of a page. Raises EngineUnavailable.
    """
    scripts = {
        "params": {"among": list(among), "newest": newest},
        "init_script": source("days_begin"),
        "map_script": source("days_gather"),
        "combine_script": source("days_finish"),
        "reduce_script": "return states",
    }
    found = reader.finding(query, scored=False)
    answer = reader.asked(body(found, scripts))
    documents: Counter[Date] = Counter()
    words: Counter[Date] = Counter()
    known: dict[int, tuple[int, bool]] = {}
    shards: list[dict[str, Any]] = answer["aggregations"]["found"]["value"]
    for shard in shards:
        for told, (count, own) in shard["days"].items():
            date = _date(told)
            documents[date] += count
            words[date] += own
        known.update((key, (own, is_newest)) for key, own, is_newest in shard["known"])
    return Days(documents, words, known)


def _date(told: str) -> Date:
    first, last, precision = (NO_DAY if part == "null" else int(part) for part in told.split(":"))
    return first, last, precision
