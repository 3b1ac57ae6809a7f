"""The fields of values: what documents say of themselves, read from the columns.

A value belongs to a document, and so in Whoosh to each of its passages.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import NUMERIC

from index.columnar.field_terms import FieldTerms, Ints, Postings, concatenated
from index.schema import HAS_FIELDS, whole_value
from index.storage.columns import NO_DAY, CodedColumn, Columns


class ValueTerms(FieldTerms):
    """A field whose terms stand on whole documents, on each once at most."""

    def __init__(
        self, names: Sequence[bytes], codes: Ints, documents: Ints, document_start: Ints
    ) -> None:
        """Take documents and their terms in pairs: `names[codes[i]]` stands on `documents[i]`.

        Equal names are one term, and names that stand on no passage are none. `document_start`,
        int64[D+1], tells the passages of each document.
        """
        found = document_start[documents] < document_start[documents + 1]
        codes, documents = codes[found], documents[found]
        sorted_names = sorted(set(names))
        rank = {name: number for number, name in enumerate(sorted_names)}
        ranks = np.array([rank[name] for name in names], np.int64)[codes]
        used, numbers = np.unique(ranks, return_inverse=True)
        self._terms = [sorted_names[number] for number in used.tolist()]
        self._documents = documents[np.lexsort((documents, numbers))]
        self._starts = np.searchsorted(np.sort(numbers), np.arange(len(used) + 1))
        self._document_start = document_start

    @property
    def terms(self) -> Sequence[bytes]:
        """The values, normalised."""
        return self._terms

    def postings(self, number: int) -> Postings:
        """Every passage of the documents that have the value."""
        documents = self._documents[self._starts[number] : self._starts[number + 1]]
        passages = concatenated(
            self._document_start[documents], self._document_start[documents + 1]
        )
        return Postings(passages, np.ones(len(passages), np.int64))


def whole_values(column: CodedColumn, document_start: Ints) -> ValueTerms:
    """The terms of a coded column: the normalised words of each value."""
    names = [whole_value(value).encode() for value in column.values]
    documents = np.flatnonzero(column.codes >= 0)
    codes = column.codes[documents].astype(np.int64)
    return ValueTerms(names, codes, documents, document_start)


def fields_present(columns: Columns, document_start: Ints) -> ValueTerms:
    """The terms of `has`: the names of the fields that a document has a value in."""
    names = [field.encode() for field in HAS_FIELDS]
    codes, documents = np.nonzero([columns.has(field) for field in HAS_FIELDS])
    return ValueTerms(names, codes, documents, document_start)


def days(column: NDArray[np.int32], field: NUMERIC, document_start: Ints) -> ValueTerms:
    """The terms of a column of days: each day, and the coarser steps that ranges are made of."""
    dated = np.flatnonzero(column != NO_DAY)
    distinct, codes = np.unique(column[dated], return_inverse=True)
    shifts = range(0, field.bits, field.shift_step)
    names = [field.to_bytes(day, shift) for shift in shifts for day in distinct.tolist()]
    steps = np.concatenate([codes + step * len(distinct) for step in range(len(shifts))])
    return ValueTerms(names, steps, np.tile(dated, len(shifts)), document_start)
