"""A search's answer as the API gives it and `rostrum search --json` prints it.

These types are what is sent and what `/openapi.json` describes. Version 1 only grows: a key,
once here, stays. Highlights are character offsets in the text beside them, end exclusive.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta

from index.dates import Precision
from search.engine import (
    DocumentSummary,
    FacetCount,
    PassageHit,
    QueryReading,
    Repair,
    Result,
    SearchResults,
    Span,
)

Count = Annotated[int, Meta(ge=0)]


class QueryAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How the query was understood, its filters among it."""

    input: str
    normalized: Annotated[str, Meta(description="The query and its filters in normal form.")]
    description: Annotated[str, Meta(description="The same in words.")]
    repairs: tuple[Repair, ...]
    literal: Annotated[
        str | None, Meta(description="Where something was repaired: a query for the words typed.")
    ]
    notices: tuple[str, ...]


class TotalAnswer(msgspec.Struct, frozen=True):
    """Exact counts of what was found."""

    passages: Count
    documents: Count


class FoundDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a document found."""

    id: str
    title: Annotated[str, Meta(description="Where it is not titled, its opening words.")]
    titled: bool
    title_highlights: tuple[Span, ...]
    date: Annotated[str | None, Meta(description="ISO 8601, as precise as it is known.")]
    date_precision: Precision | None
    date_inferred: Annotated[bool, Meta(description="Whether the document itself says no date.")]
    source: str | None
    speaker: str | None
    place: str | None
    kind: str
    url: Annotated[str, Meta(description="The document's page here.")]
    original_url: Annotated[str | None, Meta(description="Where it was published.")]
    passages: Annotated[int, Meta(ge=0, description="How many it has, its title among them.")]
    versions: Annotated[
        int, Meta(ge=1, description="Wordings of its page; more than one where it was changed.")
    ]


class FoundPassage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a passage that shows what matched. Number 0 is the title."""

    number: Count
    text: str
    highlights: tuple[Span, ...]
    score: float
    start: Annotated[int, Meta(ge=0, description="Where the text begins in the passage.")]
    cut_before: bool
    cut_after: bool
    url: str


class FoundResult(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its best passages, or one passage where they are not grouped."""

    document: FoundDocument
    score: float
    passages: tuple[FoundPassage, ...]
    more_passages: Annotated[int, Meta(ge=0, description="Passages found but not given.")]


class TimelineCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents found are of the period that begins then."""

    start: Annotated[str, Meta(description="ISO 8601, at the precision asked for.")] = (
        msgspec.field(name="from")
    )
    count: Count


class SearchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found. `facets` and `timeline` count documents."""

    query: QueryAnswer
    total: TotalAnswer
    results: tuple[FoundResult, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    timeline: tuple[TimelineCount, ...]
    undated: Annotated[int, Meta(ge=0, description="Documents the timeline cannot place.")]
    did_you_mean: Annotated[str | None, Meta(description="The query in words the archive knows.")]
    next: Annotated[str | None, Meta(description="The cursor of the next page.")]
    index_version: str
    took_ms: Annotated[
        float, Meta(description="Milliseconds of the search; an answer sent again keeps its own.")
    ]


def search_answer(results: SearchResults, took_ms: float, following: str | None) -> SearchAnswer:
    """The answer for what an engine found in so many milliseconds; `following` is the cursor."""
    return SearchAnswer(
        query=_query(results.reading),
        total=TotalAnswer(results.total.passages, results.total.documents),
        results=tuple(map(_result, results.results)),
        facets=results.facets,
        timeline=tuple(TimelineCount(start=b.start, count=b.count) for b in results.timeline),
        undated=results.undated,
        did_you_mean=results.did_you_mean,
        next=following,
        index_version=results.index_version,
        took_ms=round(took_ms, 1),
    )


def _query(reading: QueryReading) -> QueryAnswer:
    return QueryAnswer(
        input=reading.input,
        normalized=reading.normalized,
        description=reading.description,
        repairs=reading.repairs,
        literal=reading.literal,
        notices=reading.notices,
    )


def _result(result: Result) -> FoundResult:
    page = document_page(result.document.id)
    return FoundResult(
        document=_document(result.document, page),
        score=result.score,
        passages=tuple(_passage(hit, page) for hit in result.passages),
        more_passages=result.more_passages,
    )


def _document(found: DocumentSummary, page: str) -> FoundDocument:
    return FoundDocument(
        id=found.id,
        title=found.title,
        titled=found.titled,
        title_highlights=found.title_highlights,
        date=found.date,
        date_precision=found.date_precision,
        date_inferred=found.date_inferred,
        source=found.source,
        speaker=found.speaker,
        place=found.place,
        kind=found.kind,
        url=page,
        original_url=found.url,
        passages=found.passages,
        versions=found.versions,
    )


def _passage(hit: PassageHit, page: str) -> FoundPassage:
    return FoundPassage(
        number=hit.number,
        text=hit.text,
        highlights=hit.highlights,
        score=hit.score,
        start=hit.start,
        cut_before=hit.cut_before,
        cut_after=hit.cut_after,
        url=f"{page}#p{hit.number}",
    )


def document_page(document_id: str) -> str:
    """The path of a document's page."""
    plain = document_id.isascii() and document_id.isalnum()
    return f"/documents/{document_id if plain else quote(document_id, safe='')}"
