"""From numbers to what is shown: documents with their best passages as snippets."""

from __future__ import annotations

from collections.abc import Callable

from index.columns import Columns
from index.documents import Document, called
from search.engine import DocumentSummary, PassageHit, Result
from search.highlights import MarkedText, Marker, spans
from search.matching import Match
from search.snippets import snippet


class Presenter:
    """Makes the results of one search; `documents` gives a document by its number."""

    def __init__(
        self, columns: Columns, documents: Callable[[int], Document], marker: Marker
    ) -> None:
        self._columns = columns
        self._documents = documents
        self._marker = marker

    def result(self, match: Match) -> Result:
        """A document found with its best passages, or a passage found with its document."""
        document = self._documents(match.document)
        return Result(
            document=self._summary(match.document, document),
            score=match.score,
            passages=tuple(
                self._hit(document, passage, score) for passage, score in match.passages
            ),
            more_passages=match.more,
        )

    def _hit(self, document: Document, passage: int, score: float) -> PassageHit:
        number = int(self._columns.passage_number[passage])
        text = passage_text(document, number)
        shown = snippet(
            text, spans(self._marker, MarkedText(text, is_title=number == 0), strict=True)
        )
        return PassageHit(
            number=number,
            text=shown.text,
            highlights=shown.spans,
            score=score,
            start=shown.start,
            cut_before=shown.cut_before,
            cut_after=shown.cut_after,
        )

    def _summary(self, number: int, document: Document) -> DocumentSummary:
        starts = self._columns.document_start
        title = document.title or ""
        evidence = document.evidence.get("date")
        return DocumentSummary(
            id=document.id,
            title=called(document),
            titled=bool(title),
            title_highlights=spans(self._marker, MarkedText(title, is_title=True)),
            date=str(document.date) if document.date else None,
            date_precision=document.date.precision if document.date else None,
            date_inferred=evidence is not None and evidence.confidence != "high",
            source=document.source,
            speaker=document.speaker,
            place=document.place,
            kind=document.kind,
            url=document.url,
            passages=int(starts[number + 1] - starts[number]),
        )


def passage_text(document: Document, number: int) -> str:
    """The text of a passage; number 0 is the title."""
    return document.paragraphs[number - 1] if number else document.title or ""
