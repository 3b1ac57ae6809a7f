"""The terms of one field of a segment as Whoosh sees them: sorted bytes, each with postings.

A segment keeps one row of words and no fields. What Whoosh calls a field is a way to read
that row or the columns beside it; the fields of words are in `word_terms`, those of values in
`value_terms`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Postings(NamedTuple):
    """The passages a term stands in, sorted, and how often in each; int64[n] both."""

    passages: Ints
    frequencies: Ints


class FieldTerms(ABC):
    """The terms of a field, numbered in the order of their bytes."""

    @property
    @abstractmethod
    def terms(self) -> Sequence[bytes]:
        """Every term that has a posting, in order; a term's index here is its number."""

    @abstractmethod
    def postings(self, number: int) -> Postings:
        """Where a term stands."""

    def positions(self, number: int) -> Ints | None:
        """The places of a term within its passages, one posting's after the other's.

        int64[sum of frequencies]; None in a field that has no order of words.
        """
        return None

    @property
    def lengths(self) -> Ints | None:
        """How many words of this field each passage has, int64[P]; None where nothing counts it."""
        return None

    def lengths_of(self, passages: Ints) -> Ints:
        """How many words of this field some passages have; 0 where that does not count."""
        lengths = self.lengths
        return np.zeros(len(passages), np.int64) if lengths is None else lengths[passages]

    def number(self, term: bytes) -> int:
        """The number of a term, or -1 where no passage has it."""
        at = self.at_or_after(term)
        return at if at < len(self.terms) and self.terms[at] == term else -1

    def at_or_after(self, term: bytes) -> int:
        """The number of the first term that is not before `term`."""
        return bisect_left(self.terms, term)


def concatenated(starts: Ints, stops: Ints) -> Ints:
    """Every number of the ranges `starts[i]` to `stops[i]`, one range after the other."""
    lengths = stops - starts
    before = np.cumsum(lengths) - lengths
    numbers: Ints = np.arange(lengths.sum()) + np.repeat(starts - before, lengths)
    return numbers
