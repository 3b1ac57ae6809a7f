"""Concordances: every occurrence of a query on a line of its own, the matches one below another.

What occurs is told by `search.occurrences.finding`. No window of ten thousand here: the order
is worked out from the row of words, so the last page costs what the first one does, and all
lines can be had one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from index.storage.columns import Columns
from search.deadline import check_time
from search.errors import RequestError
from search.occurrences.finding import Occurrences, occurrences
from search.occurrences.form_order import FormOrder
from search.occurrences.line_order import LineOrder, LineSort
from search.occurrences.lines import Line, LineReader, Texts
from search.opening import Opened
from search.presentation.summaries import StoredTexts
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


class Sought(NamedTuple):
    """What a query finds, as either engine has it: what lines and counts are made of.

    `notices` are those of its translation; `columns` and `texts` number documents alike.
    """

    reading: QueryReading
    notices: tuple[str, ...]
    found: Sequence[Occurrences]
    form_order: FormOrder
    columns: Columns
    texts: Texts

    @property
    def total(self) -> Occurring:
        """How much there is of it."""
        return Occurring(
            occurrences=sum(len(own.passages) for own in self.found),
            passages=sum(len(own.found) for own in self.found),
            documents=sum(len(own.found_documents) for own in self.found),
        )

    def read(self, total: Occurring) -> QueryReading:
        """What to say of the query: also that there is nothing to align where that is so."""
        none = (NO_WORDS,) if total.passages and not total.occurrences else ()
        return msgspec.structs.replace(self.reading, notices=(*self.notices, *none))


def sought(opened: Opened, search: SearchRequest) -> Sought:
    """What a search finds in a generation. Raises QueryError, RequestError, EngineUnavailable."""
    asked = read(search)
    translation = opened.translated(asked.filtered, variants=search.variants)
    columns = opened.generation.columns
    return Sought(
        reading=asked.reading,
        notices=translation.notices,
        found=occurrences(translation.query, opened.sources),
        form_order=opened.form_order,
        columns=columns,
        texts=StoredTexts(opened.generation.documents, columns),
    )


def concordance(opened: Opened, request: ConcordanceRequest) -> Concordance:
    """A page of lines. Raises QueryError, RequestError or EngineUnavailable."""
    check(request)
    return page(sought(opened, request.search), request, opened.generation.version)


def all_lines(opened: Opened, request: ConcordanceRequest) -> Iterator[FoundLine]:
    """Every line in order, each with its document; `offset` and `limit` count for nothing.

    Raises what `concordance` raises, before the first line.
    """
    check(request)
    yield from every_line(sought(opened, request.search), request)


def page(found: Sought, request: ConcordanceRequest, version: str) -> Concordance:
    """A page of the lines of what was found in the generation that is so named."""
    order, reader = _lines(found, request)
    lines, documents = reader.read(order.window(request.sort, request.offset, request.limit))
    total = found.total
    return Concordance(
        reading=found.read(total),
        total=total,
        lines=tuple(lines),
        documents=documents,
        index_version=version,
    )


def every_line(found: Sought, request: ConcordanceRequest) -> Iterator[FoundLine]:
    """All lines of what was found, in order, read some thousands at a time."""
    order, reader = _lines(found, request)
    ordered = order.window(request.sort, 0, None)
    check_time()
    for first in range(0, len(ordered), _AT_ONCE):
        lines, documents = reader.read(ordered[first : first + _AT_ONCE])
        for line in lines:
            yield FoundLine(line, documents[line.document])


def _lines(found: Sought, request: ConcordanceRequest) -> tuple[LineOrder, LineReader]:
    order = LineOrder(found.found, found.form_order.places, found.columns)
    return order, LineReader(found.found, order, found.texts, found.columns, request.context)


def check(request: ConcordanceRequest) -> None:
    """Raises RequestError where a page is asked for that there cannot be."""
    for name, value, least, most in (
        ("limit", request.limit, 0, MAX_LINES),
        ("context", request.context, 1, MAX_CONTEXT),
    ):
        if not least <= value <= most:
            raise RequestError(f"bad_{name}", f"{name} must be from {least} to {most}.", name)
    if request.offset < 0:
        raise RequestError("bad_offset", "offset must not be negative.", "offset")
