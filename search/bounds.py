"""Bounds on the scores of all passages found, so that only those that can be best are scored.

Frequent words add to a score in whole levels, rounded up, so a sum over them is too high by at
most a level a word. The k-th best bound, less that slack, is a score that k passages reach;
whatever is bounded below it is not among the best k, and need not be looked at. This is
MaxScore (Turtle and Flood, 1995) with a bound for every passage instead of every list.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.occurrences import ranges
from search.passage_sets import PassageSet
from search.postings import HEAD, STEPS, Posting, greatest
from search.scoring import Sum, Weighted
from search.scratch import Scratch

Floats = NDArray[np.float64]
Ints = NDArray[np.integer]
Passages = NDArray[np.int32]

_MOST_LEVELS = 9
"""How many levels of frequent words 16 bits can add up."""

_ROUNDING = 2e-5
"""Scores are compared after rounding to six decimals, and sums are of 32 bits."""


class Bounded(NamedTuple):
    """Passages, sorted, int32[n], each with a bound on its score, float64[n]."""

    passages: Passages
    bounds: Floats


class Bounds(ABC):
    """Upper bounds on scores; no score is further below its bound than `slack`."""

    slack: float

    @abstractmethod
    def reached(self, k: int) -> float:
        """A score that at least `k` passages found reach, where there are as many."""

    @abstractmethod
    def at_least(self, score: float) -> Bounded:
        """Every passage found that may score so much or more."""

    @abstractmethod
    def between(self, starts: Ints, stops: Ints) -> Bounded:
        """Every passage found in some ranges of passages, which are in order."""


class ListBounds(Bounds):
    """Bounds of passages given as a list."""

    def __init__(self, passages: Passages, scored: Sum, scratch: Scratch) -> None:
        most = bounds(passages, scored.words, scratch) + scored.constant
        self._found = Bounded(passages, most)
        self.slack = _slack(scored.words)

    def reached(self, k: int) -> float:
        """A score that at least `k` passages found reach."""
        return greatest(self._found.bounds, k) - self.slack

    def at_least(self, score: float) -> Bounded:
        """Every passage found that may score so much or more."""
        own = np.flatnonzero(self._found.bounds >= score)
        return Bounded(self._found.passages[own], self._found.bounds[own])

    def between(self, starts: Ints, stops: Ints) -> Bounded:
        """Every passage found in some ranges of passages."""
        return _between(self._found, starts, stops)


class UnionBounds(Bounds):
    """Bounds of all passages that hold any of some words, without a list of them.

    The passages of the rare words are bounded one by one. The others hold frequent words only
    and are bounded by a sum of levels over all passages, where that may be enough at all.
    """

    def __init__(self, scored: Sum, scratch: Scratch) -> None:
        self._words = scored.words
        self._frequent = [w.posting for w in scored.words if w.posting.is_frequent]
        self._most = sum(posting.greatest for posting in self._frequent)
        self._rare = _rare([w.posting for w in scored.words if not w.posting.is_frequent], scratch)
        for posting in self._frequent:
            self._rare.bounds[:] += posting.levels[self._rare.passages] / STEPS
        self._scratch = scratch
        self._levels: NDArray[np.uint16] | None = None
        self.slack = _slack(scored.words)

    @staticmethod
    def suits(scored: Sum) -> bool:
        """Whether a query's bounds can be had so."""
        frequent = sum(word.posting.is_frequent for word in scored.words)
        plain = scored.finds_all and all(word.boost == 1 for word in scored.words)
        return plain and frequent <= _MOST_LEVELS

    def reached(self, k: int) -> float:
        """A score that at least `k` passages found reach."""
        known = [reached_by_head(word.posting, k) for word in self._words]
        known.append(greatest(self._rare.bounds, k) - self.slack)
        if self._frequent and max(known) <= self._most:
            known.append(greatest(self._sums(), k) / STEPS - self.slack)
        return max(known)

    def at_least(self, score: float) -> Bounded:
        """Every passage found that may score so much or more."""
        own = np.flatnonzero(self._rare.bounds >= score)
        rare = Bounded(self._rare.passages[own], self._rare.bounds[own])
        if self._most + self.slack < score or not self._frequent:
            return _joined(rare)
        levels = self._sums()
        least = max(int(max(score, 0.0) * STEPS), 1)
        frequent = np.flatnonzero(levels >= least).astype(np.int32)
        return _joined(rare, Bounded(frequent, levels[frequent] / STEPS))

    def between(self, starts: Ints, stops: Ints) -> Bounded:
        """Every passage found in some ranges of passages."""
        inside = stops.searchsorted(self._rare.passages, "right")
        inside[inside == len(stops)] = 0
        own = np.flatnonzero(
            (starts[inside] <= self._rare.passages) & (self._rare.passages < stops[inside])
        )
        rare = Bounded(self._rare.passages[own], self._rare.bounds[own])
        if not self._frequent:
            return _joined(rare)
        passages = ranges(starts, stops).astype(np.int32)
        sums = self._sums()[passages]
        own = np.flatnonzero(sums)
        return _joined(rare, Bounded(passages[own], sums[own] / STEPS))

    def _sums(self) -> NDArray[np.uint16]:
        if self._levels is None:
            first, *others = [posting.levels for posting in self._frequent]
            self._levels = first
            for other in others:
                self._levels = np.add(self._levels, other, out=self._scratch.level_sums())
        return self._levels


def _rare(postings: Sequence[Posting], scratch: Scratch) -> Bounded:
    """The passages of rare words, in no order, and what these words add to them, exactly."""
    if not postings:
        return Bounded(np.zeros(0, np.int32), np.zeros(0))
    sums = scratch.sums
    fresh = []
    for posting in postings:
        before = sums[posting.passages]
        sums[posting.passages] = before + posting.impacts
        known = np.count_nonzero(before)
        fresh.append(posting.passages[before == 0] if known else posting.passages)
    passages = np.concatenate(fresh)
    added = sums[passages].astype(np.float64)
    sums[passages] = 0.0
    return Bounded(passages, added)


def bounds(passages: Passages, words: Sequence[Weighted], scratch: Scratch) -> Floats:
    """float64[m]: for each of some passages the most that words can add to it."""
    found = np.zeros(len(passages))
    for posting, boost in words:
        if posting.is_frequent:
            found += posting.levels[passages] * (boost / STEPS)
        elif len(posting) < 4 * len(passages):
            sums = scratch.sums
            sums[posting.passages] = posting.impacts
            found += sums[passages] * boost
            sums[posting.passages] = 0.0
        else:
            found += posting.impacts_at(passages) * boost
    return found


def reached_by_head(posting: Posting, k: int) -> float:
    """A score that `k` passages reach by one word alone."""
    if not 0 < k <= min(HEAD, len(posting)):
        return float("-inf")
    return float(posting.head[1][k - 1]) - _ROUNDING


def bounds_of(found: PassageSet, scored: Sum, scratch: Scratch) -> Bounds:
    """The bounds of what a query finds."""
    if UnionBounds.suits(scored):
        return UnionBounds(scored, scratch)
    return ListBounds(found.passages(), scored, scratch)


def _slack(words: Sequence[Weighted]) -> float:
    return sum(w.boost / STEPS for w in words if w.posting.is_frequent) + 2 * _ROUNDING


def _between(found: Bounded, starts: Ints, stops: Ints) -> Bounded:
    own = ranges(
        found.passages.searchsorted(starts.astype(np.int32)),
        found.passages.searchsorted(stops.astype(np.int32)),
    )
    return Bounded(found.passages[own], found.bounds[own])


def _joined(*parts: Bounded) -> Bounded:
    """The passages of all parts, sorted; of one in several, the greatest of its bounds."""
    passages = np.concatenate([part.passages for part in parts])
    values = np.concatenate([part.bounds for part in parts])
    order = np.lexsort((-values, passages))
    passages, values = passages[order], values[order]
    first = np.flatnonzero(np.diff(passages, prepend=-1))
    return Bounded(passages[first], values[first])
