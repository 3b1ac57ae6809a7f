"""From numbers to what is shown: documents with their best passages as snippets.

All results of a search are made together: what they show is read and marked in one go each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from index.collection import Collection
from index.columns import Columns
from index.documents import Document, called
from search.highlights import Highlighter
from search.matching import Match
from search.results import DocumentSummary, PassageHit, Result, Span, Version
from search.snippets import snippet
from search.versions import versions

ALSO = 20
"""How many documents of one story are shown beside the first."""


class Presenter:
    """Makes the results of one search."""

    def __init__(self, columns: Columns, documents: Collection, highlighter: Highlighter) -> None:
        self._columns = columns
        self._documents = documents
        self._highlighter = highlighter

    def results(self, matches: Sequence[Match]) -> tuple[Result, ...]:
        """Documents found with their best passages, or passages found with their documents."""
        documents = [match.document for match in matches]
        openings = self._documents.openings(documents)
        titles = [opening.title or "" for opening in openings]
        marked = self._highlighter.spans(titles, titles=True)
        sizes = self._sizes(documents)
        wordings = [max(1, len(self._versions(document))) for document in documents]
        hits = iter(self._hits(matches, openings))
        return tuple(
            Result(
                document=summary(opening, spans, size, wording),
                score=match.score,
                passages=tuple(islice(hits, len(match.passages))),
                more_passages=match.more,
                also=self._also(match.others[:ALSO]),
                more_also=len(match.others[ALSO:]),
            )
            for match, opening, spans, size, wording in zip(
                matches, openings, marked, sizes, wordings, strict=True
            )
        )

    def _hits(self, matches: Sequence[Match], openings: Sequence[Document]) -> list[PassageHit]:
        """The passages of all matches, in order."""
        found = [
            (match.document, passage, score)
            for match in matches
            for passage, score in match.passages
        ]
        numbers: list[int] = self._columns.passage_number[[p for _, p, _ in found]].tolist()
        read = self._documents.paragraphs(
            (document, number - 1)
            for (document, _, _), number in zip(found, numbers, strict=True)
            if number
        )
        shown = zip(read, self._highlighter.spans(read, strict=True), strict=True)
        documents = (match.document for match in matches)
        titles = {n: opening.title for n, opening in zip(documents, openings, strict=True)}
        return [
            _hit(number, score, *(next(shown) if number else self._title(titles[document])))
            for (document, _, score), number in zip(found, numbers, strict=True)
        ]

    def _title(self, title: str | None) -> tuple[str, tuple[Span, ...]]:
        """A title as a passage that was found."""
        text = title or ""
        (spans,) = self._highlighter.spans([text], titles=True, strict=True)
        return text, spans

    def _also(self, documents: Sequence[int]) -> tuple[DocumentSummary, ...]:
        """What is shown of documents that carry the same text."""
        if not documents:
            return ()
        openings, sizes = self._documents.openings(documents), self._sizes(documents)
        return tuple(summary(of, (), size) for of, size in zip(openings, sizes, strict=True))

    def _versions(self, document: int) -> tuple[Version, ...]:
        return versions(self._documents, self._columns, document)

    def _sizes(self, documents: Sequence[int]) -> list[int]:
        """How many passages each document has."""
        starts = self._columns.document_start
        sizes: list[int] = (starts[[n + 1 for n in documents]] - starts[list(documents)]).tolist()
        return sizes


def _hit(number: int, score: float, text: str, spans: tuple[Span, ...]) -> PassageHit:
    shown = snippet(text, spans)
    return PassageHit(
        number=number,
        text=shown.text,
        highlights=shown.spans,
        score=score,
        start=shown.start,
        cut_before=shown.cut_before,
        cut_after=shown.cut_after,
    )


def summary(
    document: Document, title_spans: tuple[Span, ...], passages: int, wordings: int = 1
) -> DocumentSummary:
    """What is shown of a document, which has so many passages; its opening is enough of it."""
    date, evidence = document.date, document.evidence.get("date")
    return DocumentSummary(
        id=document.id,
        title=called(document),
        titled=bool(document.title),
        title_highlights=title_spans,
        date=str(date) if date else None,
        date_precision=date.precision if date else None,
        date_inferred=evidence is not None and evidence.confidence != "high",
        source=document.source,
        speaker=document.speaker,
        place=document.place,
        kind=document.kind,
        url=document.url,
        passages=passages,
        versions=wordings,
    )
