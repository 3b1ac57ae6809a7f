"""What each character counts as: a table from characters to letters, for the word table.

ASCII is a to z and 0 to 9 or a gap. Of what lies beyond, the Latin letters, punctuation and
signs that texts in English are full of count by themselves, whatever stands beside them, as a
gap or as a letter or two of ASCII: *é* is e, *œ* is o and e. These are in the table. All other
characters (combining marks, other scripts) are not: a text with one has to be normalised first.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.analysis import words

GAP_LETTER = 0
"""Stands for a character that is part of no word."""
OTHER = 0xFFFF
"""Stands for a character that the table does not know: it is taken as it is."""

# Latin-1 and the first extension of Latin; punctuation; currencies; arrows, mathematical and
# technical signs; lines and shapes; what stands for a character that could not be decoded.
_KNOWN = [
    *range(0x80, 0x180), *range(0x2000, 0x2070), *range(0x20A0, 0x20D0), *range(0x2190, 0x2400),
    *range(0x2500, 0x2600), 0xFFFD,
]  # fmt: skip


@cache
def letter_table() -> NDArray[np.uint16]:
    """uint16[65536]: what a character counts as, by code point; none beyond is known.

    GAP_LETTER, OTHER, or one or two letters: the first in the low byte, the second, if any, in
    the high one. It is made by asking `index.analysis.words`, so that the two cannot differ.
    """
    table = np.full(0x10000, OTHER, np.uint16)
    table[:0x80] = [ord(c.lower()) if c.isalnum() else GAP_LETTER for c in map(chr, range(0x80))]
    table[_KNOWN] = [_letters(chr(code)) for code in _KNOWN]
    return table


def _letters(character: str) -> int:
    found = words(f"a{character}b")
    if found == ["a", "b"]:
        return GAP_LETTER
    letters = found[0][1:-1].encode()
    if len(found) == 1 and 1 <= len(letters) <= 2 and letters.isascii():
        return int.from_bytes(letters, "little")
    return OTHER
