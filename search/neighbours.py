"""The document before and the one after, of the same source or by the same speaker.

They follow each other by date, those of one day in the order of reading; the undated come last,
as they do in results.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.storage.collection import Collection
from index.storage.columns import NO_DAY, Columns
from search.presentation.summaries import summaries
from search.results import DocumentSummary, Neighbours

ROWS = ("source", "speaker")
"""The fields by whose values documents stand in a row."""


def neighbours(
    document: int, columns: Columns, documents: Collection, rows: Rows | None = None
) -> tuple[Neighbours, ...]:
    """The documents before and after one, in each row that it stands in.

    Whoever asks for those of all documents gives the rows, sorted once.
    """
    found = places(document, columns) if rows is None else rows.places(document)

    def summed_up(number: int | None) -> DocumentSummary | None:
        return None if number is None else summaries([number], documents, columns)[0]

    return tuple(
        Neighbours(
            field=place.field,
            value=place.value,
            previous=summed_up(place.previous),
            next=summed_up(place.next),
        )
        for place in found
    )


class Place(NamedTuple):
    """A document's place among those with its value of a field: the numbers of its neighbours."""

    field: str
    value: str
    previous: int | None
    next: int | None


def places(document: int, columns: Columns) -> Iterator[Place]:
    """The places of a document, in each row that it stands in."""
    for field in ROWS:
        column = columns.coded[field]
        code = int(column.codes[document])
        if code >= 0:
            row = np.flatnonzero(column.codes == code)
            yield Place(field, column.values[code], *_beside(document, row, columns))


def _beside(
    document: int, row: NDArray[np.int64], columns: Columns
) -> tuple[int | None, int | None]:
    """The documents of a row just before and just after one of them."""
    order = _order(row, columns)
    own = order[np.searchsorted(row, document)]
    before, after = order < own, order > own
    previous = int(row[before][order[before].argmax()]) if before.any() else None
    following = int(row[after][order[after].argmin()]) if after.any() else None
    return previous, following


def _order(documents: NDArray[np.int64], columns: Columns) -> NDArray[np.int64]:
    """int64[n]: numbers that sort documents by date, then in the order of reading."""
    days = columns.first_day[documents].astype(np.int64)
    days[days == NO_DAY] = np.iinfo(np.int32).max
    found: NDArray[np.int64] = days << 32 | columns.document_rank[documents]
    return found


class Rows:
    """All rows, each sorted once: `places` of every document take n log n, not n²."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        order = _order(np.arange(len(columns.document_rank)), columns)
        found = columns.document_rank >= 0
        self._codes = {
            field: np.where(found, columns.coded[field].codes, -1).astype(np.int64)
            for field in ROWS
        }
        self._sorted = {field: np.lexsort((order, codes)) for field, codes in self._codes.items()}
        self._at = {field: np.argsort(own) for field, own in self._sorted.items()}

    def places(self, document: int) -> Iterator[Place]:
        """The places of a document that can be found, in each row that it stands in."""
        for field in ROWS:
            code = int(self._codes[field][document])
            if code >= 0:
                at = int(self._at[field][document])
                beside = (self._near(field, at + step, code) for step in (-1, 1))
                yield Place(field, self._columns.coded[field].values[code], *beside)

    def _near(self, field: str, at: int, code: int) -> int | None:
        """The document at a place of the sorted ones, if it stands in the row of that code."""
        if not 0 <= at < len(self._sorted[field]):
            return None
        found = int(self._sorted[field][at])
        return found if self._codes[field][found] == code else None
