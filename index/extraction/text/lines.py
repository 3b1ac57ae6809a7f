"""The lines of a text capture, cleaned and described by their shape.

A text dump has no tags left: what tells a menu from a paragraph is how long a line is, how it
begins and ends, how many of its words are the small words of running prose, and how many
blank lines stand above it. All of it is read once, here, for all lines together.

The language of a text is the one whose small words it has most of. Chinese and Japanese have no
spaces; there two ideographs count as a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from functools import reduce
from itertools import repeat
from operator import or_
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.extraction.text import line_kernels as counts
from index.extraction.text.line_counts import count_lines, without_invisible
from index.extraction.text.phrases import (
    LONGEST_NOTICE,
    LONGEST_PHRASE,
    is_credit,
    is_furniture,
    is_notice,
)
from index.extraction.text.small_words import FUNCTION_WORDS

__all__ = [
    "FUNCTION_WORDS",
    "Line",
    "despaced",
    "ends_sentence",
    "is_credit_line",
    "is_stamp",
    "line",
    "lines",
    "merged",
]

_SHAPES = 11
"""The columns of `describe_lines`: the values of a Line between its text and `phrase`."""


_STAMP = re.compile(
    r"\s*((?:date|dated|captured|posted|published)\s*:?\s+\d{4}-\d{2}-\d{2})\b[ \t]*"
)
_CLOSING = "\"'”’»)]}*_"
_FINAL = ".!?…。！？"
_SPACED = re.compile(r"(?<![^\s“\"'(])[^\W\d_](?: [^\W\d_]){3,}(?![^\s,.;:!?”\"')])")


class Line(NamedTuple):
    """One line that is not blank: its clean text and what its shape tells.

    `gap` is the number of blank lines above it, `indent` the spaces it began with, `words` and
    `stops` count its words and its small words. `final` says that it ends like a sentence,
    `open` that it stops in the middle of one, `lower` that it begins as the rest of one does.
    `dangling` says that its last word is one that no paragraph ends with, `torn` one that not
    even a title does; `prose` that it is running text by its length and its small words.
    `hints` tells what it may hold (CREDIT, PAGE and the like of `line_kernels`), or that it is a
    mere LABEL and holds nothing to look at. `phrase` says
    that it is nothing but phrases that pages put around an article, `notice` that it is short
    and says what only notices do, `recurs` that it stands on many pages of the same source.
    `number` is its place among the lines of its capture.
    """

    text: str
    gap: int
    indent: int
    words: int
    stops: int
    final: bool
    open: bool
    lower: bool
    dangling: bool
    torn: bool
    prose: bool
    hints: int
    phrase: bool
    notice: bool
    recurs: bool = False
    number: int = 0


def is_stamp(text: str) -> bool:
    """Whether a line is the date that a scraper put in front of what it captured."""
    return text.count(" ") < 4 and _STAMP.match(text) is not None


def is_credit_line(line: Line) -> bool:
    """Whether a line speaks of the photograph it stands below."""
    return bool(line.hints & counts.CREDIT or line.text[-1] == ")") and is_credit(line.text)


def line(text: str, gap: int = 0, indent: int = 0) -> Line:
    """Describe one line of clean text."""
    return _described(text.replace("\n", " ") or " ")[0]._replace(gap=gap, indent=indent)


def ends_sentence(text: str) -> bool:
    """Whether the last character, quotes and brackets aside, ends a sentence."""
    last = text[-1:]
    if last in _CLOSING:
        last = text.rstrip(_CLOSING)[-1:]
    return last != "" and last in _FINAL


def merged(group: Sequence[Line], text: str) -> Line:
    """The line that several make which are one paragraph; `text` is what they say together."""
    first, last = group[0], group[-1]
    words, stops = sum(line.words for line in group), sum(line.stops for line in group)
    hints = reduce(or_, (line.hints for line in group)) & ~counts.LABEL
    prose = any(line.prose for line in group) or (words > 7 and stops * 5 >= words)
    return first._replace(
        text=text, words=words, stops=stops, final=last.final, open=last.open,
        dangling=last.dangling, torn=last.torn, prose=prose, hints=hints, phrase=False,
        recurs=all(line.recurs for line in group),
        notice=len(text) <= LONGEST_NOTICE and bool(hints & counts.NOTICE) and is_notice(text),
    )  # fmt: skip


def despaced(text: str) -> str:
    """The text with words set in spaced letters closed up: `n u m e r o u s` is numerous.

    Four letters or more in a row, small ones but for the first or all of them capitals, so that
    initials and enumerations of two or three stay as they are.
    """
    return _SPACED.sub(_closed, text)


def _closed(match: re.Match[str]) -> str:
    word = match[0].replace(" ", "")
    is_word = word[1:].islower() or (word.isupper() and len(word) > 4)
    return word if is_word else match[0]


def lines(text: str, recurring: Set[str] = frozenset()) -> list[Line]:
    """The lines of a capture that are not blank; `recurring` are those its source repeats.

    A stamp that a scraper glued in front of the first line (`date 2021-04-07 …`) becomes a
    line of its own.
    """
    stamp = _STAMP.match(text)
    found = _described(text[stamp.end() :] if stamp else text)
    if recurring:
        found = [_recurring(one) if one.text in recurring else one for one in found]
    return [line(stamp[1])._replace(number=0), *found] if stamp else found


def _recurring(line: Line) -> Line:
    return line._replace(recurs=True, hints=line.hints & ~counts.LABEL)


def _described(text: str) -> list[Line]:
    """The lines of a text, described with the language that the whole is in."""
    counted = count_lines(text)
    if counted is None:
        return _described(without_invisible(text))
    rows, small = counted
    if not len(rows):
        return []
    shapes = np.empty((len(rows), _SHAPES), np.int64)
    counts.describe_lines(rows, small, int(small.sum(axis=0).argmax()), shapes)
    texts, hints = _texts(text, rows), shapes[:, _SHAPES - 1]
    phrases = _judged(texts, hints, counts.PHRASE, LONGEST_PHRASE, is_furniture)
    notices = _judged(texts, hints, counts.NOTICE, LONGEST_NOTICE, is_notice)
    never, numbers = repeat(False, len(texts)), range(1, len(texts) + 1)
    columns = (texts, *shapes.T.tolist(), phrases, notices, never, numbers)
    found: list[Line] = list(map(tuple.__new__, repeat(Line), zip(*columns, strict=True)))
    for at in np.flatnonzero(rows[:, counts.FLAGS] & counts.HAS_LETTERS).tolist():
        if (whole := despaced(found[at].text)) != found[at].text:
            found[at] = line(whole, found[at].gap, found[at].indent)._replace(number=at + 1)
    return found


def _judged(
    texts: Sequence[str],
    hints: NDArray[np.int64],
    kind: int,
    longest: int,
    is_one: Callable[[str], bool],
) -> list[bool]:
    """Which texts are of a kind, and so no labels; most cannot be, and are not looked at."""
    found = [False] * len(texts)
    for at in np.flatnonzero(hints & kind).tolist():
        if len(texts[at]) <= longest and is_one(texts[at]):
            found[at] = True
            hints[at] &= ~counts.LABEL
    return found


def _texts(text: str, rows: NDArray[np.int64]) -> list[str]:
    """The lines themselves, with single plain spaces."""
    begins, ends = rows[:, counts.BEGIN].tolist(), rows[:, counts.END].tolist()
    found = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    for at in np.flatnonzero(rows[:, counts.FLAGS] & counts.IS_SPACED).tolist():
        found[at] = " ".join(found[at].split())
    return found
