"""A sorted vocabulary in two arrays: its words, one a line, and where each begins.

Numbers of words are ranks in the order of their UTF-8 bytes, which is the order of their code
points, so a prefix is a range of numbers and merging vocabularies is merging sorted lists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Starts = NDArray[Any]

# Greater than every byte of UTF-8, so a prefix with it behind is greater than all it begins.
_BEYOND = b"\xff"


class Vocabulary:
    """The words of a segment by number and the numbers by word.

    `text` is uint8: the words in UTF-8, each with a line feed behind it. `starts` is
    unsigned[n+1]: where each word begins in it and, last, its length.
    """

    def __init__(self, text: NDArray[np.uint8], starts: Starts) -> None:
        self._text = np.ascontiguousarray(text).data
        self._starts = starts
        self._numbers = range(len(starts) - 1)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._numbers)

    @property
    def arrays(self) -> tuple[NDArray[np.uint8], Starts]:
        """`text` and `starts`, for loops over them."""
        return np.frombuffer(self._text, np.uint8), self._starts

    def number(self, word: str) -> int:
        """The number of a word, or -1."""
        wanted = word.encode()
        number = self._place(wanted)
        return number if number < len(self) and self._bytes(number) == wanted else -1

    def word(self, number: int) -> str:
        """The word of a number; IndexError where there is none."""
        return self._bytes(self._numbers[number]).decode()

    def words(self) -> list[str]:
        """All words in order."""
        return bytes(self._text).decode().split("\n")[:-1]

    def prefix(self, prefix: str) -> range:
        """The numbers of the words that begin so."""
        wanted = prefix.encode()
        return range(self._place(wanted), self._place(wanted + _BEYOND))

    def _place(self, wanted: bytes) -> int:
        return bisect_left(self._numbers, wanted, key=self._bytes)

    def _bytes(self, number: int) -> bytes:
        start, stop = self._starts[number : number + 2].tolist()
        return bytes(self._text[start : stop - 1])


def encode(words: Sequence[str]) -> tuple[NDArray[np.uint8], Starts]:
    """The two arrays of a Vocabulary, of words that are sorted and distinct."""
    text = "\n".join([*words, ""]).encode()
    array = np.frombuffer(bytearray(text), np.uint8)
    starts = np.concatenate(([0], np.flatnonzero(array == ord("\n")) + 1))
    return array, starts.astype(np.uint32 if len(text) < 2**32 else np.uint64)
