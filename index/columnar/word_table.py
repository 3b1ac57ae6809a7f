"""Numbers of words: a table that grows, filled and asked by machine code."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.columnar.cutting import LONGEST, KnownWords, file_words, mark_others, number_words
from index.columnar.letters import letter_table


class WordTable:
    """Numbers words in the order in which they are first met, from 1."""

    def __init__(self, room: int = 1 << 15) -> None:
        """`room`: how many words there is room for at first; a power of two."""
        self._letters = letter_table()
        self._known = 0
        self._words = KnownWords(
            text=np.zeros(room * 8 + LONGEST, np.uint8),
            ends=np.zeros(room + 1, np.int64),
            hashes=np.zeros(room + 1, np.uint32),
            counts=np.zeros(room + 1, np.int64),
            slots=np.zeros(room * 2, np.uint32),
        )

    def numbers(self, text: bytes) -> NDArray[np.uint32]:
        """uint32[n]: the words of passages, GAP at the end of each, where END stands in the text.

        `text` is UTF-8 that ends with END.
        """
        octets = np.frombuffer(text, np.uint8)
        numbers = np.empty(len(octets), np.uint32)
        read = found = 0
        while True:
            read, found, self._known = number_words(
                octets, read, self._letters, self._words, self._known, numbers, found
            )
            if read == len(octets):
                return numbers[:found].copy()
            self._grow()

    def counts(self) -> NDArray[np.int64]:
        """int64[n+1]: how often each word was met, by its number; 0 for GAP."""
        counts: NDArray[np.int64] = self._words.counts[: self._known + 1]
        return counts

    def words(self) -> list[bytes]:
        """The words in the order of their numbers, as UTF-8."""
        ends = self._words.ends[: self._known + 1].tolist()
        text = self._words.text[: ends[-1]].tobytes()
        return [text[start:end] for start, end in pairwise(ends)]

    def _grow(self) -> None:
        """Make room for twice as many words."""
        text, ends, hashes, counts = (np.append(a, np.zeros_like(a)) for a in self._words[:4])
        slots = np.zeros(2 * len(self._words.slots), np.uint32)
        self._words = KnownWords(text, ends, hashes, counts, slots)
        file_words(self._words, self._known)


def with_others(text: bytes, passages: int) -> NDArray[np.bool_]:
    """bool[passages]: which passages of a text hold a character the letter table does not know."""
    marked = np.zeros(passages, np.bool_)
    mark_others(np.frombuffer(text, np.uint8), letter_table(), marked)
    return marked
