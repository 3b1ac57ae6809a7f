"""Sets of passages of one segment, each able to list itself or to tell what it has of a list.

That is all it takes to evaluate a query: the smallest set of an AND is listed, and every other
one keeps what it has of it; an OR marks a bit a passage. Nothing is listed that need not be.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search.evaluation.segments import SearchedSegment
from search.lists import union
from search.lists.intersection import within_documents, without

Passages = NDArray[np.int32]
Marks = NDArray[np.bool_]
Bits = NDArray[np.uint64]

_FEW = 8
"""An OR that may find this many times as much as is asked about is asked part by part."""


class PassageSet(ABC):
    """Passages of a segment; `most` bounds how many there are."""

    most: int

    @abstractmethod
    def passages(self) -> Passages:
        """All of them, sorted, int32."""

    @abstractmethod
    def within(self, passages: Passages) -> Passages:
        """Those of some passages, sorted, that are in the set."""

    def mark(self, bits: Bits) -> None:
        """Mark them, a bit each (see `search.lists.union`)."""
        union.mark(bits, self.passages())

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return len(self.passages())


class Condition(Protocol):
    """What can only be asked of passages that are known, because to list its own takes more."""

    def within(self, passages: Passages) -> Passages:
        """Those of some passages, sorted, for which it holds."""


class Listed(PassageSet):
    """Passages that are known."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self.most = len(passages)

    def passages(self) -> Passages:
        """All of them."""
        return self._passages

    def within(self, passages: Passages) -> Passages:
        """Those of some passages that are among these."""
        if not len(self._passages):
            return self._passages
        at = np.minimum(self._passages.searchsorted(passages), len(self._passages) - 1)
        found: Passages = passages[self._passages[at] == passages]
        return found


class OfDocuments(PassageSet):
    """All passages of some documents; `chosen`: bool, by document of the index."""

    def __init__(self, source: SearchedSegment, chosen: Marks) -> None:
        self._source = source
        self.chosen = chosen
        share = np.count_nonzero(chosen) / max(len(chosen), 1)
        self.most = int(share * source.passages) + 1

    def passages(self) -> Passages:
        """All of them."""
        return np.flatnonzero(self.chosen[self._source.owners]).astype(np.int32)

    def within(self, passages: Passages) -> Passages:
        """Those of some passages whose documents are chosen."""
        return within_documents(self.chosen, self._source.owners, passages)

    def narrowed(self, others: Sequence[OfDocuments]) -> OfDocuments:
        """The passages of the documents that others have too."""
        chosen = self.chosen
        for other in others:
            chosen = chosen & other.chosen
        return OfDocuments(self._source, chosen)


class Everything(PassageSet):
    """All passages."""

    def __init__(self, source: SearchedSegment) -> None:
        self.most = source.passages

    def passages(self) -> Passages:
        """All of them."""
        return np.arange(self.most, dtype=np.int32)

    def within(self, passages: Passages) -> Passages:
        """All that are asked about."""
        return passages


class AllOf(PassageSet):
    """The passages of all of some sets, at least one, for which some conditions hold.

    Those of unwanted sets are left out.
    """

    def __init__(
        self,
        wanted: Sequence[PassageSet],
        unwanted: Sequence[PassageSet] = (),
        conditions: Sequence[Condition] = (),
    ) -> None:
        parts = [found for found in wanted if isinstance(found, AllOf)]
        sets: list[PassageSet] = [found for found in wanted if not isinstance(found, AllOf)]
        sets += chain(*(part.wanted for part in parts))
        filters = [found for found in sets if isinstance(found, OfDocuments)]
        if len(filters) > 1:
            sets = [found for found in sets if not isinstance(found, OfDocuments)]
            sets.append(filters[0].narrowed(filters[1:]))
        self.wanted: list[PassageSet] = sorted(sets, key=lambda found: found.most)
        self.unwanted: list[PassageSet] = list(chain(unwanted, *(p.unwanted for p in parts)))
        self.conditions: list[Condition] = list(chain(conditions, *(p.conditions for p in parts)))
        self.most = self.wanted[0].most

    @cached_property
    def _passages(self) -> Passages:
        return self._checked(self._listed())

    def passages(self) -> Passages:
        """All of them."""
        return self._passages

    def within(self, passages: Passages) -> Passages:
        """Those of some passages that all of the sets have."""
        for found in self.wanted:
            passages = found.within(passages)
        return self._checked(passages)

    def _listed(self) -> Passages:
        """The passages that all wanted sets have, as the smallest of them has it."""
        first, *others = self.wanted
        passages = first.passages()
        for found in others:
            passages = found.within(passages)
        return passages

    def _checked(self, passages: Passages) -> Passages:
        """Those of some passages for which all holds, and that are in none of the unwanted sets."""
        for condition in self.conditions:
            passages = condition.within(passages)
        for found in self.unwanted:
            passages = without(passages, found.within(passages))
        return passages


class AnyOf(PassageSet):
    """The passages of any of some sets."""

    def __init__(self, source: SearchedSegment, sets: Sequence[PassageSet]) -> None:
        self._source = source
        self._sets = sets
        self.most = min(sum(found.most for found in sets), source.passages)

    @cached_property
    def _bits(self) -> Bits:
        bits = no_bits(self._source)
        for found in self._sets:
            found.mark(bits)
        return bits

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return union.count(self._bits)

    @cached_property
    def _passages(self) -> Passages:
        return union.marked(self._bits)

    def passages(self) -> Passages:
        """All of them."""
        return self._passages

    def within(self, passages: Passages) -> Passages:
        """Those of some passages that any of the sets has."""
        if "_bits" in self.__dict__ or len(passages) * _FEW > self.most:
            return union.within_marked(self._bits, passages)
        found = np.zeros(len(passages), np.bool_)
        for own in self._sets:
            found[passages.searchsorted(own.within(passages))] = True
        return passages[found]


def no_bits(source: SearchedSegment) -> Bits:
    """Bits for the passages of a segment, none marked."""
    return np.zeros(source.passages // 64 + 1, np.uint64)
