"""Sets of passages in whichever form is cheapest: a list, a bit a passage, or whole documents.

A rare word is a list, a frequent one bits too, a filter by source or date a truth value for
each document. How they are joined is in `search.joining`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.columns import Columns
from search import bits
from search.bits import Bits
from search.postings import Posting
from search.scratch import Scratch

Passages = NDArray[np.int32]
Marks = NDArray[np.bool_]
Documents = NDArray[np.int32]

_GALLOP = 6
"""A list is looked up in another that is longer by this factor; else both are gone through."""


class PassageSet(ABC):
    """Passages of an index of so many, `universe`; `count` of them."""

    universe: int
    count: int

    @abstractmethod
    def passages(self) -> Passages:
        """The passages, sorted, int32[count]."""

    @abstractmethod
    def has(self, passages: Passages, scratch: Scratch) -> Marks:
        """Which of some sorted passages are in the set."""

    @property
    def is_dense(self) -> bool:
        """Whether `bits` is the cheaper form."""
        return False

    def first(self, count: int) -> Passages:
        """The first `count` passages."""
        return self.passages()[:count]

    def documents(self, columns: Columns) -> Documents:
        """The documents the passages stand in, ascending."""
        documents = columns.passage_document[self.passages()]
        return documents[np.flatnonzero(np.diff(documents, prepend=-1))]

    @cached_property
    def bits(self) -> Bits:
        """A bit a passage."""
        return bits.bits_of(self.passages(), self.universe)


class Listed(PassageSet):
    """Passages given as a list, sorted."""

    def __init__(self, passages: Passages, universe: int) -> None:
        self._passages = passages
        self.universe = universe
        self.count = len(passages)

    def passages(self) -> Passages:
        """The passages, sorted."""
        return self._passages

    def has(self, passages: Passages, scratch: Scratch) -> Marks:
        """Which of some sorted passages are in the set."""
        if len(self._passages) > _GALLOP * len(passages):
            return _looked_up(passages, self._passages)
        with scratch.marked(self._passages) as marks:
            return marks[passages]


class OfWord(Listed):
    """The passages of a word; those of a frequent one are known as bits and as levels too."""

    def __init__(self, posting: Posting, universe: int) -> None:
        super().__init__(posting.passages, universe)
        self._posting = posting

    @property
    def is_dense(self) -> bool:
        """Whether `bits` is the cheaper form."""
        return self._posting.is_frequent

    @cached_property
    def bits(self) -> Bits:
        """A bit a passage."""
        return self._posting.bits

    def has(self, passages: Passages, scratch: Scratch) -> Marks:
        """Which of some sorted passages are in the set."""
        if self._posting.is_frequent:
            return self._posting.levels[passages] > 0
        return super().has(passages, scratch)


class Dense(PassageSet):
    """Passages given as bits; where they are a union, `parts` are the sets it was made of."""

    def __init__(self, found: Bits, universe: int, parts: Sequence[PassageSet] = ()) -> None:
        self.bits = found
        self.universe = universe
        self.count = bits.count(found)
        self._parts = parts

    @property
    def is_dense(self) -> bool:
        """Whether `bits` is the cheaper form."""
        return True

    @cached_property
    def _passages(self) -> Passages:
        return bits.passages_of(self.bits)

    def passages(self) -> Passages:
        """The passages, sorted."""
        return self._passages

    def first(self, count: int) -> Passages:
        """The first `count` passages."""
        return bits.first(self.bits, count)

    def has(self, passages: Passages, scratch: Scratch) -> Marks:
        """Which of some sorted passages are in the set."""
        return bits.among(passages, self.bits)

    def documents(self, columns: Columns) -> Documents:
        """The documents the passages stand in, ascending."""
        if not self._parts:
            return super().documents(columns)
        found = np.zeros(len(columns.document_start) - 1, np.bool_)
        for part in self._parts:
            found[part.documents(columns)] = True
        return np.flatnonzero(found).astype(np.int32)


class OfDocuments(PassageSet):
    """All passages of some documents, bool[D]."""

    def __init__(self, chosen: Marks, columns: Columns) -> None:
        self.chosen = chosen
        self._columns = columns
        self.universe = len(columns.passage_document)
        self._sizes = np.diff(columns.document_start)
        self.count = int(self._sizes[chosen].sum())

    def passages(self) -> Passages:
        """The passages, sorted."""
        return np.flatnonzero(np.repeat(self.chosen, self._sizes)).astype(np.int32)

    def has(self, passages: Passages, scratch: Scratch) -> Marks:
        """Which of some sorted passages are in the set."""
        return self.chosen[self._columns.passage_document[passages]]

    def documents(self, columns: Columns) -> Documents:
        """The documents the passages stand in, ascending."""
        return np.flatnonzero(self.chosen & (self._sizes > 0)).astype(np.int32)

    def both(self, other: OfDocuments) -> OfDocuments:
        """The passages of the documents of both."""
        return OfDocuments(self.chosen & other.chosen, self._columns)


class Everything(PassageSet):
    """Every passage."""

    def __init__(self, universe: int) -> None:
        self.universe = self.count = universe

    def passages(self) -> Passages:
        """The passages, sorted."""
        return np.arange(self.universe, dtype=np.int32)

    def has(self, passages: Passages, scratch: Scratch) -> Marks:
        """Which of some sorted passages are in the set."""
        return np.ones(len(passages), np.bool_)

    def documents(self, columns: Columns) -> Documents:
        """The documents the passages stand in, ascending."""
        return np.flatnonzero(np.diff(columns.document_start)).astype(np.int32)


def none(universe: int) -> PassageSet:
    """No passage."""
    return Listed(np.zeros(0, np.int32), universe)


def _looked_up(passages: Passages, among: Passages) -> Marks:
    """Which of some sorted passages are among others, sorted."""
    at = among.searchsorted(passages)
    at[at == len(among)] = 0
    found: Marks = among[at] == passages
    return found
