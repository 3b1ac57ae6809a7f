"""The lines of a text capture, cleaned and described by their shape.

A text dump has no tags left: what tells a menu from a paragraph is how long a line is, how it
begins and ends, how many of its words are the small words of running prose, and how many
blank lines stand above it. All of it is read once, here.
"""

from __future__ import annotations

import re
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = _words(
    """
    a about across after against all along also although am among an and any are as at be
    because been before being between both but by can could did do does during each either
    every for from had has have he her his how if in into is it its like may might more most
    must my neither no nor not of off on or our out over own per said shall she should since
    so some such than that the their them then there these they this those through to too
    toward towards under until up upon us was we were what when where which while who whom
    whose why will with within without would you your
    """
)
"""The small words of running English: prose is full of them, menus are nearly free of them."""

OPEN_WORDS = _words(
    """
    a across among an and are as at be been between by for from had has have her his in into
    is its not of on or our over such than that the their these they this those through to
    under upon was were which who whose with within without
    """
)
"""Words no paragraph ends with: a line that does is continued somewhere."""

TORN_WORDS = _words("a an the and or of its their our his whose which")
"""Words that not even a title ends with."""

_STAMP = re.compile(
    r"\s*((?:date|dated|captured|posted|published)\s*:?\s+\d{4}-\d{2}-\d{2})\b[ \t]*"
)
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u2060\ufeff]")
_CLOSING = "\"'”’»)]}*_"
_FINAL = ".!?…。！？"
_MAY_BE_SPACED = re.compile(r" [^\W\d_] [^\W\d_] [^\W\d_]\b")
_SPACED = re.compile(r"(?<![^\s“\"'(])[^\W\d_](?: [^\W\d_]){3,}(?![^\s,.;:!?”\"')])")


class Line(NamedTuple):
    """One line that is not blank: its clean text and what its shape tells.

    `gap` is the number of blank lines above it, `indent` the spaces it began with, `words` and
    `stops` count its words and its function words; `final` says that it ends like a sentence.
    """

    text: str
    gap: int
    indent: int
    words: int
    stops: int
    final: bool

    @property
    def lower(self) -> bool:
        """Whether it begins in lower case or with punctuation, as the rest of a sentence does."""
        first = self.text.lstrip("\"'“‘([")[:1]
        return first.islower() or first in ",;.)"

    @property
    def open(self) -> bool:
        """Whether it stops in the middle of a sentence."""
        return not self.final and self.text.rstrip(_CLOSING)[-1:] not in (":", ";")

    @property
    def dangling(self) -> bool:
        """Whether its last word is one that no paragraph ends with."""
        return self.text.endswith("-") or self.text.rsplit(" ", 1)[-1].lower() in OPEN_WORDS

    @property
    def torn(self) -> bool:
        """Whether its last word is one that not even a title ends with."""
        return self.words > 4 and self.text.rsplit(" ", 1)[-1].lower() in TORN_WORDS

    @property
    def prose(self) -> bool:
        """Whether it is running text by its length and its small words."""
        if self.words < 8:
            return len(self.text) > 40 and not self.text[len(self.text) // 2].isascii()
        if self.stops * 5 >= self.words or self.words > 40:
            return True
        return self.final and self.words > 14 and not self.stops and "," in self.text


def is_stamp(line: Line) -> bool:
    """Whether a line is the date that a scraper put in front of what it captured."""
    return line.words < 5 and _STAMP.match(line.text) is not None


def line(text: str, gap: int = 0, indent: int = 0) -> Line:
    """Describe one line of clean text."""
    return _described(text, text.split(), gap, indent)


def _described(text: str, words: list[str], gap: int, indent: int) -> Line:
    stops = sum(word in FUNCTION_WORDS for word in words) if len(words) > 4 else 0
    return Line(text, gap, indent, len(words), stops, ends_sentence(text))


def ends_sentence(text: str) -> bool:
    """Whether the last character, quotes and brackets aside, ends a sentence."""
    last = text[-1:]
    if last in _CLOSING:
        last = text.rstrip(_CLOSING)[-1:]
    return last != "" and last in _FINAL


def despaced(text: str) -> str:
    """The text with words set in spaced letters closed up: `n u m e r o u s` is numerous.

    Four letters or more in a row, small ones but for the first or all of them capitals, so that
    initials and enumerations of two or three stay as they are.
    """
    return _SPACED.sub(_closed, text) if _MAY_BE_SPACED.search(text) else text


def _closed(match: re.Match[str]) -> str:
    word = match[0].replace(" ", "")
    is_word = word[1:].islower() or (word.isupper() and len(word) > 4)
    return word if is_word else match[0]


def lines(text: str) -> list[Line]:
    """The lines of a capture that are not blank.

    A stamp that a scraper glued in front of the first line (`date 2021-04-07 …`) becomes a
    line of its own.
    """
    text = despaced(_INVISIBLE.sub("", text))
    stamp = _STAMP.match(text)
    found: list[Line] = []
    if stamp:
        found.append(line(stamp[1]))
        text = text[stamp.end() :]
    gap = 0
    for raw in text.splitlines():
        words = raw.split()
        if words:
            indent = len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0
            found.append(_described(" ".join(words), words, gap, indent))
            gap = 0
        else:
            gap += 1
    return found
