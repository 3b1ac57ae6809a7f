"""Near spellings: the words of a vocabulary within an edit distance of another.

Comparing a word with every word of an archive takes milliseconds, so two quick signs rule most
of them out first: an edit changes the length by at most one, and takes at most one letter out
of the word and brings at most one in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract


class Spellings:
    """Words, and of each its length, and its letters as a set of 64 bits."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._lengths = np.fromiter(map(len, words), np.int32, len(words))
        self._letters = _letters(words, self._lengths)

    def within(self, word: str, distance: int) -> list[tuple[str, int]]:
        """The words within so many insertions, deletions and substitutions, and how many."""
        (letters,) = _letters([word], np.array([len(word)]))
        differing = np.bitwise_count(self._letters ^ letters) <= 2 * distance
        similar = differing & (np.abs(self._lengths - len(word)) <= distance)
        words = [self._words[n] for n in np.flatnonzero(similar).tolist()]
        found = extract(word, words, scorer=Levenshtein.distance, score_cutoff=distance, limit=None)
        return [(near, int(edits)) for near, edits, _ in found]


def _letters(words: Sequence[str], lengths: NDArray[np.integer]) -> NDArray[np.uint64]:
    """The letters of each word, which must not be empty: bit n for code points of n modulo 64."""
    codes = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    if not len(codes):
        return np.zeros(len(words), np.uint64)
    starts = np.cumsum(lengths) - lengths
    return np.bitwise_or.reduceat(np.uint64(1) << (codes % np.uint32(64)).astype(np.uint64), starts)
