"""From the numbers of words in texts to their places in characters.

A segment counts words and knows no characters, so whoever shows a stretch of its row goes
through the text once, by the same classes of characters as `search.presentation.scanning`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis import Token, tokens
from index.compiled import compiled
from search.presentation.scanning import GAP, LETTER, character_classes, code_points, learn

Array = NDArray[Any]

_ELSEWHERE = -1


def word_spans(texts: Sequence[str], wanted: Array) -> NDArray[np.int64]:
    """int64[n, k, 2]: where some words begin and end in their texts, in characters.

    wanted: int64[n, 1 + k], sorted by text: the number of a text, and those of k words in it.
    """
    bounds = np.array([0, *accumulate(map(len, texts))])
    found = _spans(code_points("".join(texts)), bounds, character_classes(), wanted)
    cut: dict[int, list[Token]] = {}
    for line in np.flatnonzero(found[:, 0, 0] == _ELSEWHERE).tolist():
        text, *numbers = wanted[line].tolist()
        if text not in cut:
            learn(texts[text])
            cut[text] = tokens(texts[text])
        found[line] = [cut[text][number][1:] for number in numbers]
    return found


@compiled
def _spans(units: Array, bounds: Array, classes: Array, wanted: Array) -> NDArray[np.int64]:
    """The same; _ELSEWHERE for a text that is to be cut by `index.analysis`."""
    lines, words = wanted.shape[0], wanted.shape[1] - 1
    found = np.full((lines, words, 2), _ELSEWHERE, np.int64)
    longest = 0
    for text in range(len(bounds) - 1):
        longest = max(longest, bounds[text + 1] - bounds[text])
    starts, ends = np.empty(longest // 2 + 1, np.int64), np.empty(longest // 2 + 1, np.int64)
    known, count = _ELSEWHERE, 0
    for line in range(lines):
        text = wanted[line, 0]
        if text != known:
            known = text
            count = _cut(units[bounds[text] : bounds[text + 1]], classes, starts, ends)
        for word in range(words):
            number = wanted[line, 1 + word]
            if number < count:
                found[line, word, 0], found[line, word, 1] = starts[number], ends[number]
    return found


@compiled
def _cut(text: Array, classes: Array, starts: Array, ends: Array) -> int:
    """Fill in where the words of a text begin and end; how many, or 0 where it cannot tell."""
    count, place = 0, 0
    while place < len(text):
        start, kind = place, GAP
        while place < len(text):
            kind = classes[text[place]] if text[place] < len(classes) else LETTER + 1
            if kind == GAP or kind > LETTER:
                break
            place += 1
        if kind > LETTER:
            return 0
        if place > start:
            starts[count], ends[count] = start, place
            count += 1
        place += 1
    return count
