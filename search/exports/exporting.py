"""Everything that a search found, to be taken away: passage by passage, in bounded memory.

What the first 10,000 places can be paged through in comes in the order asked for; more than that
comes in the order of reading, by number, since nobody reads so far by rank, and each passage
carries its score to be sorted by. Texts are read and marked a few hundred at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from index.documents import Document, called, is_inferred
from index.storage.collection import Collection
from index.storage.columns import Columns
from search.evaluation.evaluator import Evaluation
from search.evaluation.parts import Hits
from search.grouping import sorting
from search.presentation.highlights import Highlighter
from search.requests import MAX_WINDOW, Sort
from search.results import QueryReading, Span, Totals

ExportOrder = Literal["relevance", "date", "-date", "reading"]

BATCH = 256
"""How many passages are read at a time."""

Order = NDArray[np.integer]


class FoundText(msgspec.Struct, frozen=True, kw_only=True):
    """A passage found, whole, and what is known of its document. Passage 0 is the title."""

    document: str
    passage: Annotated[int, Meta(ge=0)]
    title: str
    date: Annotated[str | None, Meta(description="ISO 8601, as precise as it is known.")]
    date_inferred: bool
    source: str | None
    speaker: str | None
    place: str | None
    kind: str
    language: str | None
    score: float
    text: str
    highlights: Annotated[tuple[Span, ...], Meta(description="Offsets in the text.")]
    original_url: Annotated[str | None, Meta(description="Where it was published.")]


class Export:
    """What a search found, as one reads on: counts and order at once, the passages one by one.

    The generation it comes from stays open until `close`, which whoever iterates has to call.
    """

    def __init__(
        self,
        *,
        reading: QueryReading,
        total: Totals,
        order: ExportOrder,
        index_version: str,
        texts: Iterator[FoundText],
        close: Callable[[], None],
    ) -> None:
        self.reading = reading
        self.total = total
        self.order = order
        self.index_version = index_version
        self.close = close
        self._texts = texts

    def __iter__(self) -> Iterator[FoundText]:
        """The passages found; can be gone through once."""
        return self._texts


def export_order(passages: int, sort: Sort, *, scored: bool) -> ExportOrder:
    """The order in which so many passages are given."""
    if passages > MAX_WINDOW:
        return "reading"
    return sorting.effective_sort(sort, scored=scored)


def in_order(hits: Hits, order: ExportOrder, evaluation: Evaluation, columns: Columns) -> Hits:
    """The hits of a search in an order, those that are equal in it as they are read."""
    read = evaluation.reading_order(hits.passages)
    if order == "reading":
        places: Order = np.argsort(read, kind="stable")
    else:
        days = columns.first_day[columns.passage_document[hits.passages]]
        places = sorting.order(order, hits.scores, days, read)
    return Hits(hits.passages[places], hits.scores[places])


class Texts:
    """Reads the passages that a search found."""

    def __init__(self, columns: Columns, documents: Collection, highlighter: Highlighter) -> None:
        self._columns = columns
        self._documents = documents
        self._highlighter = highlighter

    def of(self, hits: Hits) -> Iterator[FoundText]:
        """The passages, in the order given."""
        for first in range(0, len(hits.passages), BATCH):
            part = slice(first, first + BATCH)
            yield from self._batch(hits.passages[part], hits.scores[part].tolist())

    def _batch(self, passages: NDArray[np.int32], scores: Sequence[float]) -> Iterator[FoundText]:
        owners: list[int] = self._columns.passage_document[passages].tolist()
        numbers: list[int] = self._columns.numbers_of(passages).tolist()
        distinct = list(dict.fromkeys(owners))
        openings = dict(zip(distinct, self._documents.openings(distinct), strict=True))
        places = list(zip(owners, numbers, strict=True))
        titles = iter(self._titles([openings[owner] for owner, number in places if not number]))
        paragraphs = iter(self._paragraphs(places))
        for (owner, number), score in zip(places, scores, strict=True):
            text, spans = next(paragraphs if number else titles)
            yield _found(openings[owner], number, score, text, spans)

    def _titles(self, documents: Sequence[Document]) -> Iterator[tuple[str, tuple[Span, ...]]]:
        texts = [document.title or "" for document in documents]
        spans = self._highlighter.spans(texts, titles=True, strict=True)
        return zip(texts, spans, strict=True)

    def _paragraphs(
        self, places: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[str, tuple[Span, ...]]]:
        texts = self._documents.paragraphs((owner, at - 1) for owner, at in places if at)
        return zip(texts, self._highlighter.spans(texts, strict=True), strict=True)


def _found(
    document: Document, number: int, score: float, text: str, spans: tuple[Span, ...]
) -> FoundText:
    return FoundText(
        document=document.id,
        passage=number,
        title=called(document),
        date=str(document.date) if document.date else None,
        date_inferred=is_inferred(document, "date"),
        source=document.source,
        speaker=document.speaker,
        place=document.place,
        kind=document.kind,
        language=document.language,
        score=score,
        text=text,
        highlights=spans,
        original_url=document.url,
    )
