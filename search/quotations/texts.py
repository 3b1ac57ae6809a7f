"""From likely places of a quotation to those that are shown: their texts, compared word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from index.documents import Document, Passage
from search.evaluation.segments import SearchedSegment
from search.opening import Opened
from search.quotations.places import Likely
from search.quotations.quotation import QuotePlace
from search.results import DocumentSummary, Span
from search.wordings.comparing import summary_of
from search.wordings.wording import Change, Wording, changes, differences, only_left

NEAR = 0.6
"""How much of a quotation has to stand in a place for that to be nearly it."""

_LOOSE = ("replaced", "only_left", "only_right")


class Placed(NamedTuple):
    """A place that is shown; the longest stretch of the quotation that it lacks; its order."""

    place: QuotePlace
    lacks: Span
    order: Span


class Shelf(Protocol):
    """Where the texts of places stand; documents are named by segment and number."""

    variants: tuple[tuple[str, ...], ...]

    def summary(self, source: SearchedSegment, document: int) -> DocumentSummary:
        """What is shown of a document where it is named."""
        ...

    def opening(self, source: SearchedSegment, document: int) -> Document:
        """A document, at least but for its paragraphs."""
        ...

    def passages(
        self, source: SearchedSegment, document: int, passages: Sequence[int]
    ) -> Iterator[Passage]:
        """Some of its passages, counted in the segment, but for the text of its title."""
        ...


class GenerationShelf:
    """The texts of a generation."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._columns = opened.generation.columns
        self._documents = opened.generation.documents
        self.variants = opened.generation.archive.variants

    def summary(self, source: SearchedSegment, document: int) -> DocumentSummary:
        """What is shown of a document where it is named."""
        del source
        return summary_of(document, self._opened)

    def opening(self, source: SearchedSegment, document: int) -> Document:
        """A document but for its paragraphs."""
        del source
        return self._documents.openings([document])[0]

    def passages(
        self, source: SearchedSegment, document: int, passages: Sequence[int]
    ) -> Iterator[Passage]:
        """Some of its passages, counted in the segment, but for the text of its title."""
        places = [source.first + passage for passage in passages]
        numbers: list[int] = self._columns.numbers_of(places).tolist()
        texts = iter(self._documents.paragraphs([(document, n - 1) for n in numbers if n]))
        return (Passage(number, next(texts) if number else "") for number in numbers)


class Reader:
    """Reads the places of one quotation."""

    def __init__(self, shelf: Shelf, quotation: Wording) -> None:
        self._shelf = shelf
        self._quotation = quotation
        self._openings: dict[tuple[int, int], Document] = {}

    def read(self, likely: Sequence[Likely], first: int, end: int) -> list[Placed]:
        """Those of some places that hold most of the quotation's words from `first` to `end`."""
        found = (self._placed(one, first, end) for one in likely)
        return [placed for placed in found if placed]

    def _placed(self, likely: Likely, first: int, end: int) -> Placed | None:
        quoted = self._quotation.words[first:end]
        wording, start, stop = self._around(likely, len(quoted))
        found = changes(quoted, wording.words[start:stop], self._shelf.variants)
        found, ahead, behind = trimmed(found, len(quoted), stop - start)
        share = 1 - sum(map(only_left, found)) / len(quoted)
        if share < NEAR:
            return None
        shown = wording.stretches(start + ahead, stop - behind)
        touched = {stretch.number for stretch in shown}
        place = QuotePlace(
            document=self._shelf.summary(likely.source, likely.document),
            date_evidence=self._opening(likely).evidence.get("date"),
            verdict="near" if found else "exact",
            share=round(share, 3),
            passages=tuple(p for p in wording.passages if p.number in touched),
            found=shown,
            differences=differences(self._quotation, wording, _moved(found, first, start)),
        )
        return Placed(place, _longest_lack(found, first), likely.order)

    def _around(self, likely: Likely, size: int) -> tuple[Wording, int, int]:
        """The passages of a place, and which of their words are compared with the quotation.

        Where words of the quotation are left over on a side, as many more are taken there.
        """
        starts = likely.source.segment.passage_start
        document, offset = likely.document, likely.source.first
        whole = starts[likely.source.starts[[document, document + 1]] - offset].tolist()
        begin = max(whole[0], likely.addresses[0] - _spare(likely.words[0]))
        end = min(whole[1] - 1, likely.addresses[1] + _spare(size - likely.words[1]))
        places = np.searchsorted(starts, [begin, end], "right") - 1
        passages = range(int(places[0]), int(np.searchsorted(starts, end - 1, "right")))
        wording = Wording(self._texts(likely, passages))
        before = int(starts[passages.start]) - passages.start
        start, stop = begin - before - int(places[0]), end - before - int(places[1])
        return wording, start, min(stop, len(wording.words))

    def _texts(self, likely: Likely, passages: Sequence[int]) -> Iterator[Passage]:
        """Some passages of the document of a place, counted through its segment."""
        for passage in self._shelf.passages(likely.source, likely.document, passages):
            title = None if passage.number else self._opening(likely).title or ""
            yield passage if title is None else Passage(0, title)

    def _opening(self, likely: Likely) -> Document:
        key = id(likely.source), likely.document
        if key not in self._openings:
            self._openings[key] = self._shelf.opening(likely.source, likely.document)
        return self._openings[key]


def trimmed(found: Sequence[Change], left: int, right: int) -> tuple[list[Change], int, int]:
    """The changes of two rows of so many words without what the right has before and behind.

    Also how many words of the right these are on each side. A word that stands at an end for
    another has nothing to do with it, unless it is spelt alike.
    """
    kept, ahead, behind = list(found), 0, 0
    if kept and not (kept[0].left[0] or kept[0].right[0]) and kept[0].kind in _LOOSE:
        ahead = kept[0].right[1]
        kept[:1] = _left_part(kept[0], ahead)
    if kept and (kept[-1].left[1], kept[-1].right[1]) == (left, right) and kept[-1].kind in _LOOSE:
        behind = right - kept[-1].right[0]
        kept[-1:] = _left_part(kept[-1], kept[-1].right[0])
    return kept, ahead, behind


def _left_part(change: Change, place: int) -> list[Change]:
    """What a change takes from the left, if anything."""
    taken = change.left[1] > change.left[0]
    return [Change("only_left", change.left, (place, place))] if taken else []


def _moved(found: Iterable[Change], left: int, right: int) -> Iterator[Change]:
    """Changes of rows that begin so many words on."""
    for kind, (a, b), (c, d) in found:
        yield Change(kind, (a + left, b + left), (c + right, d + right))


def _longest_lack(found: Iterable[Change], first: int) -> Span:
    lacks = [change.left for change in found if change.kind != "spelling"]
    start, end = max(lacks, key=lambda span: span[1] - span[0], default=(0, 0))
    return first + start, first + end


def _spare(words: int) -> int:
    """How far to look for some words; there may be a gap between passages."""
    return words + 1 if words else 0
