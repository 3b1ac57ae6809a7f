"""What an index can be asked for: the words of its fields and the values of its keyword fields.

Patterns, suggestions and `source:kcna` all have to know what there is before they can be
searched. Vocabularies are read when first needed and then kept with their generation.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from index.analysis import words
from index.storage.columns import Columns
from search.evaluation.segments import BODIES, STEMMED, SearchedSegment
from search.vocabulary.expansion import Vocabulary


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
    """The words and values of one generation; safe to share between threads."""

    def __init__(self, segments: Sequence[SearchedSegment], columns: Columns) -> None:
        self._segments = segments
        self._columns = columns
        self._lock = threading.Lock()
        self._vocabularies: dict[str, Vocabulary] = {}

    def vocabulary(self, field: str) -> Vocabulary:
        """The words of a text field: `text` and `title` hold stems, `exact` ones whole words.

        A word's frequency is in how many passages it stands, or how often in titles.
        """
        with self._lock:
            if field not in self._vocabularies:
                self._vocabularies[field] = self._read(field)
            return self._vocabularies[field]

    def passages(self, word: str) -> int:
        """In how many passages a whole word stands."""
        found = ((segment, segment.word(word, stemmed=False)) for segment in self._segments)
        return sum(segment.live_count(known) for segment, known in found if known)

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

    def _read(self, field: str) -> Vocabulary:
        stemmed, titles = field in STEMMED, field != BODIES.get(field)
        parts = [segment.counts(stemmed=stemmed, titles=titles) for segment in self._segments]
        if len(parts) == 1 and not titles and self._segments[0].deleted is None:
            return Vocabulary.of_sorted(*parts[0])
        totals: Counter[str] = Counter()
        for known, counts in parts:
            for word, count in zip(known, counts, strict=True):
                totals[word] += count
        return Vocabulary((word, count) for word, count in totals.items() if count)


def contains(row: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether the words of `part` stand side by side, in order, in `row`."""
    return any(row[n : n + len(part)] == part for n in range(len(row) - len(part) + 1))
