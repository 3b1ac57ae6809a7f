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

OTHER, SPACE, BREAK, LOWER, UPPER, CASELESS, DIGIT, IDEOGRAPH, FINAL, CLOSING = range(10)
OPENING, PAUSE, COMMA, INVISIBLE, OWNED = range(10, 15)
"""Kinds of characters; those from LOWER to DIGIT make words."""

NOTICE, CREDIT, PAGE, PHRASE, COMMENT, NUMBER, LABEL = (1 << bit for bit in range(24, 31))
"""What a line may hold. A phrase is of words of phrases alone, but for words that stand together
(`HomeNews`); a label holds nothing to look at."""
_ALL_HINTS = NOTICE | CREDIT | PAGE | PHRASE | COMMENT
_SMALL, OPEN, TORN = 0xFF, 8, 16
"""Bits of a word's class: 0 to 7 a small word of a language, then an open one, then a torn one."""
_SEED, _PRIME = np.uint32(2166136261), np.uint32(16777619)
COUNTS = 11
BEGIN, END, GAP, INDENT, WORDS, IDEOGRAPHS, CASED, UNCASED, FLAGS, LAST, HINTS = range(COUNTS)
IS_FINAL, IS_LOWER, IS_PAUSED, HAS_COMMA, IS_SPACED, ENDS_HYPHEN, ENDS_COLON, HAS_LETTERS = (
    1 << bit for bit in range(8)
)
SPOKEN = 0.04
"""The share of small words from which a text is in the language that has most of them."""
LONGEST_LABEL = 13
"""Words of a line that may be a label: no prose, no sentence, no number, nothing announced."""
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
        plain = not (final or shape[9] or row[HINTS] & NUMBER or flags & ENDS_COLON)
        shape[10] = row[HINTS] | (LABEL if plain and words <= LONGEST_LABEL else 0)


@compiled
def tell_kinds(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], found: NDArray[np.uint8]
) -> int:
    """Fill the kind of each character; the number of line breaks, -1 if ever invisible."""
    breaks = 0
    for at in range(len(codes)):
        kind = kinds[codes[at]] if codes[at] < PLANE else OTHER
        if kind == INVISIBLE:
            return -1
        breaks += kind == BREAK
        found[at] = kind
    return breaks


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
    """Fill rows and small words, given the kind of each character; how many lines have text."""
    found, gap, begin, has_uncased = 0, 0, 0, False
    for at in range(len(codes) + 1):
        if at < len(codes) and kinds[at] != BREAK:
            has_uncased |= (kinds[at] == CASELESS) | (kinds[at] == IDEOGRAPH)
            continue
        first, last = begin, at
        while first < last and kinds[first] == SPACE:
            first += 1
        while last > first and kinds[last - 1] == SPACE:
            last -= 1
        if first < last:
            row = rows[found]
            row[BEGIN], row[END], row[GAP], row[INDENT] = first, last, gap, first - begin
            _count_words(codes, kinds, lower, keys, classes, row, small[found])
            if has_uncased:
                _count_cases(kinds, row)
            _describe_ends(codes, kinds, row)
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
    """Look up the words that the letters of a line make, and see what stands between them."""
    slots, end, seen, words = len(keys) - 1, row[END], 0, 0
    hints, last, flags, is_whole, has_other = np.int64(0), np.int64(0), 0, True, False
    word, before, start, alone = np.uint32(0), np.uint8(SPACE), row[BEGIN], 0
    for at in range(row[BEGIN], end + 1):
        kind = kinds[at] if at < end else np.uint8(SPACE)
        is_letter = LOWER <= kind <= DIGIT
        is_cut = is_letter and _begins_word(before, kind)
        if word != 0 and (is_cut or not is_letter):
            key, slot = np.uint32(word | np.uint32(1)), np.int64(word | np.uint32(1)) & slots
            while keys[slot] != 0 and keys[slot] != key:
                slot = (slot + 1) & slots
            last = classes[slot] if keys[slot] == key else np.int64(0)
            hints |= last & _ALL_HINTS
            has_other |= is_whole and not (is_cut or before == DIGIT or last & PHRASE)
            for language in range(len(small) if last & _SMALL else 0):
                small[language] += (last >> language) & 1
            word, is_whole = np.uint32(0), not is_cut
        if is_letter:
            word = np.uint32(((_SEED if word == 0 else word) ^ lower[codes[at]]) * _PRIME)
        elif kind == SPACE:
            words += before != SPACE
            alone = alone if before == SPACE else alone + 1 if at - start == 1 else 0
            start = at + 1
            flags |= HAS_LETTERS if alone >= LETTERS_IN_A_ROW else 0
            flags |= IS_SPACED if at < end and (before == SPACE or codes[at] != 32) else 0
        seen |= 1 << int(kind)
        before = kind
    row[WORDS], row[LAST] = words, last
    row[FLAGS] = flags | (HAS_COMMA if seen >> COMMA & 1 else 0)
    row[HINTS] = (hints & ~PHRASE if has_other else hints) | _hints_of(seen)


@compiled
def _hints_of(seen: int) -> int:
    """What a line may hold for the kinds of its characters, a bit each."""
    hints = NUMBER if seen >> DIGIT & 1 else 0
    hints |= NOTICE if seen >> OWNED & 1 else 0
    if seen >> IDEOGRAPH & 1:  # no spaces part them into words to look up
        hints |= NOTICE | PHRASE | COMMENT
    return hints


@compiled
def _count_cases(kinds: NDArray[np.uint8], row: NDArray[np.int64]) -> None:
    """Count the letters of a line that have a case, and those that have none."""
    for at in range(row[BEGIN], row[END]):
        kind = kinds[at]
        row[CASED] += kind in (LOWER, UPPER)
        row[UNCASED] += kind == CASELESS
        row[IDEOGRAPHS] += kind == IDEOGRAPH


@compiled
def _begins_word(before: np.uint8, kind: np.uint8) -> bool:
    """Whether letters that stand together are two words, as menus do: `HomeNews`, `Careers81`."""
    return bool((before == LOWER and kind == UPPER) or (before == DIGIT) != (kind == DIGIT))


@compiled
def _describe_ends(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], row: NDArray[np.int64]
) -> None:
    """Say how a line begins and ends, quotes and brackets aside."""
    first, last = row[BEGIN], row[END] - 1
    if codes[last] == 0x2D:
        row[FLAGS] |= ENDS_HYPHEN
    elif codes[last] == 0x3A:
        row[FLAGS] |= ENDS_COLON
    if not LOWER <= kinds[last] <= DIGIT and codes[last] < PLANE:
        row[LAST] = 0
    while last > first and kinds[last] == CLOSING:
        last -= 1
    if kinds[last] == FINAL:
        row[FLAGS] |= IS_FINAL
    elif kinds[last] == PAUSE:
        row[FLAGS] |= IS_PAUSED
    last = row[END] - 1
    while first < last and (kinds[first] == OPENING or codes[first] in (0x22, 0x27)):
        first += 1
    if kinds[first] == LOWER or codes[first] in (0x2C, 0x3B, 0x2E, 0x29):
        row[FLAGS] |= IS_LOWER
