"""Shingles: runs of five words as 64-bit numbers, for finding text that documents share.

Two texts that share n words in a row share n - 4 shingles (Broder, "On the resemblance and
containment of documents", 1997).
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import numpy.typing as npt

LENGTH = 5
"""Words of a shingle."""

Hashes = npt.NDArray[np.uint64]

WEIGHTS = tuple(np.uint64(0x9E3779B97F4A7C15**power % 2**64) for power in range(LENGTH))
"""What the number of a word counts for at each place of a shingle."""


def shingles(words: Hashes) -> Hashes:
    """uint64[n-4]: the shingles of a row of words, in order; none below five words.

    `words` is uint64[n], the number of each word as `word_number` gives it.
    """
    count = max(len(words) - LENGTH + 1, 0)
    found = np.zeros(count, np.uint64)
    for place, weight in enumerate(WEIGHTS):
        found += words[place : place + count] * weight
    return found


def word_number(word: str) -> int:
    """A number for a word that is the same in every process, unlike `hash`."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
