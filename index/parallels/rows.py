"""The rows of words in which parallels are looked for, and which of their passages count.

Segments rank their forms each for itself, so a word is known here by a number made of its
spelling, the same in every segment.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.row import Row
from index.columnar.segment import Segment
from index.compiled import compiled
from index.storage.columns import Columns

Array = NDArray[Any]
Marks = NDArray[np.bool_]

# FNV-1a (Fowler, Noll and Vo), then the mixing of SplitMix64 (Steele, Lea and Flood, 2014).
_FNV_BASIS = np.uint64(0xCBF29CE484222325)
_FNV_PRIME = np.uint64(0x100000001B3)
_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)
_30, _27, _31 = np.uint64(30), np.uint64(27), np.uint64(31)


class Rows(NamedTuple):
    """One segment of P passages, looked through for shingles.

    words: its row. numbers: uint64[F+1], the number of the form of each rank, 0 for gaps.
    first: the number, among all passages looked through, of its passage 0. before, after:
    bool[P], whether a passage was a paragraph of the archive before it changed, and is now.
    """

    words: Row
    numbers: NDArray[np.uint64]
    first: int
    before: Marks
    after: Marks

    @property
    def changed(self) -> Marks:
        """bool[P]: the passages that came or went."""
        return self.before ^ self.after

    @property
    def passages(self) -> int:
        """How many passages there are, those that do not count among them."""
        return len(self.after)


def form_numbers(segment: Segment) -> NDArray[np.uint64]:
    """uint64[F+1]: a number for the form of each rank, made of its spelling; 0 for the gap's."""
    numbers = np.zeros(segment.gap + 1, np.uint64)
    spelt = _numbers(*segment.forms.arrays)
    numbers[1:] = spelt[segment.rank_form[1:]]
    return numbers


def paragraphs(columns: Columns) -> Marks:
    """bool[P]: the passages that are no titles.

    Titles are left out: rubrics come again and again, and to share one is not to share text.
    """
    found: Marks = np.ones(len(columns.passage_words), np.bool_)
    found[columns.titles] = False
    return found


@compiled
def _numbers(text: Array, starts: Array) -> Array:
    """uint64[F]: a number of 64 random-looking bits for each word of a vocabulary."""
    found = np.empty(len(starts) - 1, np.uint64)
    for word in range(len(found)):
        number = _FNV_BASIS
        for place in range(starts[word], starts[word + 1] - 1):
            number = (number ^ np.uint64(text[place])) * _FNV_PRIME
        number = (number ^ (number >> _30)) * _MIX_A
        number = (number ^ (number >> _27)) * _MIX_B
        found[word] = number ^ (number >> _31)
    return found
