"""From rows to results: the documents and passages of a page of them, fetched and marked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from search.opensearch.asking import MILLION, Row
from search.opensearch.packing import unpacked
from search.opensearch.reader import Reader
from search.presentation.highlights import Highlighter
from search.presentation.presenter import ALSO, hit
from search.results import DocumentSummary, PassageHit, Result


class Presenter:
    """Makes the results of one search."""

    def __init__(self, reader: Reader, highlighter: Highlighter) -> None:
        self._reader = reader
        self._highlighter = highlighter

    def results(
        self, rows: Sequence[Row], others: Sequence[Sequence[Row]] = ()
    ) -> tuple[Result, ...]:
        """What is shown of some rows; `others` are the rows of the same story as each."""
        others = others or [()] * len(rows)
        places = [row.order for row in rows]
        also = [row.order for own in others for row in own[:ALSO]]
        summaries, texts = self._fetched([*places, *also], rows)
        titles = [_title(summaries[place]) for place in places]
        marked = self._highlighter.spans(titles, titles=True)
        return tuple(
            Result(
                document=msgspec.structs.replace(summaries[row.order], title_highlights=spans),
                score=row.score / MILLION,
                passages=self._hits(row, title, texts),
                more_passages=row.passages - len(row.best),
                also=tuple(summaries[other.order] for other in own[:ALSO]),
                more_also=len(own[ALSO:]),
            )
            for row, own, title, spans in zip(rows, others, titles, marked, strict=True)
        )

    def _fetched(
        self, places: Sequence[int], rows: Sequence[Row]
    ) -> tuple[dict[int, DocumentSummary], dict[tuple[int, int], str]]:
        """The documents at some places, and the texts of passages by document and number."""
        if not places:
            return {}, {}
        numbers = [(row.key, [number for number, _ in row.best if number]) for row in rows]
        documents, passages = self._reader.shown(places, numbers)
        summaries = {d["rank"]: unpacked(d["summary"], DocumentSummary) for d in documents}
        return summaries, {(p["key"], p["number"]): p["paragraph"] for p in passages}

    def _hits(
        self, row: Row, title: str, texts: dict[tuple[int, int], str]
    ) -> tuple[PassageHit, ...]:
        found = []
        for number, score in row.best:
            text = texts[row.key, number] if number else title
            (spans,) = self._highlighter.spans([text], titles=not number, strict=True)
            found.append(hit(number, score / MILLION, text, spans))
        return tuple(found)


def _title(document: DocumentSummary) -> str:
    """The title a document has, if any; what it is called otherwise are words of its text."""
    return document.title if document.titled else ""
