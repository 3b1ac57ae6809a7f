"""Trends as the API gives them and the command line prints them, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from index.dates import Precision
from search.answers.concordance import (
    FoundOccurrence,
    OccurringAnswer,
    line_answer,
    occurring_answer,
)
from search.answers.found_document import FoundDocument, found_document
from search.answers.results import Count, QueryAnswer, query_answer
from search.exports.csv_tables import Cell
from search.occurrences.trends import Hush, Occasion, Point, Series, Trends

COLUMNS = ("query", "from", "occurrences", "passages", "words", "per_million", "index_version")


class PointAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A period of which the archive has words."""

    start: Annotated[str, Meta(description="ISO 8601, at the precision asked for.")] = (
        msgspec.field(name="from")
    )
    occurrences: Count
    passages: Count
    words: Annotated[int, Meta(ge=1, description="Of the documents that the filters allow.")]
    per_million: Annotated[float, Meta(ge=0, description="Occurrences per million words.")]


class GapAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Periods between others of which the archive has no word; the first and the last of them."""

    start: str = msgspec.field(name="from")
    end: str = msgspec.field(name="to")


class UnplacedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in no period, because its document is not dated as precisely as that."""

    occurrences: Count
    documents: Count
    undated: Annotated[int, Meta(ge=0, description="Those of the documents without any date.")]


class OccasionAnswer(msgspec.Struct, frozen=True):
    """An occurrence and its document."""

    line: FoundOccurrence
    document: FoundDocument


class SilenceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The longest time in which other documents were published, and none of those found."""

    start: Annotated[str, Meta(description="Its first day.")] = msgspec.field(name="from")
    end: Annotated[str, Meta(description="Its last day.")] = msgspec.field(name="to")
    days: Annotated[int, Meta(ge=1)]
    documents: Annotated[int, Meta(ge=1, description="Published meanwhile.")]
    before: OccasionAnswer
    after: OccasionAnswer


class SeriesAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One query over time. A period without words is in a gap, not among the points."""

    query: QueryAnswer
    total: OccurringAnswer
    points: tuple[PointAnswer, ...]
    gaps: tuple[GapAnswer, ...]
    unplaced: UnplacedAnswer
    first: OccasionAnswer | None
    last: OccasionAnswer | None
    longest_silence: SilenceAnswer | None


class TrendsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How often queries occur over time, a series each, in the order asked."""

    by: Precision
    series: tuple[SeriesAnswer, ...]
    index_version: str
    took_ms: Annotated[float, Meta(description="Milliseconds of the counting.")]


def trends_answer(found: Trends, took_ms: float) -> TrendsAnswer:
    """The answer for trends that took so many milliseconds."""
    return TrendsAnswer(
        by=found.by,
        series=tuple(map(_series, found.series)),
        index_version=found.index_version,
        took_ms=round(took_ms, 1),
    )


def trends_rows(found: Trends) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table of trends, in the order of COLUMNS; none for periods without words."""
    for series in found.series:
        for p in series.points:
            counts = (p.start, p.occurrences, p.passages, p.words, p.per_million)
            yield series.reading.normalized, *counts, found.index_version


def _series(series: Series) -> SeriesAnswer:
    return SeriesAnswer(
        query=query_answer(series.reading),
        total=occurring_answer(series.total),
        points=tuple(map(_point, series.points)),
        gaps=tuple(GapAnswer(start=first, end=last) for first, last in series.gaps),
        unplaced=UnplacedAnswer(
            occurrences=series.unplaced.occurrences,
            documents=series.unplaced.documents,
            undated=series.unplaced.undated,
        ),
        first=None if series.first is None else _occasion(series.first),
        last=None if series.last is None else _occasion(series.last),
        longest_silence=None if series.silence is None else _silence(series.silence),
    )


def _point(point: Point) -> PointAnswer:
    return PointAnswer(
        start=point.start,
        occurrences=point.occurrences,
        passages=point.passages,
        words=point.words,
        per_million=point.per_million,
    )


def _occasion(occasion: Occasion) -> OccasionAnswer:
    return OccasionAnswer(line_answer(occasion.line), found_document(occasion.document))


def _silence(silence: Hush) -> SilenceAnswer:
    return SilenceAnswer(
        start=silence.start,
        end=silence.end,
        days=silence.days,
        documents=silence.documents,
        before=_occasion(silence.before),
        after=_occasion(silence.after),
    )
