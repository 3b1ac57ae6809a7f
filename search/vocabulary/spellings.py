"""Near spellings: the words of a vocabulary within an edit distance of another.

Comparing a word with every word of an archive takes milliseconds, so two quick signs rule most
of them out first: an edit changes the length by at most one, and takes at most one letter out
of the word and brings at most one in. The words are kept in the order of their lengths, so that
the first sign is a stretch of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

Codes = NDArray[np.uint32]


class Spellings:
    """Words, none of them empty, in the order of their lengths.

    Of each there are its letters as code points, in `codes` from `starts[n]` to `starts[n + 1]`,
    and as a set of 64 bits.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = sorted(words, key=len)
        lengths = np.fromiter(map(len, self._words), np.int64, len(words))
        longest = int(lengths[-1]) if len(words) else 0
        self._first_of_length = np.searchsorted(lengths, np.arange(longest + 2)).tolist()
        self._starts = np.append(0, np.cumsum(lengths))
        self._codes = _codes("".join(self._words))
        self._letters = _letters(self._codes, self._starts[:-1])

    def within(self, word: str, distance: int) -> list[tuple[str, int]]:
        """The words within so many insertions, deletions and substitutions, and how many."""
        wanted = _codes(word)
        (letters,) = _letters(wanted, np.zeros(1, np.int64))
        similar = _similar(self._letters, letters, distance, *self._as_long(len(word), distance))
        near, edits = _near(self._codes, self._starts, similar, wanted, distance)
        words = [self._words[n] for n in near.tolist()]
        return list(zip(words, edits.tolist(), strict=True))

    def _as_long(self, length: int, distance: int) -> tuple[int, int]:
        """The first and the end of the words that differ in length by at most `distance`."""
        known = self._first_of_length
        first, end = length - distance, length + distance + 1
        return known[min(max(first, 0), len(known) - 1)], known[min(end, len(known) - 1)]


def _codes(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def _letters(codes: Codes, starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The letters of each word as bits, bit n for code points of n modulo 64."""
    if not len(codes):
        return np.zeros(len(starts), np.uint64)
    bits = np.uint64(1) << (codes % np.uint32(64)).astype(np.uint64)
    return np.bitwise_or.reduceat(bits, starts)


@compiled
def _similar(
    letters: NDArray[np.uint64], wanted: np.uint64, most: int, first: int, end: int
) -> NDArray[np.int64]:
    """Which words from `first` to `end` have at most `most` letters too many, and too few."""
    similar = np.empty(end - first, np.int64)
    count = 0
    for n in range(first, end):
        own = letters[n]
        if _bits(own & ~wanted) <= most and _bits(wanted & ~own) <= most:
            similar[count] = n
            count += 1
    return similar[:count]


@compiled
def _bits(bits: np.uint64) -> np.uint64:
    """How many bits are set, as Hacker's Delight (5-1) counts them; one instruction in the end."""
    bits -= (bits >> np.uint64(1)) & np.uint64(0x5555555555555555)
    pairs = np.uint64(0x3333333333333333)
    bits = (bits & pairs) + ((bits >> np.uint64(2)) & pairs)
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (bits * np.uint64(0x0101010101010101)) >> np.uint64(56)


@compiled
def _near(
    codes: Codes, starts: NDArray[np.int64], words: NDArray[np.int64], wanted: Codes, most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Those of some words that are within an edit distance of another, and the distance of each."""
    near, edits = np.empty_like(words), np.empty_like(words)
    row = np.empty(len(wanted) + 1, np.int64)
    count = 0
    for n in words:
        edits[count] = _distance(codes[starts[n] : starts[n + 1]], wanted, most, row)
        if edits[count] <= most:
            near[count] = n
            count += 1
    return near[:count], edits[:count]


@compiled
def _distance(word: Codes, wanted: Codes, most: int, row: NDArray[np.int64]) -> int:
    """The edit distance of words whose lengths differ by at most `most`; `most + 1` for any above.

    The table of Wagner and Fischer (1974), of which `row` holds one row, and of that only the
    places at most `most` off the diagonal matter (Ukkonen 1985). Where all of them are above
    `most`, the distance is too.
    """
    far = most + 1
    for m in range(len(row)):
        row[m] = min(m, far)
    for n in range(1, len(word) + 1):
        first, last = max(1, n - most), min(len(wanted), n + most)
        diagonal, row[first - 1] = row[first - 1], min(n, far) if first == 1 else far
        least = row[first - 1]
        for m in range(first, last + 1):
            replaced = diagonal + (word[n - 1] != wanted[m - 1])
            diagonal = row[m]
            row[m] = min(replaced, diagonal + 1, row[m - 1] + 1, far)
            least = min(least, row[m])
        if least == far:
            return far
    return int(row[len(wanted)])
