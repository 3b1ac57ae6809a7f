"""What an index can be asked for: the words of its fields and the values of its keyword fields.

Patterns, suggestions and `source:kcna` all have to know what there is before they can be
searched. Vocabularies are read when first needed and then kept with their generation.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np
from whoosh.reading import IndexReader

from index.analysis import words
from index.columns import Columns
from search.expansion import Vocabulary


class Value(NamedTuple):
    """A value of a keyword field as shown, its normalised form, and how many documents have it."""

    shown: str
    words: tuple[str, ...]
    documents: int

    @property
    def term(self) -> str:
        """What the index holds of it."""
        return " ".join(self.words)


class Lexicon:
    """The words and values of one generation. `lock` is held while Whoosh's files are read."""

    def __init__(self, reader: IndexReader, columns: Columns, lock: threading.Lock) -> None:
        self._reader = reader
        self._columns = columns
        self._lock = lock
        self._vocabularies: dict[str, Vocabulary] = {}

    def vocabulary(self, field: str) -> Vocabulary:
        """The words of a text field: `text` and `title` hold stems, `exact` ones whole words."""
        with self._lock:
            if field not in self._vocabularies:
                self._vocabularies[field] = Vocabulary(self._counts(field))
            return self._vocabularies[field]

    def values(self, field: str) -> list[Value]:
        """The values of a keyword field, sorted as shown."""
        return self._values.get(field, [])

    def resolve(self, field: str, wanted: tuple[str, ...]) -> list[Value]:
        """The values words mean: those of just these words, or else those that contain them."""
        values = self.values(field)
        exact = [value for value in values if value.words == wanted]
        return exact or [value for value in values if wanted and contains(value.words, wanted)]

    @cached_property
    def _values(self) -> dict[str, list[Value]]:
        found: dict[str, list[Value]] = {}
        for field, column in self._columns.coded.items():
            codes = column.codes[column.codes >= 0]
            counts = np.bincount(codes, minlength=len(column.values)).tolist()
            found[field] = [
                Value(shown, tuple(words(shown)), count)
                for shown, count in zip(column.values, counts, strict=True)
            ]
        return found

    def _counts(self, field: str) -> Iterator[tuple[str, int]]:
        if field in self._reader.schema:
            for term, info in self._reader.iter_field(field):
                yield term.decode(), info.doc_frequency()


def contains(row: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether the words of `part` stand side by side, in order, in `row`."""
    return any(row[n : n + len(part)] == part for n in range(len(row) - len(part) + 1))
