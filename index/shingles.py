"""Shingles: runs of five words as 64-bit numbers, for finding text that documents share.

Two texts that share n words in a row share n - 4 shingles (Broder, "On the resemblance and
containment of documents", 1997).
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from index.analysis import words
from index.documents import Document

LENGTH = 5
"""Words of a shingle."""

Hashes = npt.NDArray[np.uint64]

_WEIGHTS = np.array([0x9E3779B97F4A7C15**power % 2**64 for power in range(LENGTH)], np.uint64)


def shingles(document: Document) -> Hashes:
    """uint64[n]: the distinct shingles of a document's paragraphs, sorted; none below 5 words."""
    numbers = [_number(word) for text in document.paragraphs for word in words(text)]
    row = np.array(numbers, dtype=np.uint64)
    if len(row) < LENGTH:
        return row[:0]
    windows = np.lib.stride_tricks.sliding_window_view(row, LENGTH)
    return np.unique((windows * _WEIGHTS).sum(axis=1, dtype=np.uint64))


@lru_cache(maxsize=1 << 17)
def _number(word: str) -> int:
    """A number for a word that is the same in every process, unlike `hash`."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
