"""The language of a text in Latin or Cyrillic letters, by the small words it is full of.

A dump says nothing of its language; its articles and prepositions do. Only a text with enough
of them, and clearly more of one language than of any other, is taken to be in it.
"""

from __future__ import annotations

from index.extraction.text.line_counts import count_lines
from index.extraction.text.line_kernels import WORDS
from index.extraction.text.small_words import LANGUAGES

FEWEST_WORDS, SHARE, MARGIN = 30, 0.2, 1.25
LOOKED_AT = 1_200
"""Characters of a text that are looked at."""


def spoken_language(text: str) -> str | None:
    """The language most of a text's small words are of, as in LANGUAGES, or None."""
    found = count_lines(text[:LOOKED_AT])
    if found is None:
        return None
    rows, small = found
    words = int(rows[:, WORDS].sum())
    if words < FEWEST_WORDS:
        return None
    counted = sorted(zip(small.sum(axis=0).tolist(), LANGUAGES, strict=True), reverse=True)
    (most, language), (next_most, _) = counted[:2]
    return language if most >= SHARE * words and most >= MARGIN * next_most else None
