"""The lines of a concordance as they are read: some of them, by number, with their texts.

Texts are read for the lines shown alone, each passage once however many lines it has, and in
the order they are stored in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.storage.columns import Columns
from search.occurrences.finding import Occurrences
from search.occurrences.line_order import LineOrder, Numbers
from search.presentation.word_spans import word_spans
from search.results import DocumentSummary


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One occurrence in its context, exactly as the text has it.

    `document` is an id, `passage` a number in it, 0 for the title; `start` is where the match
    begins in the passage, in characters. `left` + `match` + `right` is a stretch of its text.
    """

    document: str
    passage: int
    start: int
    left: str
    match: str
    right: str


class Texts(Protocol):
    """Where what is shown is read from; documents are named by their numbers."""

    def summaries(self, numbers: Iterable[int]) -> list[DocumentSummary]:
        """What is shown of some documents, in the order given."""
        ...

    def paragraphs(self, places: Iterable[tuple[int, int]]) -> list[str]:
        """Some paragraphs, each by its document and its number in it, from 0."""
        ...


class LineReader:
    """Reads the lines of one concordance; `context` is how many words are shown on each side."""

    def __init__(
        self,
        found: Sequence[Occurrences],
        order: LineOrder,
        texts: Texts,
        columns: Columns,
        context: int,
    ) -> None:
        self._found = found
        self._order = order
        self._read = texts
        self._columns = columns
        self._context = context

    def read(self, lines: Numbers) -> tuple[list[Line], dict[str, DocumentSummary]]:
        """Some lines in the order given, and their documents by id."""
        passages, place = np.unique(self._order.passages(lines), return_inverse=True)
        owners = self._columns.passage_document[passages].tolist()
        numbers = self._columns.numbers_of(passages).tolist()
        documents = self._summaries(owners)
        texts = self._texts(owners, numbers, documents)
        cuts = self._cuts(lines, passages, place, texts).tolist()
        read = [
            _line(documents[owners[n]].id, numbers[n], texts[n], cut)
            for n, cut in zip(place.tolist(), cuts, strict=True)
        ]
        return read, {found.id: found for found in documents.values()}

    def _summaries(self, owners: Sequence[int]) -> dict[int, DocumentSummary]:
        """What is shown of some documents, by number."""
        distinct = sorted(set(owners))
        return dict(zip(distinct, self._read.summaries(distinct), strict=True))

    def _texts(
        self, owners: Sequence[int], numbers: Sequence[int], documents: dict[int, DocumentSummary]
    ) -> list[str]:
        """The texts of passages, given the document of each and its number there."""
        below_title = [(owner, n - 1) for owner, n in zip(owners, numbers, strict=True) if n]
        paragraphs = iter(self._read.paragraphs(below_title))
        return [
            next(paragraphs) if number else documents[owner].title
            for owner, number in zip(owners, numbers, strict=True)
        ]

    def _cuts(
        self, lines: Numbers, passages: Numbers, place: Numbers, texts: Sequence[str]
    ) -> NDArray[np.int64]:
        """int64[n, 4]: where, in its text, a line begins, its match begins and ends, it ends.

        `place` is that of each line's passage among `passages`, and of its text among `texts`.
        A line that reaches an end of its passage has the marks there too.
        """
        words, lengths = self._words(lines, passages[place])
        by_text = np.argsort(place, kind="stable")
        spans = np.empty((len(lines), 4, 2), np.int64)
        spans[by_text] = word_spans(texts, np.column_stack((place, words))[by_text])
        cuts = np.stack((spans[:, 0, 0], spans[:, 1, 0], spans[:, 2, 1], spans[:, 3, 1]), axis=1)
        cuts[words[:, 0] == 0, 0] = 0
        ends = np.fromiter(map(len, texts), np.int64, len(texts))[place]
        cuts[:, 3] = np.where(words[:, 3] == lengths - 1, ends, cuts[:, 3])
        return cuts

    def _words(self, lines: Numbers, passages: Numbers) -> tuple[NDArray[np.int64], Numbers]:
        """The words of each line, counted in its passage, and how many its passage has.

        int64[n, 4]: the first of its left context, the first and the last of its match, the
        last of its right context.
        """
        segments, numbers = self._order.placed(lines)
        words, lengths = np.empty((len(lines), 4), np.int64), np.empty(len(lines), np.int64)
        for segment in np.unique(segments).tolist():
            mask, own = segments == segment, self._found[segment]
            held = passages[mask] - own.source.first
            start = own.source.segment.passage_start
            lengths[mask] = start[held + 1] - start[held] - 1
            words[mask, 1:3] = own.stretches[numbers[mask]] - start[held][:, np.newaxis]
        words[:, 0] = np.maximum(words[:, 1] - self._context, 0)
        words[:, 3] = np.minimum(words[:, 2] + self._context, lengths - 1)
        return words, lengths


def _line(document: str, passage: int, text: str, cut: list[int]) -> Line:
    begin, start, end, stop = cut
    return Line(
        document=document,
        passage=passage,
        start=start,
        left=text[begin:start],
        match=text[start:end],
        right=text[end:stop],
    )
