"""What each line of a text is made of, counted in one pass over its characters.

A dump is mostly menu: hundreds of lines to be told from a few dozen of prose. So what every
line is asked is found here for all of them at once, as machine code: where it begins and ends,
its words, how many of them are small words and of which language, and whether it holds any of
the words without which no notice, credit or jump need be looked for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.extraction.characters import IDEOGRAPHS, character_tables
from index.extraction.text.line_kernels import (
    BREAK,
    CASELESS,
    CLOSING,
    COMMA,
    COMMENT,
    COUNTS,
    CREDIT,
    DIGIT,
    FINAL,
    IDEOGRAPH,
    INVISIBLE,
    LOWER,
    NOTICE,
    OPEN,
    OPENING,
    OTHER,
    OWNED,
    PAGE,
    PAUSE,
    PHRASE,
    SPACE,
    TORN,
    UPPER,
    count,
    tell_kinds,
)
from index.extraction.text.phrases import (
    COMMENT_WORDS,
    CREDIT_WORDS,
    NOTICE_WORDS,
    PAGE_WORDS,
    PHRASE_WORDS,
)
from index.extraction.text.small_words import LANGUAGES, OPEN_WORDS, SMALL_WORDS, TORN_WORDS

_WRITTEN = {
    FINAL: ".!?…。！？｡؟।",
    CLOSING: "\"'”’»)]}*_」』）】›",
    OPENING: "“‘([«„「『（【‹",
    PAUSE: ":;：；",
    COMMA: ",，、،",
    OWNED: "©",
}
_BY_CATEGORY = {
    "Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Lo": CASELESS, "Lm": CASELESS, "Mn": CASELESS,
    "Mc": CASELESS, "Nd": DIGIT, "Zs": SPACE, "Cc": SPACE, "Zl": BREAK, "Zp": BREAK,
}  # fmt: skip
_BREAKS = (10, 11, 12, 13, 0x1C, 0x1D, 0x1E, 0x85)
_INVISIBLE = (*range(9), *range(14, 28), 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF)
_UNSEEN = re.compile(f"[{re.escape(''.join(map(chr, _INVISIBLE)))}]")

_KINDS = {
    NOTICE: NOTICE_WORDS,
    CREDIT: CREDIT_WORDS,
    PAGE: PAGE_WORDS,
    PHRASE: PHRASE_WORDS,
    COMMENT: COMMENT_WORDS,
}


class LineCounts(NamedTuple):
    """The counts of the lines of a text that are not blank.

    `rows` (int64) has a row a line and a column for each of BEGIN to HINTS: where the line
    begins and ends in the text, the blank lines above it and the spaces it began with; its
    words, ideographs, letters with and without case; the flags IS_FINAL to HAS_LETTERS; the
    class of its last word, and all classes of its words that are hints. `small` (int64) has
    its small words in each of LANGUAGES.
    """

    rows: NDArray[np.int64]
    small: NDArray[np.int64]


def without_invisible(text: str) -> str:
    """A text without control characters, soft hyphens and marks of no width."""
    return _UNSEEN.sub("", text)


def count_lines(text: str) -> LineCounts | None:
    """Count what the lines of a text are made of; None where characters in it are invisible."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace") or bytes(4), np.uint32)[: len(text)]
    kinds, lower = _characters()
    own_kinds = np.empty(len(codes), np.uint8)
    breaks = tell_kinds(codes, kinds, own_kinds)
    if breaks < 0:
        return None
    rows = np.zeros((breaks + 1, COUNTS), np.int64)
    small = np.zeros((breaks + 1, len(LANGUAGES)), np.int64)
    found = count(codes, own_kinds, lower, *_words(), rows, small)
    return LineCounts(rows[:found], small[:found])


@lru_cache(maxsize=1)
def _characters() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The kind and the small form of each character of the basic plane."""
    written = {kind: map(ord, characters) for kind, characters in _WRITTEN.items()}
    exceptions = {IDEOGRAPH: IDEOGRAPHS, **written, BREAK: _BREAKS, INVISIBLE: _INVISIBLE}
    return character_tables(_BY_CATEGORY, exceptions, OTHER)


@lru_cache(maxsize=1)
def _words() -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """A hash table of the words that have a class, open addressing, its size a power of two."""
    classes: dict[str, int] = {}
    for number, language in enumerate(LANGUAGES):
        tables = ((0, SMALL_WORDS), (OPEN, OPEN_WORDS), (TORN, TORN_WORDS))
        for shift, words_of in tables:
            for word in words_of[language]:
                classes[word] = classes.get(word, 0) | 1 << (shift + number)
    for bit, words in _KINDS.items():
        for word in words:
            classes[word] = classes.get(word, 0) | bit
    size = 1 << (2 * len(classes)).bit_length()
    keys, values = np.zeros(size, np.uint32), np.zeros(size, np.int64)
    for word, value in classes.items():
        key = word_hash(word)
        at = int(key) & (size - 1)
        while keys[at] != 0 and keys[at] != key:
            at = (at + 1) & (size - 1)
        keys[at], values[at] = key, values[at] | value
    return keys, values


def word_hash(word: str) -> int:
    """The hash of a word in small letters, as the lines are counted by: FNV-1a, never 0."""
    value = 2166136261
    for character in word:
        value = ((value ^ ord(character)) * 16777619) & 0xFFFFFFFF
    return value | 1
