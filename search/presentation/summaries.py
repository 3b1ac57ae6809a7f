"""What is shown of a document wherever one is named: in results, lines, margins, comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.documents import Document, called, is_inferred
from index.storage.collection import Collection
from index.storage.columns import Columns
from search.results import DocumentSummary, Span
from search.wordings.versions import wordings


class StoredTexts:
    """What is shown of the documents of a generation, and their paragraphs."""

    def __init__(self, documents: Collection, columns: Columns) -> None:
        self._columns = columns
        self._documents = documents
        self.paragraphs = documents.paragraphs

    def summaries(self, numbers: Iterable[int]) -> list[DocumentSummary]:
        """What is shown of some documents, by number, in the order given."""
        return summaries(numbers, self._documents, self._columns)


def summaries(
    numbers: Iterable[int], documents: Collection, columns: Columns
) -> list[DocumentSummary]:
    """What is shown of some documents, by number, in the order given."""
    wanted = list(numbers)
    openings = documents.openings(wanted)
    return summaries_of(openings, [()] * len(wanted), wanted, documents, columns)


def summaries_of(
    openings: Sequence[Document],
    title_spans: Sequence[tuple[Span, ...]],
    numbers: Sequence[int],
    documents: Collection,
    columns: Columns,
) -> list[DocumentSummary]:
    """The same of documents whose openings were read, with what is marked in their titles."""
    starts = columns.document_start
    after = [number + 1 for number in numbers]
    sizes: list[int] = (starts[after] - starts[list(numbers)]).tolist()
    return [
        _summary(opening, spans, size, wordings(documents, columns, number))
        for opening, spans, size, number in zip(openings, title_spans, sizes, numbers, strict=True)
    ]


def _summary(
    document: Document, title_spans: tuple[Span, ...], passages: int, versions: int
) -> DocumentSummary:
    date = document.date
    return DocumentSummary(
        id=document.id,
        title=called(document),
        titled=bool(document.title),
        title_highlights=title_spans,
        date=str(date) if date else None,
        date_precision=date.precision if date else None,
        date_inferred=is_inferred(document, "date"),
        source=document.source,
        speaker=document.speaker,
        place=document.place,
        kind=document.kind,
        url=document.url,
        passages=passages,
        versions=versions,
    )
