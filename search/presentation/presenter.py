"""From numbers to what is shown: documents with their best passages as snippets.

All results of a search are made together: what they show is read and marked in one go each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from index.documents import Document
from index.storage.collection import Collection
from index.storage.columns import Columns
from search.grouping.matching import Match
from search.presentation.highlights import Highlighter
from search.presentation.snippets import snippet
from search.presentation.summaries import summaries, summaries_of
from search.results import PassageHit, Result, Span

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
        shown = summaries_of(openings, marked, documents, self._documents, self._columns)
        hits = iter(self._hits(matches, openings))
        return tuple(
            Result(
                document=document,
                score=match.score,
                passages=tuple(islice(hits, len(match.passages))),
                more_passages=match.more,
                also=tuple(summaries(match.others[:ALSO], self._documents, self._columns)),
                more_also=len(match.others[ALSO:]),
            )
            for match, document in zip(matches, shown, strict=True)
        )

    def _hits(self, matches: Sequence[Match], openings: Sequence[Document]) -> list[PassageHit]:
        """The passages of all matches, in order."""
        found = [
            (match.document, passage, score)
            for match in matches
            for passage, score in match.passages
        ]
        numbers: list[int] = self._columns.numbers_of([p for _, p, _ in found]).tolist()
        read = self._documents.paragraphs(
            (document, number - 1)
            for (document, _, _), number in zip(found, numbers, strict=True)
            if number
        )
        shown = zip(read, self._highlighter.spans(read, strict=True), strict=True)
        documents = (match.document for match in matches)
        titles = {n: opening.title for n, opening in zip(documents, openings, strict=True)}
        return [
            hit(number, score, *(next(shown) if number else self._title(titles[document])))
            for (document, _, score), number in zip(found, numbers, strict=True)
        ]

    def _title(self, title: str | None) -> tuple[str, tuple[Span, ...]]:
        """A title as a passage that was found."""
        text = title or ""
        (spans,) = self._highlighter.spans([text], titles=True, strict=True)
        return text, spans


def hit(number: int, score: float, text: str, spans: tuple[Span, ...]) -> PassageHit:
    """A passage as it is shown: its snippet and the spans marked in that."""
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
