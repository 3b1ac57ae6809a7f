"""The loops over the characters of a text that `line_counts` and `lines` run, as machine code.

The numbers they share with their callers, the kinds of characters and the columns of counts,
stand here beside them. Machine code is kept on disk, and made again when this file, what a loop
calls or a number it names has changed (`index.compiled`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled
from index.extraction.characters import PLANE

OTHER, SPACE, BREAK, LOWER, UPPER, CASELESS, IDEOGRAPH, DIGIT, FINAL, CLOSING = range(10)
OPENING, PAUSE, COMMA, INVISIBLE = range(10, 14)

NOTICE, CREDIT, PAGE, PHRASE, COMMENT, NUMBER = (1 << bit for bit in range(24, 30))
_ALL_HINTS = NOTICE | CREDIT | PAGE | PHRASE | COMMENT
_SMALL, OPEN, TORN = 0xFF, 8, 16
"""Bits of a word's class: 0 to 7 a small word of a language, then an open one, then a torn one."""
_COPYRIGHT = 0xA9
_SEED, _PRIME = np.uint32(2166136261), np.uint32(16777619)
COUNTS = 11
BEGIN, END, GAP, INDENT, WORDS, IDEOGRAPHS, CASED, UNCASED, FLAGS, LAST, HINTS = range(COUNTS)
IS_FINAL, IS_LOWER, IS_PAUSED, HAS_COMMA, IS_SPACED, ENDS_HYPHEN, HAS_LETTERS = (
    1 << bit for bit in range(7)
)
SPOKEN = 0.04
"""The share of small words from which a text is in the language that has most of them."""
LONG, SENTENCE, LONG_UNSPOKEN, SENTENCE_UNSPOKEN = 40, 14, 25, 8
"""Words that make a line prose by itself, or if it ends like a sentence; the same where the
language has no small words, or none that is known."""
LETTERS_IN_A_ROW = 4
"""Words of one letter each that may be one word set in spaced letters."""


@compiled
def describe_lines(
    rows: NDArray[np.int64], small: NDArray[np.int64], language: int, shapes: NDArray[np.int64]
) -> None:
    """Fill, for each line, the columns of `lines.Line` from `gap` to `hints`, as numbers.

    `language` is the place in LANGUAGES of the one the text is in. A line is prose by its
    length and its small words; where the text has hardly any, or is in a script without case,
    by its length alone.
    """
    unspoken = small[:, language].sum() < SPOKEN * rows[:, WORDS].sum()
    for at in range(len(rows)):
        row, shape = rows[at], shapes[at]
        flags, last = row[FLAGS], row[LAST]
        words, stops = max(row[WORDS], row[IDEOGRAPHS] // 2), small[at, language]
        final = flags & IS_FINAL != 0
        has_no_case = row[UNCASED] + row[IDEOGRAPHS] > row[CASED]
        shape[0], shape[1], shape[2], shape[3], shape[4] = (
            row[GAP],
            row[INDENT],
            words,
            stops,
            final,
        )
        shape[5] = not final and flags & IS_PAUSED == 0
        shape[6] = flags & IS_LOWER != 0
        shape[7] = (last >> (OPEN + language)) & 1 or flags & ENDS_HYPHEN != 0
        shape[8] = (last >> (TORN + language)) & 1 and words > 4
        if unspoken or has_no_case:
            shape[9] = words > LONG_UNSPOKEN or (final and words >= SENTENCE_UNSPOKEN)
        else:
            listed = final and words > SENTENCE and stops == 0 and flags & HAS_COMMA != 0
            shape[9] = words > 7 and (stops * 5 >= words or words > LONG or listed)
        shape[10] = row[HINTS]


@compiled
def count(
    codes: NDArray[np.uint32],
    kinds: NDArray[np.uint8],
    lower: NDArray[np.uint32],
    keys: NDArray[np.uint32],
    classes: NDArray[np.int64],
    rows: NDArray[np.int64],
    small: NDArray[np.int64],
) -> int:
    """Fill rows and small words; the number of lines that are not blank, -1 if ever invisible."""
    found, gap, begin = 0, 0, 0
    for at in range(len(codes) + 1):
        if at < len(codes):
            kind = kinds[codes[at]] if codes[at] < PLANE else OTHER
            if kind == INVISIBLE:
                return -1
            if kind != BREAK:
                continue
        first, last = begin, at
        while first < last and codes[first] < PLANE and kinds[codes[first]] == SPACE:
            first += 1
        while last > first and codes[last - 1] < PLANE and kinds[codes[last - 1]] == SPACE:
            last -= 1
        if first < last:
            row = rows[found]
            row[BEGIN], row[END], row[GAP], row[INDENT] = first, last, gap, first - begin
            _count_words(codes[first:last], kinds, lower, keys, classes, row, small[found])
            _count_gaps(codes[first:last], kinds, row)
            _describe_ends(codes[first:last], kinds, row)
            found += 1
            gap = 0
        elif at < len(codes) and not (codes[at] == 10 and at > 0 and codes[at - 1] == 13):
            gap += 1
        begin = at + 1
    return found


@compiled
def _count_words(
    codes: NDArray[np.uint32],
    kinds: NDArray[np.uint8],
    lower: NDArray[np.uint32],
    keys: NDArray[np.uint32],
    classes: NDArray[np.int64],
    row: NDArray[np.int64],
    small: NDArray[np.int64],
) -> None:
    """Count the letters of a line, and look up the words they make."""
    word = np.uint32(0)  # 0 outside of a run of letters, else the hash of it so far
    before = SPACE
    for at in range(len(codes) + 1):
        kind, code = SPACE, np.uint32(32)
        if at < len(codes):
            code = codes[at]
            kind = kinds[code] if code < PLANE else OTHER
        is_letter = kind in (LOWER, UPPER, CASELESS, DIGIT)
        if word != 0 and (not is_letter or _begins_word(before, kind)):
            _look_up(np.uint32(word | np.uint32(1)), keys, classes, row, small)
            word = np.uint32(0)
        if is_letter:
            word = _SEED if word == 0 else word
            word = np.uint32((word ^ lower[code]) * _PRIME)
        row[CASED] += kind in (LOWER, UPPER)
        row[UNCASED] += kind == CASELESS
        row[IDEOGRAPHS] += kind == IDEOGRAPH
        if kind == DIGIT:
            row[HINTS] |= NUMBER
        elif kind == COMMA:
            row[FLAGS] |= HAS_COMMA
        before = kind
    if row[IDEOGRAPHS]:  # no spaces part them into words to look up
        row[HINTS] |= NOTICE | PHRASE | COMMENT


@compiled
def _count_gaps(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], row: NDArray[np.int64]
) -> None:
    """Count what spaces part in a line, and see whether the spaces are single and plain."""
    before = SPACE
    length, alone = 0, 0
    for at in range(len(codes) + 1):
        code = codes[at] if at < len(codes) else np.uint32(32)
        kind = kinds[code] if code < PLANE else OTHER
        if kind != SPACE:
            row[WORDS] += before == SPACE
            length += 1
            if code == _COPYRIGHT:
                row[HINTS] |= NOTICE
        elif before != SPACE:
            alone = alone + 1 if length == 1 else 0
            length = 0
            if alone >= LETTERS_IN_A_ROW:
                row[FLAGS] |= HAS_LETTERS
        if kind == SPACE and (code != 32 or (before == SPACE and at < len(codes))):
            row[FLAGS] |= IS_SPACED
        before = kind


@compiled
def _begins_word(before: int, kind: int) -> bool:
    """Whether letters that stand together are two words, as menus do: `HomeNews`, `Careers81`."""
    return (before == LOWER and kind == UPPER) or (before == DIGIT) != (kind == DIGIT)


@compiled
def _look_up(
    word: np.uint32,
    keys: NDArray[np.uint32],
    classes: NDArray[np.int64],
    row: NDArray[np.int64],
    small: NDArray[np.int64],
) -> None:
    """Add the class of a word to the counts of its line."""
    at = np.int64(word) & (len(keys) - 1)
    while keys[at] != 0 and keys[at] != word:
        at = (at + 1) & (len(keys) - 1)
    found = classes[at] if keys[at] == word else np.int64(0)
    row[LAST] = found
    row[HINTS] |= found & _ALL_HINTS
    if found & _SMALL:
        for language in range(len(small)):
            small[language] += (found >> language) & 1


@compiled
def _describe_ends(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], row: NDArray[np.int64]
) -> None:
    """Say how a line begins and ends, quotes and brackets aside."""
    last = len(codes) - 1
    if codes[last] == 0x2D:
        row[FLAGS] |= ENDS_HYPHEN
    if codes[last] < PLANE and kinds[codes[last]] not in (LOWER, UPPER, CASELESS, DIGIT):
        row[LAST] = 0
    while last > 0 and codes[last] < PLANE and kinds[codes[last]] == CLOSING:
        last -= 1
    if codes[last] < PLANE:
        if kinds[codes[last]] == FINAL:
            row[FLAGS] |= IS_FINAL
        elif kinds[codes[last]] == PAUSE:
            row[FLAGS] |= IS_PAUSED
    first = 0
    while (
        first < len(codes) - 1
        and codes[first] < PLANE
        and (kinds[codes[first]] == OPENING or codes[first] == 0x22 or codes[first] == 0x27)
    ):
        first += 1
    code = codes[first]
    if code < PLANE and (kinds[code] == LOWER or code in (0x2C, 0x3B, 0x2E, 0x29)):
        row[FLAGS] |= IS_LOWER
