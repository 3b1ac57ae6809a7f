"""Which blocks of a page are its article, as far as the article's true text tells.

A block of six words or more is labelled with the share of its 4-word shingles that the text
has; one that says again what stands above counts only if the text says it twice. A shorter one
might stand anywhere; it counts if the longest common subsequence of page
and text runs through all of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from bench.extraction.scoring import SHINGLE, words

SHORTEST = 6
REPEATED = 0.8


def labels(blocks: Sequence[str], truth: str) -> NDArray[np.float32]:
    """The label of each block, 0 (furniture) to 1 (article)."""
    true = words(truth)
    rows = [words(block) for block in blocks]
    aligned = _aligned([word for row in rows for word in row], true)
    shingles = {tuple(true[at : at + SHINGLE]) for at in range(len(true) - SHINGLE + 1)}
    found = np.zeros(len(blocks), np.float32)
    above: set[tuple[str, ...]] = set()
    start = 0
    for at, row in enumerate(rows):
        share = float(aligned[start : start + len(row)].mean()) if row else 0.0
        start += len(row)
        if len(row) < SHORTEST:
            found[at] = share == 1
            continue
        own = [tuple(row[i : i + SHINGLE]) for i in range(len(row) - SHINGLE + 1)]
        held = sum(one in shingles for one in own) / len(own)
        repeated = sum(one in above for one in own) / len(own)
        found[at] = min(held, share) if repeated > REPEATED else held
        above.update(own)
    return found


def _aligned(page: list[str], truth: list[str]) -> NDArray[np.bool_]:
    """Which words of a page are in its longest common subsequence with the text."""
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(word, len(numbers)) for word in page]
    right = [numbers.setdefault(word, len(numbers)) for word in truth]
    found = np.zeros(len(page), bool)
    for step in LCSseq.opcodes(left, right):
        if step.tag == "equal":
            found[step.src_start : step.src_end] = True
    return found
