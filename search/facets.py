"""How many of the documents found have each source, speaker, place and so on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.columns import CodedColumn, Columns
from search.engine import FACET_FIELDS, FacetCount
from search.errors import RequestError

MAX_VALUES = 1_000
"""How many values of one facet are given; the most frequent."""


def facets(
    names: Iterable[str], columns: Columns, documents: NDArray[np.integer]
) -> dict[str, tuple[FacetCount, ...]]:
    """The values of each facet among some documents. Raises RequestError for an unknown one."""
    return {name: _counts(_column(name, columns), documents) for name in names}


def _column(name: str, columns: Columns) -> CodedColumn:
    if name not in FACET_FIELDS:
        known = ", ".join(FACET_FIELDS)
        raise RequestError("unknown_facet", f"There is no facet {name!r}: use {known}.", "facets")
    return columns.coded[name]


def _counts(column: CodedColumn, documents: NDArray[np.integer]) -> tuple[FacetCount, ...]:
    """Values that occur, the most frequent first, ties by value."""
    codes = column.codes[documents]
    counts = np.bincount(codes[codes >= 0], minlength=len(column.values))
    by_count = np.argsort(-counts, kind="stable")[: min(np.count_nonzero(counts), MAX_VALUES)]
    return tuple(FacetCount(column.values[code], int(counts[code])) for code in by_count)
