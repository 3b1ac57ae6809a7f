"""Where words stand in a row or near each other: phrases and NEAR over the row of the archive.

A phrase starts from its rarest word and looks into the row beside each place where that one
stands, so other words need not be looked up at all. Two words that may stand apart are
searched for from the rarer one too, in the sorted addresses of the other. What is left, rows
of three words or more with gaps, is worked out over the passages that hold all of the words.

Passages are a gap of one apart in the row, which keeps phrases from crossing over; wider
distances are checked against the ends of passages.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.occurrences import BODIES, STEMMED, UNKNOWN, ranges
from search.postings import Addresses, Postings
from search.proximity import in_any_order, in_order

Ints = NDArray[np.integer]
Passages = NDArray[np.int32]

STRETCH = 1 << 20
"""How many words of the row are read at a time."""


class Row(NamedTuple):
    """Words of a field, in this order or in any, neighbours at most `distance` apart."""

    field: str
    words: tuple[str, ...]
    distance: int
    order: Literal["this", "any"]


class Rows:
    """Finds rows of words. `check` raises where time is up."""

    def __init__(self, postings: Postings, check: Callable[[], None]) -> None:
        self._postings = postings
        self._words = postings.words
        self._check = check

    def passages(self, row: Row, holders: Callable[[], Passages]) -> Passages:
        """The passages, sorted, that hold a row of two words or more.

        `holders` gives the passages that hold all of its words anywhere; it is asked only
        where they are needed. Fields of titles are not known here.
        """
        if any(number == UNKNOWN for number in self._numbers(row)):
            return np.zeros(0, np.int32)
        distinct = len(set(row.words)) == len(row.words)
        if row.distance == 1 and row.order == "this":
            return self._owners(self._side_by_side(row))
        if len(row.words) == 2 and distinct:
            return self._pairs(row)
        return self._within(row, holders())

    def _numbers(self, row: Row) -> list[int]:
        stemmed = row.field in STEMMED
        return [self._words.number(word, stemmed=stemmed) for word in row.words]

    def _side_by_side(self, row: Row) -> Ints:
        """The addresses where a phrase begins."""
        stemmed = row.field in STEMMED
        numbers = self._numbers(row)
        counts = [self._words.how_often(number, stemmed=stemmed) for number in numbers]
        rarest, *others = sorted(range(len(numbers)), key=counts.__getitem__)
        starts = self._postings.addresses(BODIES[row.field], row.words[rarest]) - rarest
        for other in others:
            self._check()
            beside = self._words.at(starts + other, stemmed=stemmed)
            starts = starts[np.flatnonzero(beside == numbers[other])]
        return starts

    def _pairs(self, row: Row) -> Passages:
        """The passages where one word comes shortly after another or, in any order, before."""
        one, other = (self._postings.addresses(BODIES[row.field], word) for word in row.words)
        found = [self._after(one, other, row.distance)]
        if row.order == "any":
            found.append(self._after(other, one, row.distance))
        return found[0] if len(found) == 1 else np.union1d(*found)

    def _after(self, first: Addresses, second: Addresses, distance: int) -> Passages:
        """The passages where an address of `second` is at most `distance` after one of `first`."""
        if not len(first) or not len(second):
            return np.zeros(0, np.int32)
        self._check()
        if len(first) <= len(second):
            at = second.searchsorted(first, "right")
            before, after = first, second[np.minimum(at, len(second) - 1)]
        else:
            at = first.searchsorted(second, "left") - 1
            before, after = first[np.maximum(at, 0)], second
        near = np.flatnonzero((after > before) & (after - before <= distance))
        self._check()
        owners = self._words.owners(before[near])
        ends = self._words.segment.passage_start[owners + 1] - 1
        return _distinct(owners[after[near] < ends])

    def _within(self, row: Row, holders: Passages) -> Passages:
        """Of passages that hold all words, those that hold them as wanted."""
        arrange = in_order if row.order == "this" else in_any_order
        starts = self._words.segment.passage_start
        found = []
        for part in _parts(starts[holders + 1] - starts[holders]):
            self._check()
            own = holders[part]
            first, last = starts[own], starts[own + 1] - 1
            addresses = ranges(first, last)
            # So far apart that no distance reaches from one passage into the next.
            spaced = addresses + np.repeat(np.arange(len(own)) * row.distance, last - first)
            standing = self._words.at(addresses, stemmed=row.field in STEMMED)
            places = {n: spaced[standing == n] for n in set(self._numbers(row))}
            reached = arrange([places[n] for n in self._numbers(row)], row.distance)
            shifted = first + np.arange(len(own)) * row.distance
            found.append(own[np.unique(shifted.searchsorted(reached, "right") - 1)])
        return np.concatenate(found) if found else np.zeros(0, np.int32)

    def _owners(self, addresses: Ints) -> Passages:
        self._check()
        return _distinct(self._words.owners(addresses))


def _distinct(owners: Ints) -> Passages:
    """The passages of a row of them that only grows."""
    return owners[np.flatnonzero(np.diff(owners, prepend=-1))].astype(np.int32)


def _parts(lengths: Ints) -> list[slice]:
    """Runs of passages of about STRETCH words together."""
    before = np.cumsum(lengths) // STRETCH
    cuts = np.flatnonzero(np.diff(before, prepend=-1)).tolist() if len(lengths) else []
    return [slice(a, b) for a, b in pairwise([*cuts, len(lengths)])]
