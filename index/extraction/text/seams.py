"""How well two broken pieces of text fit together, judged by the capture's own prose.

Where columns were mixed up, several pieces may follow an unfinished one. Which does shows in
the words at the seam: `efforts to` + `live up` reads on, `efforts to` + `leading the` does not.
The pairs of words, and of kinds of words, are counted in the prose of the same capture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from math import log

from index.extraction.text.lines import FUNCTION_WORDS

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,.;:!?]")
_ENDINGS = (
    "ing",
    "ed",
    "ly",
    "ion",
    "ity",
    "ness",
    "ment",
    "ous",
    "ive",
    "al",
    "ic",
    "ful",
    "est",
    "s",
)
_SMOOTHING = 4.0


class Seams:
    """The pairs of words of a capture's prose, counted when the first seam is judged."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)

    @cached_property
    def _rows(self) -> list[list[str]]:
        return [_TOKEN.findall(text) for text in self._texts]

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        return Counter(p for row in self._rows for p in pairwise([word.lower() for word in row]))

    @cached_property
    def _kinds(self) -> Counter[tuple[str, str]]:
        return Counter(p for row in self._rows for p in pairwise([kind(word) for word in row]))

    @cached_property
    def _single(self) -> Counter[str]:
        return Counter(kind(word) for row in self._rows for word in row)

    @cached_property
    def _tokens(self) -> int:
        return sum(self._single.values()) + len(self._single) + 1

    def fit(self, left: str, right: str) -> float:
        """How much better than chance `right` continues `left`: logarithms, 0 for chance."""
        before, after = _TOKEN.findall(left[-80:]), _TOKEN.findall(right[:80])
        if not before or not after:
            return 0.0
        if left.endswith("-"):
            return 6.0 if after[0][0].islower() else 0.0
        fit = self._by_kind(before[-1], after[0]) + self._by_word(before[-1], after[0])
        if kind(before[-1]) == "-ly" and len(before) > 1:  # `is warmly` wants what `is` wants
            fit += self._by_kind(before[-2], after[0])
        return fit

    def _by_kind(self, left: str, right: str) -> float:
        a, b = kind(left), kind(right)
        share = (self._single[b] + 1) / self._tokens
        likely = (self._kinds[a, b] + _SMOOTHING * share) / (self._single[a] + _SMOOTHING)
        return log(likely / share)

    def _by_word(self, left: str, right: str) -> float:
        return 0.8 * log(1 + self._pairs[left.lower(), right.lower()])


def kind(word: str) -> str:
    """The kind of a word: itself if it is a function word, else its ending or its capital."""
    lower = word.lower()
    if lower in FUNCTION_WORDS or not word[0].isalnum():
        return lower
    if word[0].isdigit():
        return "0"
    if word[0].isupper():
        return "A"
    for ending in _ENDINGS:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return "-" + ending
    return "a"
