"""Concordances: every occurrence of a query on a line of its own, the matches one below another.

What occurs is told by `search.occurrences.finding`. No window of ten thousand here: the order
is worked out from the row of words, so the last page costs what the first one does, and all
lines can be had one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from search.deadline import check_time
from search.errors import RequestError
from search.occurrences.finding import occurrences
from search.occurrences.line_order import LineOrder, LineSort
from search.occurrences.lines import Line, LineReader
from search.opening import Opened
from search.reading import read
from search.requests import SearchRequest
from search.results import DocumentSummary, QueryReading

MAX_CONTEXT = 200
"""Words on each side of a match."""
MAX_LINES = 500
"""Lines of one page."""

_AT_ONCE = 5000
"""How many lines are read together where all are wanted."""

NO_WORDS = (
    "Nothing was counted: the query asks for no word or phrase, "
    "and what only filters occurs nowhere."
)


class ConcordanceRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Which lines: of what `search` finds (its own order, page and group count for nothing).

    `sort` is by the words to the `right` of the match or to its `left`, from the nearest on, by
    the `match` itself, or by `date`. `context` is how many words are shown on each side.
    """

    search: SearchRequest
    sort: LineSort = "right"
    context: int = 12
    limit: int = 100
    offset: int = 0


class FoundLine(NamedTuple):
    """A line and its document."""

    line: Line
    document: DocumentSummary


class Occurring(msgspec.Struct, frozen=True):
    """Exact counts: occurrences, and the passages and documents that are found."""

    occurrences: int
    passages: int
    documents: int


class Concordance(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a ConcordanceRequest; `documents` are those of its lines, by id."""

    reading: QueryReading
    total: Occurring
    lines: tuple[Line, ...]
    documents: dict[str, DocumentSummary]
    index_version: str


def concordance(opened: Opened, request: ConcordanceRequest) -> Concordance:
    """A page of lines. Raises QueryError, RequestError or EngineUnavailable."""
    _check(request)
    found = _Found(opened, request)
    lines, documents = found.reader.read(
        found.order.window(request.sort, request.offset, request.limit)
    )
    return Concordance(
        reading=found.reading,
        total=found.total,
        lines=tuple(lines),
        documents=documents,
        index_version=opened.generation.version,
    )


def all_lines(opened: Opened, request: ConcordanceRequest) -> Iterator[FoundLine]:
    """Every line in order, each with its document; `offset` and `limit` count for nothing.

    Raises what `concordance` raises, before the first line.
    """
    _check(request)
    found = _Found(opened, request)
    order = found.order.window(request.sort, 0, None)
    check_time()
    for first in range(0, len(order), _AT_ONCE):
        lines, documents = found.reader.read(order[first : first + _AT_ONCE])
        for line in lines:
            yield FoundLine(line, documents[line.document])


class _Found:
    """What a request finds, before any line is read."""

    def __init__(self, opened: Opened, request: ConcordanceRequest) -> None:
        asked = read(request.search)
        translation = opened.translated(asked.filtered, variants=request.search.variants)
        found = occurrences(translation.query, opened.sources)
        columns, documents = opened.generation.columns, opened.generation.documents
        self.order = LineOrder(found, opened.form_order.places, columns)
        self.reader = LineReader(found, self.order, documents, columns, request.context)
        self.total = Occurring(
            occurrences=len(self.order),
            passages=sum(len(own.found) for own in found),
            documents=sum(len(own.found_documents) for own in found),
        )
        notices = noticed(translation.notices, self.total)
        self.reading = msgspec.structs.replace(asked.reading, notices=notices)


def noticed(notices: tuple[str, ...], total: Occurring) -> tuple[str, ...]:
    """The notices of a translation, and that there is nothing to align where that is so."""
    return (*notices, NO_WORDS) if total.passages and not total.occurrences else notices


def _check(request: ConcordanceRequest) -> None:
    for name, value, least, most in (
        ("limit", request.limit, 0, MAX_LINES),
        ("context", request.context, 1, MAX_CONTEXT),
    ):
        if not least <= value <= most:
            raise RequestError(f"bad_{name}", f"{name} must be from {least} to {most}.", name)
    if request.offset < 0:
        raise RequestError("bad_offset", "offset must not be negative.", "offset")
