"""The words and values of an archive in a cluster, read when first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property

from index.analysis import words
from search.opensearch.pieces import WordsPiece
from search.vocabulary.expansion import Vocabulary
from search.vocabulary.lexicon import Lexicon, Value


class StoredLexicon(Lexicon):
    """A lexicon of vocabularies that were stored with the archive."""

    def __init__(
        self, values: dict[str, list[tuple[str, int]]], read: Callable[[str], WordsPiece]
    ) -> None:
        """`read` gives the vocabulary of a field."""
        self._lock = threading.Lock()
        self._vocabularies = {}
        self._shown = values
        self._piece = read

    def passages(self, word: str) -> int:
        """In how many passages a whole word stands."""
        return self.vocabulary("exact").count(word)

    @cached_property
    def _values(self) -> dict[str, list[Value]]:
        return {
            field: [Value(shown, tuple(words(shown)), count) for shown, count in values]
            for field, values in self._shown.items()
        }

    def _read(self, field: str) -> Vocabulary:
        piece = self._piece(field)
        return Vocabulary.of_sorted(piece.words, piece.counts)
