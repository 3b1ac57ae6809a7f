"""A search's answer as the API gives it and `rostrum search --json` prints it.

These types are what is sent and what `/openapi.json` describes. Version 1 only grows: a key,
once here, stays. Highlights are character offsets in the text beside them, end exclusive.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from search.answers.absence import AbsenceAnswer, absence_answer
from search.answers.found_document import FoundDocument, found_document, place_of
from search.results import FacetCount, PassageHit, QueryReading, Repair, Result, SearchResults, Span

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
    stories: Annotated[int, Meta(ge=0, description="Documents, of each text one.")]


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
    also: Annotated[
        tuple[FoundDocument, ...],
        Meta(description="Where a result is a story: others found that carry the same text."),
    ]
    more_also: Annotated[int, Meta(ge=0, description="Such documents found but not given.")]


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
    absence: Annotated[AbsenceAnswer | None, Meta(description="Where nothing was found: why.")] = (
        None
    )
    index_version: str
    took_ms: Annotated[
        float, Meta(description="Milliseconds of the search; an answer sent again keeps its own.")
    ]


def search_answer(results: SearchResults, took_ms: float, following: str | None) -> SearchAnswer:
    """The answer for what an engine found in so many milliseconds; `following` is the cursor."""
    return SearchAnswer(
        query=query_answer(results.reading),
        total=TotalAnswer(**msgspec.structs.asdict(results.total)),
        results=tuple(map(found_result, results.results)),
        facets=results.facets,
        timeline=tuple(TimelineCount(start=b.start, count=b.count) for b in results.timeline),
        undated=results.undated,
        did_you_mean=results.did_you_mean,
        next=following,
        absence=None if results.absence is None else absence_answer(results.absence),
        index_version=results.index_version,
        took_ms=round(took_ms, 1),
    )


def query_answer(reading: QueryReading) -> QueryAnswer:
    """How a query was understood, as it is answered."""
    return QueryAnswer(
        input=reading.input,
        normalized=reading.normalized,
        description=reading.description,
        repairs=reading.repairs,
        literal=reading.literal,
        notices=reading.notices,
    )


def found_result(result: Result) -> FoundResult:
    """A result as it is answered."""
    return FoundResult(
        document=found_document(result.document),
        score=result.score,
        passages=tuple(_passage(hit, result.document.id) for hit in result.passages),
        more_passages=result.more_passages,
        also=tuple(map(found_document, result.also)),
        more_also=result.more_also,
    )


def _passage(hit: PassageHit, document_id: str) -> FoundPassage:
    return FoundPassage(
        number=hit.number,
        text=hit.text,
        highlights=hit.highlights,
        score=hit.score,
        start=hit.start,
        cut_before=hit.cut_before,
        cut_after=hit.cut_after,
        url=place_of(document_id, hit.number),
    )
