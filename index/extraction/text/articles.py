"""The pieces of an issue and the headlines among them.

A *piece* is a paragraph as it lies on the page, or the part of one that fits a column. A
headline is short, ends without a stop, and is followed by text that takes up its words; a
piece of a broken sentence looks like it but for its end and for what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.extraction.metadata.datelines import dateline
from index.extraction.metadata.names import byline
from index.extraction.text.heading import is_date_line, is_title_case
from index.extraction.text.lines import FUNCTION_WORDS, Line, is_credit_line
from index.extraction.text.masthead import Jump

LONGEST_HEADLINE = 22
LONG_HEADLINE, SHORT_HEADLINE = 16, 4
FAR_BELOW = 3
ENOUGH = 2.0
TAKEN_UP = 0.4
STEM = 5
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(("a", "an", "the", "that"))


@dataclass
class Piece:
    """A piece of text: the numbers of its lines, its whole, and what stands around it.

    `first` says that a page or a jump begins with it, `cut` that one ends with it; `jump_from`
    is the jump just above it, `jump_to` the page to turn to after it; `under` is the headline
    it stands under on the page.
    """

    numbers: list[int]
    line: Line
    page: int
    first: bool = False
    cut: bool = False
    jump_from: Jump | None = None
    jump_to: int | None = None
    headline: bool = False
    caption: bool = False
    narrow: bool = False
    under: str = ""


def mark_headlines(pieces: Sequence[Piece]) -> None:
    """Say of each piece whether it is a headline, and which one it stands under."""
    for at, piece in enumerate(pieces):
        piece.headline = headline_points(pieces, at) >= ENOUGH
    stand_under_headlines(pieces)


def stand_under_headlines(pieces: Sequence[Piece]) -> None:
    """Say of each piece which headline it stands under; one before a headline is a cut end."""
    under = ""
    for at, piece in enumerate(pieces):
        if piece.headline:
            under = piece.line.text
            if at:
                pieces[at - 1].cut = True
        piece.under = under


def headline_points(pieces: Sequence[Piece], at: int) -> float:
    """How much speaks for a piece being a headline; below nought where it cannot be one."""
    piece = pieces[at]
    if not _could_be(piece) or at + 1 == len(pieces) or pieces[at + 1].line.lower:
        return -1.0
    line = piece.line
    opens_page = piece.first and piece.jump_from is None
    if not opens_page and line.gap < FAR_BELOW and pieces[at - 1].line.dangling:
        return -1.0
    points = 1.5 if opens_page else 1.0 if line.gap >= FAR_BELOW else 0.0
    points += _style(line)
    points += 1.0 if _taken_up(line.text, pieces[at + 1 : at + 3]) else 0.0
    points += 1.5 if _opens_an_article(pieces[at + 1].line) else 0.0
    points += 0.5 if pieces[at + 1].line.gap >= 2 else 0.0
    return points


def _could_be(piece: Piece) -> bool:
    line, text = piece.line, piece.line.text
    if piece.narrow or not 2 <= line.words <= LONGEST_HEADLINE or line.lower or line.dangling:
        return False
    if (line.final and text[-1] not in "?!") or text[-1] in ",;:-–—":
        return False
    return not (byline(text) or is_date_line(line) or is_credit_line(line))


def _style(line: Line) -> float:
    """What the wording says: capitals and missing articles are how headlines are written."""
    points = 0.0 if _ARTICLES.intersection(line.text.lower().split()) else 1.0
    points += 1.0 if is_title_case(line.text) else 0.0
    points += 1.0 if line.text.isupper() and line.words > 2 else 0.0
    points -= 1.0 if line.words > LONG_HEADLINE else 0.0
    points -= 1.0 if line.words < SHORT_HEADLINE else 0.0
    return points


def _taken_up(text: str, following: Sequence[Piece]) -> bool:
    """Whether the text below repeats half of the words of a line, or their beginnings."""
    words = {w for w in _WORD.findall(text.lower()) if w not in FUNCTION_WORDS and len(w) > 1}
    below = {w[:STEM] for piece in following for w in _WORD.findall(piece.line.text.lower())}
    found = sum(word[:STEM] in below for word in words)
    return bool(words) and found >= TAKEN_UP * len(words)


def _opens_an_article(line: Line) -> bool:
    return byline(line.text) is not None or dateline(line.text) is not None or is_date_line(line)
