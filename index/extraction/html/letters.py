"""What the texts of a page are made of, counted in one pass over its characters.

Nothing here knows a language. Characters fall into classes by Unicode's own table, so that a
full stop and 。 both end a sentence; and text is measured in *mass*, the number of English
words that would say as much, because Chinese has no spaces to count words by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled
from index.extraction.characters import IDEOGRAPHS, PLANE, character_tables

OTHER, SPACE, LOWER, UPPER, CASELESS, IDEOGRAPH, DIGIT = range(7)
STOP, WIDE_STOP, COMMA, QUOTE, SEPARATOR, COLON, JOINER, SIGN, MONEY = range(7, 16)
_WRITTEN = {
    STOP: ".!?…؟।",
    WIDE_STOP: "。！？｡",
    COMMA: ",;，、；،",
    QUOTE: "\"'”’»)]}」』）】",
    SEPARATOR: "|/\\•·›<>→←▸►▶",
    COLON: ":：",
    JOINER: "-‐‑",
    SIGN: "©®™@#",
}
_BY_CATEGORY = {
    "Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Lo": CASELESS, "Lm": CASELESS, "Mn": CASELESS,
    "Mc": CASELESS, "Nd": DIGIT, "Sc": MONEY, "Zs": SPACE, "Cc": SPACE,
}  # fmt: skip

COUNTS = (
    "mass", "letters", "words", "capitalised", "digits", "stops", "commas", "quotes",
    "separators", "signs", "money", "characters", "closed", "announcing", "low", "symbols",
    "capitals",
)  # fmt: skip
"""The columns of `Letters.counts`; `closed`, `announcing` (a colon at the end) and `low` (a
small letter at the beginning) are 0 or 1."""


@dataclass(frozen=True)
class Letters:
    """The counts of some texts, and their words.

    `counts` has a row a text and a column for each of COUNTS (float32). `words` are hashes of
    the words of all texts in order, cases folded (uint32); text `i` has those from `starts[i]`
    to `starts[i + 1]`.
    """

    counts: NDArray[np.float32]
    words: NDArray[np.uint32]
    starts: NDArray[np.int64]

    def column(self, name: str) -> NDArray[np.float32]:
        """One of COUNTS for every text."""
        return self.counts[:, COUNTS.index(name)]


def letters(texts: Sequence[str]) -> Letters:
    """Count what texts are made of."""
    whole = "\n".join(texts)
    codes = np.frombuffer(whole.encode("utf-32-le", "replace"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.cumsum(lengths + 1)
    counts = np.zeros((len(texts), len(COUNTS)), np.float32)
    words = np.empty(len(codes) + 1, np.uint32)
    starts = np.zeros(len(texts) + 1, np.int64)
    classes, lower = _tables()
    found = _count(codes, ends - lengths - 1, ends - 1, classes, lower, counts, words, starts)
    return Letters(counts, words[:found], starts)


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The class and the small form of each character of the basic plane."""
    written = {kind: map(ord, characters) for kind, characters in _WRITTEN.items()}
    return character_tables(_BY_CATEGORY, {IDEOGRAPH: IDEOGRAPHS, **written}, OTHER)


@compiled
def _count(  # noqa: C901  one pass over the characters, each of one class
    codes: NDArray[np.uint32],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    classes: NDArray[np.uint8],
    lower: NDArray[np.uint32],
    counts: NDArray[np.float32],
    words: NDArray[np.uint32],
    starts: NDArray[np.int64],
) -> int:
    """Fill counts, words and their starts; the number of words."""
    found = 0
    for text in range(len(begins)):
        row = counts[text]
        starts[text] = found
        word = np.uint32(0)  # 0 outside of a word, else the hash of its letters so far
        before = SPACE
        for at in range(begins[text], ends[text]):
            code = codes[at]
            kind = classes[code] if code < PLANE else OTHER
            if kind in (LOWER, UPPER, CASELESS, DIGIT):
                if word == 0:
                    word = np.uint32(2166136261)
                    row[2] += 1
                    row[3] += kind == UPPER
                word = np.uint32((word ^ lower[code]) * np.uint32(16777619)) | np.uint32(1)
                row[16] += kind == UPPER
                row[4] += kind == DIGIT
                row[1] += kind != DIGIT
                row[0] += 0.2 if kind != CASELESS else 0.4
            else:
                if word != 0:
                    words[found] = word
                    found += 1
                    word = np.uint32(0)
                if kind == IDEOGRAPH:
                    words[found] = np.uint32(code * np.uint32(2654435761)) | np.uint32(1)
                    found += 1
                    row[0] += 0.6
                    row[1] += 1
                    row[2] += 1
                elif kind in (SPACE, QUOTE):
                    row[5] += before == STOP
                    row[7] += kind == QUOTE
                elif kind == WIDE_STOP:
                    row[5] += 1
                elif kind == COMMA:
                    row[6] += 1
                elif kind == SEPARATOR:
                    row[8] += 1
                elif kind == SIGN:
                    row[9] += 1
                elif kind == MONEY:
                    row[10] += 1
                elif kind == OTHER:
                    row[15] += 1
            before = kind
        if word != 0:
            words[found] = word
            found += 1
        _describe_ends(codes, begins[text], ends[text], classes, row)
    starts[len(begins)] = found
    return found


@compiled
def _describe_ends(
    codes: NDArray[np.uint32],
    begin: int,
    end: int,
    classes: NDArray[np.uint8],
    row: NDArray[np.float32],
) -> None:
    """Fill in how a text begins and ends, quotes and brackets aside."""
    row[11] = end - begin
    last = end - 1
    while last > begin and codes[last] < PLANE and classes[codes[last]] == QUOTE:
        last -= 1
    if last >= begin and codes[last] < PLANE:
        kind = classes[codes[last]]
        row[12] = kind in (STOP, WIDE_STOP)
        row[5] += kind == STOP
        row[13] = kind == COLON
    if end > begin and codes[begin] < PLANE:
        row[14] = classes[codes[begin]] == LOWER
