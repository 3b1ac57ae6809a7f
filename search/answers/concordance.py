"""A concordance as the API gives it and the command line prints it, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from search.answers.found_document import FoundDocument, document_page, found_document
from search.answers.results import Count, QueryAnswer, query_answer
from search.exports.csv_tables import Cell
from search.occurrences.concordance import Concordance, FoundLine, Occurring
from search.occurrences.lines import Line
from search.reading import read
from search.requests import SearchRequest

COLUMNS = (
    "left", "match", "right", "date", "source", "speaker", "title", "document", "passage",
    "query", "index_version", "url",
)  # fmt: skip


class OccurringAnswer(msgspec.Struct, frozen=True):
    """Exact counts: where the query's words and phrases stand, and what is found by it."""

    occurrences: Count
    passages: Count
    documents: Count


class FoundOccurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One occurrence in its context: `left`, `match` and `right` as they follow in the text."""

    document: Annotated[str, Meta(description="The id of its document, a key of `documents`.")]
    passage: Annotated[int, Meta(ge=0, description="Number 0 is the title.")]
    start: Annotated[int, Meta(ge=0, description="Where the match begins in the passage.")]
    left: str
    match: str
    right: str
    url: str


class ConcordanceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The occurrences of a query, a line each; what is known of documents is said once."""

    query: QueryAnswer
    total: OccurringAnswer
    lines: tuple[FoundOccurrence, ...]
    documents: Annotated[
        dict[str, FoundDocument], Meta(description="The documents of these lines, by id.")
    ]
    next: Annotated[str | None, Meta(description="The cursor of the next page.")]
    index_version: str
    took_ms: Annotated[float, Meta(description="Milliseconds of the search.")]


def concordance_answer(
    found: Concordance, took_ms: float, following: str | None
) -> ConcordanceAnswer:
    """The answer for a page of lines that took so many milliseconds."""
    return ConcordanceAnswer(
        query=query_answer(found.reading),
        total=occurring_answer(found.total),
        lines=tuple(map(line_answer, found.lines)),
        documents={key: found_document(own) for key, own in found.documents.items()},
        next=following,
        index_version=found.index_version,
        took_ms=round(took_ms, 1),
    )


def occurring_answer(total: Occurring) -> OccurringAnswer:
    """The answer for counts."""
    return OccurringAnswer(total.occurrences, total.passages, total.documents)


def line_answer(line: Line) -> FoundOccurrence:
    """The answer for a line."""
    return FoundOccurrence(
        document=line.document,
        passage=line.passage,
        start=line.start,
        left=line.left,
        match=line.match,
        right=line.right,
        url=line_page(line),
    )


def line_page(line: Line) -> str:
    """Where a line can be read in its document."""
    anchor = f"p{line.passage}" if line.passage else "title"
    return f"{document_page(line.document)}#{anchor}"


def concordance_rows(
    found: Iterable[FoundLine], asked: SearchRequest, version: str, site: str = ""
) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table of lines, in the order of COLUMNS; `site` goes before addresses.

    Each carries the query that was asked, its filters among it, in normal form.
    """
    query = read(asked).reading.normalized
    for line, document in found:
        yield (
            line.left, line.match, line.right, document.date, document.source,
            document.speaker, document.title, line.document, line.passage,
            query, version, site + line_page(line),
        )  # fmt: skip
