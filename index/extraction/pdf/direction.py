"""Which way a page reads: Hebrew and Arabic stand in a file from right to left.

PDFium hands out their characters in the order of reading, so only the places have to be
understood. A page that reads to the left is laid out in its mirror: what is known of columns,
indents and the ends of lines then holds for it as for any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

_FIRST = "\u0590"
_LEFTWARD = (("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufefe"))
"""The blocks of scripts written to the left (Unicode Standard, DerivedBidiClass, R and AL)."""


class Placed(Protocol):
    """Text with its place on a page."""

    text: str
    left: float
    right: float


def is_leftward(character: str) -> bool:
    """Whether a character is of a script that is written from right to left."""
    return character >= _FIRST and any(low <= character <= high for low, high in _LEFTWARD)


def mirror(rows: Sequence[Placed]) -> None:
    """Swap left and right on a page most of whose letters are written to the left."""
    letters = [character for row in rows for character in row.text if character.isalpha()]
    if 2 * sum(map(is_leftward, letters)) <= len(letters):
        return
    edges = min(row.left for row in rows) + max(row.right for row in rows)
    for row in rows:
        row.left, row.right = edges - row.right, edges - row.left
