"""From text to numbers of words, a batch of passages at a time.

The words are exactly those of `index.analysis.words`. A batch is cut as one text by the word
table, which knows what the characters of English texts count as. A passage with any other
character goes through `words` first.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import words
from index.columnar.cutting import END
from index.columnar.word_table import WordTable, with_others

_END = bytes([END])


class Tokeniser:
    """Turns passages into numbers, and remembers which number is which word.

    Numbers count from 1 in the order in which words are first met. Threads may share a
    tokeniser: they take turns at its table.
    """

    def __init__(self) -> None:
        self._table = WordTable()
        self._turn = threading.Lock()

    def numbers(self, texts: Sequence[str]) -> NDArray[np.uint32]:
        """uint32[n]: the words of some passages in order, with GAP behind each passage."""
        text = _encoded(texts)
        with self._turn:
            return self._table.numbers(text)

    def words(self) -> list[bytes]:
        """The words met, in the order of their numbers, as UTF-8."""
        return self._table.words()

    def counts(self) -> NDArray[np.int64]:
        """int64[n+1]: how often each word was met, by its number; 0 for GAP."""
        return self._table.counts()


def _encoded(texts: Sequence[str]) -> bytes:
    """Passages as one text for the word table."""
    encoded = [text.encode(errors="surrogatepass") for text in texts]
    joined = _joined(encoded)
    if joined.isascii():
        return joined
    others = np.flatnonzero(with_others(joined, len(texts))).tolist()
    for number in others:
        encoded[number] = " ".join(words(texts[number])).encode()
    return _joined(encoded) if others else joined


def _joined(encoded: Sequence[bytes]) -> bytes:
    """Texts with the end of a passage behind each, and nowhere else."""
    joined = _END.join([*encoded, b""])
    if joined.count(_END) == len(encoded):
        return joined
    return _END.join([*(text.replace(_END, b" ") for text in encoded), b""])
