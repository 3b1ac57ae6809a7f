"""How many of the documents found have each source, speaker, place and so on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled
from index.storage.columns import CodedColumn, Columns
from search.errors import RequestError
from search.requests import FACET_FIELDS
from search.results import FacetCount

Array = NDArray[Any]

MAX_VALUES = 1_000
"""How many values of one facet are given; the most frequent."""


def facets(
    names: Iterable[str], columns: Columns, documents: NDArray[np.integer]
) -> dict[str, tuple[FacetCount, ...]]:
    """The values of each facet among some documents. Raises RequestError for an unknown one."""
    wanted = tuple(names)
    check_facets(wanted)
    return {name: _counts(columns.coded[name], documents) for name in wanted}


def check_facets(names: Iterable[str]) -> None:
    """Raises RequestError for a name that is no facet."""
    for name in names:
        if name not in FACET_FIELDS:
            known = ", ".join(FACET_FIELDS)
            message = f"There is no facet {name!r}: use {known}."
            raise RequestError("unknown_facet", message, "facets")


def _counts(column: CodedColumn, documents: NDArray[np.integer]) -> tuple[FacetCount, ...]:
    """Values that occur, the most frequent first, ties by value."""
    counts = np.zeros(len(column.values), np.int64)
    _count(counts, column.codes, documents)
    (found,) = counts.nonzero()
    by_count = found[np.argsort(-counts[found], kind="stable")][:MAX_VALUES].tolist()
    return tuple([FacetCount(column.values[code], int(counts[code])) for code in by_count])


@compiled
def _count(counts: Array, codes: Array, documents: Array) -> None:
    """Add to int64[n] how many of some documents have each of n codes; negative ones are none."""
    for document in documents:
        code = codes[document]
        if code >= 0:
            counts[code] += 1
