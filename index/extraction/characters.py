"""Tables of characters for the loops that count what text is made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

PLANE = 0x10000
"""Characters in the tables: those of the basic plane; all others are of no kind."""
IDEOGRAPHS = (
    *range(0x3040, 0x3100), *range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00),
)  # fmt: skip
"""Characters that are words by themselves, more or less, with those of the Japanese scripts."""


def character_tables(
    kinds: Mapping[str, int], exceptions: Mapping[int, Iterable[int]], other: int
) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The kind and the small form of each character of the basic plane.

    `kinds` gives the kind of a category of Unicode (`Ll`), `exceptions` the characters of a kind
    whatever their category, the last to name one being right; all the rest are `other`.
    """
    categories = [unicodedata.category(chr(code)) for code in range(PLANE)]
    table = np.array([kinds.get(category, other) for category in categories], np.uint8)
    lower = np.arange(PLANE, dtype=np.uint32)
    for code, category in enumerate(categories):
        if category in ("Lu", "Lt") and len(small := chr(code).lower()) == 1:
            lower[code] = ord(small)
    for kind, characters in exceptions.items():
        table[list(characters)] = kind
    return table, lower
