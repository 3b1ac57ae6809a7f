"""What is shown of a passage: all of a short one, the best window of a long one.

A snippet is text and ranges. HTML is made at the edge, so nothing here can be injected.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from search.results import Span

WIDTH = 320
"""How many characters of a passage are shown at most."""

_REACH = 24
"""How far a cut moves to fall between words; scripts without spaces are cut where it falls."""

_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+|[。！？]\s*")


class Snippet(NamedTuple):
    """A stretch of a text: where it begins, and the spans marked, counted from its own start."""

    text: str
    start: int
    spans: tuple[Span, ...]
    cut_before: bool
    cut_after: bool


def snippet(text: str, spans: tuple[Span, ...], width: int = WIDTH) -> Snippet:
    """The stretch of at most `width` characters with the most of what was found.

    Different words count before repeated ones, and earlier stretches before later ones. It
    begins with a sentence where one begins before the first word marked.
    """
    if len(text) <= width:
        return Snippet(text, 0, spans, False, False)
    start, end = _window(text, spans, width)
    inside = tuple(
        (max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start
    )
    return Snippet(text[start:end], start, inside, start > 0, end < len(text))


def _window(text: str, spans: tuple[Span, ...], width: int) -> Span:
    if not spans:
        return 0, _cut_before(text, width)
    first, last = _best(text, spans, width)
    spare = max(0, width - (last - first))
    start = max(0, min(first - spare // 2, len(text) - width))
    start = _beginning(text, start, first)
    end = min(len(text), max(start + width, min(last, start + width)))
    return start, end if end == len(text) else max(_cut_before(text, end), min(last, end))


def _best(text: str, spans: tuple[Span, ...], width: int) -> Span:
    """The first and last character of the richest row of spans that fits; the first if none."""
    if spans[-1][1] - spans[0][0] <= width:
        return spans[0][0], spans[-1][1]
    words = [text[start:end].casefold() for start, end in spans]
    best, richness, last = spans[0], (0, 0), 0
    inside: dict[str, int] = {}
    for first, (start, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] - start <= width:
            inside[words[last]] = inside.get(words[last], 0) + 1
            last += 1
        found = len(inside), last - first
        if found > richness:
            best, richness = (start, spans[last - 1][1]), found
        if last == len(spans):
            break  # what is left are parts of this row
        if last == first:
            last += 1  # too long to fit
        elif inside[words[first]] > 1:
            inside[words[first]] -= 1
        else:
            del inside[words[first]]
    return best


def _beginning(text: str, start: int, first: int) -> int:
    """Where to begin so that the span at `first` is shown: a sentence, else a word."""
    if start == 0:
        return 0
    for sentence in _SENTENCE_END.finditer(text, max(0, start - 1), first):
        return min(sentence.end(), first)
    space = _SPACE.search(text, start - 1, min(first, start + _REACH))
    return space.end() if space else start


def _cut_before(text: str, end: int) -> int:
    """Where to end so that no word is cut in two, at `end` or a little before."""
    if end >= len(text):
        return len(text)
    for position in range(end, max(0, end - _REACH), -1):
        if text[position].isspace():
            return len(text[:position].rstrip())
    return end
