"""Spaces as they are meant: no-break spaces, soft hyphens and zero-width marks put right.

Nothing else of a text is touched, so that what is quoted is what the source says.
"""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e]")


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them, for tables that are read better as running words."""
    return frozenset(text.split())


def tidied(text: str) -> str:
    """The text on one line, with single plain spaces and without invisible marks."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())
