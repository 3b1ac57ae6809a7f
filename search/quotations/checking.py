"""Checking a quotation: whole if it stands anywhere so, else in the pieces it was made of.

An ellipsis parts a quotation where its author says that something is left out. What is not found
whole is cut at the ends of the longest stretch that is found, and so on. A place that lacks some
words is a near one, unless the words it lacks stand somewhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.deadline import Deadline
from search.opening import Opened
from search.quotations.places import Archive, Finder, Found, Generation
from search.quotations.quotation import (
    QuoteCheck,
    QuotePiece,
    QuotePlace,
    QuoteVerdict,
    quoted_words,
)
from search.quotations.texts import GenerationShelf, Placed, Reader, Shelf
from search.wordings.wording import Wording

MOST_PLACES = 20
"""How many places of a piece are given."""
MOST_PIECES = 16
"""In how many pieces a quotation is looked for."""
WORTH_READING = 0.3
"""How much of a piece has to agree before spellings are looked at."""
SHORTEST = 5
"""Fewer words left over from a quotation stand anywhere, and are not looked for."""
_SHORTEST_PART = 3
"""The same for what its author parted by ellipses."""

_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?")


def check(text: str, opened: Opened) -> QuoteCheck:
    """Check a quotation against a generation.

    Raises RequestError where it is too long or has no word, EngineUnavailable where it takes too
    long.
    """
    deadline = Deadline(advice="a shorter part of the quotation")
    archive, shelf = Generation(opened, deadline), GenerationShelf(opened)
    return checked(text, archive, shelf, opened.generation.version)


def checked(text: str, archive: Archive, shelf: Shelf, version: str) -> QuoteCheck:
    """Check a quotation against an archive, whose index is so named. Raises as `check`."""
    wording = quoted_words(text)
    checking = _Checking(Finder(archive), Reader(shelf, wording), wording)
    pieces = tuple(checking.pieces(_parts(text, wording)))
    return QuoteCheck(
        text=text,
        verdict=_verdict(pieces),
        pieces=pieces,
        together=_together(pieces),
        index_version=version,
    )


class _Checking:
    """The check of one quotation, whose words are numbered from 0."""

    def __init__(self, finder: Finder, reader: Reader, wording: Wording) -> None:
        self._wording = wording
        self._finder = finder
        self._reader = reader
        self._left = MOST_PIECES

    def pieces(self, parts: Sequence[range]) -> Iterator[QuotePiece]:
        """The pieces of a quotation that its author parted so."""
        for part in parts:
            if len(parts) > 1 and len(part) < _SHORTEST_PART:
                yield self._piece(part, "short")
            else:
                yield from self._part(part)

    def _part(self, part: range) -> Iterator[QuotePiece]:
        """A part whole, or cut in pieces where it stands in none."""
        self._left -= 1
        found = self._finder.find(self._wording.words[part.start : part.stop])
        placed = self._read(found, part)
        if placed:
            lacks = range(*placed[0].lacks)
            pieces = list(self._lacking(part, lacks)) if len(lacks) >= SHORTEST else []
            yield from pieces or [self._found(part, placed, found.exact_passages)]
        else:
            yield from self._longest(part, found)

    def _lacking(self, part: range, lacks: range) -> Iterator[QuotePiece]:
        """A part cut around what its best place lacks, if that is found elsewhere."""
        if self._left > 0 and lacks != part:
            within = list(self._part(lacks))
            if any(piece.places for piece in within):
                yield from self._rest(range(part.start, lacks.start))
                yield from within
                yield from self._rest(range(lacks.stop, part.stop))

    def _longest(self, part: range, found: Found) -> Iterator[QuotePiece]:
        """A part cut at the ends of the longest stretch of it that stands anywhere."""
        words = max((one.words for one in found.likely), key=_length, default=(0, 0))
        if self._left <= 0 or _length(words) < SHORTEST or _length(words) == len(part):
            yield self._piece(part, "none")
            return
        start, end = part.start + words[0], part.start + words[1]
        yield from self._rest(range(part.start, start))
        yield from self._part(range(start, end))
        yield from self._rest(range(end, part.stop))

    def _rest(self, rest: range) -> Iterator[QuotePiece]:
        if len(rest) >= SHORTEST:
            yield from self._part(rest)
        elif rest:
            yield self._piece(rest, "short")

    def _read(self, found: Found, part: range) -> list[Placed]:
        """The best places of a part, the best first."""
        worth = [one for one in found.likely if one.equal >= WORTH_READING * len(part)]
        placed = self._reader.read(worth[:MOST_PLACES], part.start, part.stop)
        return sorted(placed, key=lambda one: -one.place.share)

    def _found(self, part: range, placed: Sequence[Placed], exact: int) -> QuotePiece:
        places = tuple(one.place for one in sorted(placed, key=lambda one: one.order))
        verdict = "exact" if any(place.verdict == "exact" for place in places) else "near"
        return self._piece(part, verdict, places, exact)

    def _piece(
        self, words: range, verdict: str, places: tuple[QuotePlace, ...] = (), exact: int = 0
    ) -> QuotePiece:
        (stretch,) = self._wording.stretches(words.start, words.stop)
        return QuotePiece(
            start=stretch.start,
            end=stretch.end,
            verdict=verdict,  # type: ignore[arg-type]
            places=places,
            exact_passages=exact,
        )


def _parts(text: str, wording: Wording) -> list[range]:
    """The words between ellipses."""
    ends = [found.start() for found in _ELLIPSIS.finditer(text)]
    starts = [stretch.start for stretch in wording.spans]
    parts: list[range] = []
    first = 0
    for end in [*ends, len(text)]:
        until = sum(start < end for start in starts[first:]) + first
        if until > first:
            parts.append(range(first, until))
        first = until
    return parts


def _length(words: tuple[int, int]) -> int:
    return words[1] - words[0]


def _verdict(pieces: Sequence[QuotePiece]) -> QuoteVerdict:
    """What is to be said of the whole."""
    if not any(piece.places for piece in pieces):
        return "none"
    if len(pieces) > 1:
        return "pieces"
    return "exact" if pieces[0].verdict == "exact" else "near"


def _together(pieces: Sequence[QuotePiece]) -> tuple[str, ...]:
    """The documents that hold every piece that was found, the earliest first."""
    held = [[place.document.id for place in piece.places] for piece in pieces if piece.places]
    if len(held) < 2:
        return ()
    return tuple(one for one in dict.fromkeys(held[0]) if all(one in ids for ids in held[1:]))
