"""Where words that may be wanted stand in texts: one pass of machine code over many texts.

To mark a handful of words in thirty passages, cutting all of these into words and stemming each
would cost more than the search. So the texts are only scanned: words are counted, and reported
where they look like one that is wanted. Whoever asks looks at those properly.

Words are exactly those of `index.analysis`. What a character is to it is found out by asking it,
once for each character; texts with characters that depend on their neighbours (combining marks,
Chinese, what decomposes into several words) are left to it altogether.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis import tokens, words
from index.compiled import compiled
from index.normalization import is_plain_run

Array = NDArray[Any]

GAP = 0
LETTER = 253
"""A letter that is no letter or digit of ASCII in normalised words."""
DEPENDENT = 254
_UNKNOWN = 255
"""Not asked about yet."""

_SLOTS = 1 << 12
_WHOLE, _BEGINNING = 1, 2
_ELSEWHERE = -1


Candidate = tuple[int, int, int, int, str]
"""A word that may be wanted: of which text, its number there, its span, and its form."""


class Scanner:
    """Finds whole words, and words with certain beginnings, and a few others by mistake."""

    def __init__(self, whole: Iterable[str], beginnings: Iterable[str]) -> None:
        """All are normalised; those that are not ASCII are found whatever they are."""
        ascii_whole = list(filter(str.isascii, whole))
        row = [*ascii_whole, *filter(str.isascii, beginnings)]
        units = np.frombuffer("".join(row).encode("ascii"), np.uint8)
        self._table = _table(units, np.array([*map(len, row)], np.int64), len(ascii_whole))

    def candidates(self, texts: Sequence[str]) -> list[Candidate]:
        """The candidates in some texts, in order."""
        joined = "".join(texts)
        starts = [0, *accumulate(map(len, texts))]
        found = _scan(code_points(joined), np.array(starts), character_classes(), self._table)
        candidates: list[Candidate] = []
        for text, number, start, end in found.tolist():
            if number == _ELSEWHERE:
                candidates += _analysed(text, texts[text])
            else:
                run, begin = joined[start:end], starts[text]
                form = run.lower() if is_plain_run(run) else words(run)[0]
                candidates.append((text, number, start - begin, end - begin, form))
        return candidates


def _analysed(number: int, text: str) -> Iterator[Candidate]:
    """All words of a text that cannot be scanned; its characters are known from now on."""
    learn(text)
    for n, token in enumerate(tokens(text)):
        yield number, n, token.start, token.end, token.text


def code_points(text: str) -> Array:
    """The code points of a text; uint8 where all are ASCII, else uint32."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


@cache
def character_classes() -> NDArray[np.uint8]:
    """uint8[65536]: the normalised ASCII letter or digit a character is, or a class of above.

    It is filled as characters are met. Threads may write it at the same time, the same values.
    """
    found = np.full(1 << 16, _UNKNOWN, np.uint8)
    found[:128] = [ord(chr(c).lower()) if chr(c).isalnum() else GAP for c in range(128)]
    return found


def learn(text: str) -> None:
    """Find out what the characters of a text are."""
    classes = character_classes()
    for character in set(text):
        code = ord(character)
        if code < len(classes) and classes[code] == _UNKNOWN:
            classes[code] = _class(character)


def _class(character: str) -> int:
    """What a character is wherever it stands."""
    alone = [token[:] for token in tokens(character)]
    inside = [token[:] for token in tokens(f"a{character}a")]
    if not alone and inside == [("a", 0, 1), ("a", 2, 3)]:
        return GAP
    if len(alone) != 1 or inside != [(f"a{alone[0][0]}a", 0, 3)]:
        return DEPENDENT
    form = alone[0][0]
    return ord(form) if len(form) == 1 and form.isascii() else LETTER


@compiled
def _slot(hashed: int) -> int:
    return (hashed ^ hashed >> 13) & (_SLOTS - 1)


@compiled
def _table(units: Array, lengths: Array, whole: int) -> NDArray[np.uint8]:
    """uint8[_SLOTS]: a bit for words, of which the first so many are whole, in their slots."""
    table = np.zeros(_SLOTS, np.uint8)
    place = 0
    for word in range(len(lengths)):
        hashed = 0
        for _ in range(lengths[word]):
            hashed = (hashed * 31 + units[place]) & 0xFFFFFFFF
            place += 1
        table[_slot(hashed)] |= _WHOLE if word < whole else _BEGINNING
    return table


@compiled
def _scan(units: Array, bounds: Array, classes: Array, table: Array) -> NDArray[np.int64]:
    """int64[n, 4]: text, number, start and end of every candidate.

    The number is _ELSEWHERE, once, for a text that is to be cut by `index.analysis`.
    """
    found = np.empty((len(units) // 2 + len(bounds), 4), np.int64)
    count = 0
    for text in range(len(bounds) - 1):
        before, number = count, 0
        place, stop = bounds[text], bounds[text + 1]
        while place < stop:
            start, hashed, wanted, dependent = place, 0, False, False
            while place < stop:
                unit = units[place]
                kind = classes[unit] if unit < len(classes) else DEPENDENT
                if kind == GAP:
                    break
                dependent |= kind > LETTER
                hashed = (hashed * 31 + kind) & 0xFFFFFFFF
                wanted |= kind == LETTER or table[_slot(hashed)] & _BEGINNING != 0
                place += 1
            if dependent:
                count = before + 1
                found[before, 0], found[before, 1] = text, _ELSEWHERE
                break
            if place > start:
                if wanted or table[_slot(hashed)] & _WHOLE != 0:
                    found[count, 0], found[count, 1] = text, number
                    found[count, 2], found[count, 3] = start, place
                    count += 1
                number += 1
            place += 1
    return found[:count]
