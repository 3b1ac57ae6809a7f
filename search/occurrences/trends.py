"""How often words and phrases occur over time, beside how much the archive holds of each period.

What is counted are occurrences, as `search.occurrences.finding` tells them, because
"per million words" says something of words only: a passage that says a word twice says it
twice. The words they are measured by are those of the documents that the filters of the query
allow, so that a speaker's word is measured by what that speaker said. A period of which the
archive has no word is a gap and has no figure, not even zero.
"""

from __future__ import annotations

import msgspec

from index.dates import Precision
from search.occurrences.concordance import Occurring
from search.occurrences.lines import Line
from search.requests import SearchRequest
from search.results import DocumentSummary, QueryReading

MAX_SERIES = 6
"""Queries that are compared; more lines than that cannot be told apart."""


CONTEXT = 12
"""Words shown on each side of a first or last occurrence."""


class TrendsRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Which queries, each with its filters, and the period that is counted by."""

    searches: tuple[SearchRequest, ...]
    by: Precision = "year"


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One period of which the archive has words; `start` is ISO 8601 at the precision asked for."""

    start: str
    occurrences: int
    passages: int
    words: int
    per_million: float


class Unplaced(msgspec.Struct, frozen=True, kw_only=True):
    """What no period has: occurrences in documents without a date, or not dated to the period."""

    occurrences: int
    documents: int
    undated: int


class Occasion(msgspec.Struct, frozen=True):
    """One occurrence and its document."""

    line: Line
    document: DocumentSummary


class Hush(msgspec.Struct, frozen=True, kw_only=True):
    """The longest silence: its first and last day, how many that is, and what it lies between.

    `documents` were published wholly within it and do not say it.
    """

    start: str
    end: str
    days: int
    documents: int
    before: Occasion
    after: Occasion


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """One query over time; `gaps` are runs of periods without a word, first and last of each."""

    reading: QueryReading
    total: Occurring
    points: tuple[Point, ...]
    gaps: tuple[tuple[str, str], ...]
    unplaced: Unplaced
    first: Occasion | None
    last: Occasion | None
    silence: Hush | None


class Trends(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a TrendsRequest, a series for each search."""

    by: Precision
    series: tuple[Series, ...]
    index_version: str
