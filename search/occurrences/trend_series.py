"""The series of trends: occurrences counted by document, then by period, all by arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.dates import day_of
from search.errors import RequestError
from search.grouping.timeline import Periods
from search.language.filters import filters_within
from search.occurrences.concordance import Sought, sought
from search.occurrences.line_order import LineOrder
from search.occurrences.lines import LineReader
from search.occurrences.silences import Silence, longest_silence, span
from search.occurrences.trends import (
    CONTEXT,
    MAX_SERIES,
    Hush,
    Occasion,
    Point,
    Series,
    Trends,
    TrendsRequest,
    Unplaced,
)
from search.opening import Opened
from search.reading import read
from search.requests import SearchRequest

_MILLION = 1_000_000

Documents = NDArray[np.integer]
Numbers = NDArray[np.int64]


class Counted(NamedTuple):
    """What a query finds, beside how much else there is that it could have been found in.

    allowed: the documents that its filters allow, whatever they say; of the captures of a page
    the newest. words: int64[D], how many each document has.
    """

    sought: Sought
    allowed: Documents
    words: Numbers


def trends(opened: Opened, request: TrendsRequest) -> Trends:
    """Count. Raises QueryError, RequestError or EngineUnavailable."""
    check(request)
    columns = opened.generation.columns
    words = np.diff(_before(columns.passage_words)[columns.document_start])
    counted = (
        Counted(sought(opened, search), _allowed(opened, search), words)
        for search in request.searches
    )
    return compared(counted, request, opened.generation.version)


def check(request: TrendsRequest) -> None:
    """Raises RequestError where more is to be compared than can be told apart."""
    if len(request.searches) > MAX_SERIES:
        message = f"At most {MAX_SERIES} queries can be compared."
        raise RequestError("too_many_queries", message, "q")


def compared(counted: Iterable[Counted], request: TrendsRequest, version: str) -> Trends:
    """The series of what was found in the generation that is so named."""
    series = tuple(_Counting(one, request).series() for one in counted)
    return Trends(by=request.by, series=series, index_version=version)


def _allowed(opened: Opened, search: SearchRequest) -> Documents:
    """The documents that the filters of a search allow, whatever they say."""
    columns = opened.generation.columns
    filters = filters_within(read(search).filtered)
    if filters is None:
        live = np.flatnonzero(columns.document_rank >= 0)
        newest = columns.recaptures.newest(live)
        return live if newest is None else live[newest]
    query = opened.translated(filters, variants=search.variants).query
    return opened.evaluator.find(query).documents


class _Counting:
    """The counting of one query."""

    def __init__(self, counted: Counted, request: TrendsRequest) -> None:
        self._sought, allowed, self._words = counted
        self._found = self._sought.found
        self._columns = self._sought.columns
        self._periods = Periods(request.by, self._columns)
        self._often = self._by_document([own.documents for own in self._found])
        self._saying = np.flatnonzero(self._often)
        # An older capture of a page is allowed, too, where it alone has the words.
        self._allowed = np.union1d(allowed, self._saying)

    def series(self) -> Series:
        """All there is to say of it."""
        points, gaps = self._points()
        first, last = self._ends()
        total = self._sought.total
        return Series(
            reading=self._sought.read(total),
            total=total,
            points=points,
            gaps=gaps,
            unplaced=self._unplaced(),
            first=first,
            last=last,
            silence=self._silence(),
        )

    def _points(self) -> tuple[tuple[Point, ...], tuple[tuple[str, str], ...]]:
        """The periods with words, and between them the runs of those without."""
        words = self._words
        placed = self._periods.placed(self._allowed)
        placed = placed[words[placed] > 0]
        numbers, place = np.unique(self._periods.numbers(placed), return_inverse=True)
        passages = self._by_document([own.source.owners[own.found] for own in self._found])
        counts = [_sums(place, of[placed], len(numbers)) for of in (self._often, passages, words)]
        points = [
            Point(
                start=name,
                occurrences=often,
                passages=held,
                words=size,
                per_million=round(often * _MILLION / size, 3),
            )
            for name, often, held, size in zip(self._periods.names(numbers), *counts, strict=True)
        ]
        return tuple(points), self._gaps(numbers)

    def _gaps(self, numbers: Numbers) -> tuple[tuple[str, str], ...]:
        """The first and the last of each run of numbers left out."""
        after = np.flatnonzero(np.diff(numbers) > 1)
        firsts = self._periods.names(numbers[after] + 1)
        return tuple(zip(firsts, self._periods.names(numbers[after + 1] - 1), strict=True))

    def _unplaced(self) -> Unplaced:
        placed = np.zeros(len(self._often), np.bool_)
        placed[self._periods.placed(self._saying)] = True
        left = self._saying[~placed[self._saying]]
        return Unplaced(
            occurrences=int(self._often[left].sum()),
            documents=len(left),
            undated=int(np.count_nonzero(self._columns.precision[left] == 0)),
        )

    def _ends(self) -> tuple[Occasion | None, Occasion | None]:
        """The first occurrence and the last of those that are dated."""
        ends = span(self._saying, self._columns)
        if ends is None:
            return None, None
        return self._occasion(ends.first), self._occasion(ends.last, last=True)

    def _silence(self) -> Hush | None:
        others = np.setdiff1d(self._allowed, self._saying)
        found = longest_silence(self._saying, others, self._columns)
        return found and self._hush(found)

    def _hush(self, found: Silence) -> Hush:
        return Hush(
            start=day_of(found.start).isoformat(),
            end=day_of(found.end).isoformat(),
            days=found.end - found.start + 1,
            documents=found.documents,
            before=self._occasion(found.before, last=True),
            after=self._occasion(found.after),
        )

    def _occasion(self, document: int, *, last: bool = False) -> Occasion:
        """The first occurrence in a document, or the last."""
        order = LineOrder(self._found, (), self._columns)
        lines = order.of_document(document)[-1 if last else 0]
        reader = LineReader(self._found, order, self._sought.texts, self._columns, CONTEXT)
        (line,), documents = reader.read(lines[np.newaxis])
        return Occasion(line, documents[line.document])

    def _by_document(self, found: Sequence[Documents]) -> Numbers:
        """int64[D]: how many times each document stands in some rows of documents."""
        size = len(self._columns.first_day)
        return sum((np.bincount(own, minlength=size) for own in found), np.zeros(size, np.int64))


def _before(counts: NDArray[np.integer]) -> Numbers:
    """int64[n+1]: the sum of all counts before each, and last of all."""
    return np.append(0, np.cumsum(counts, dtype=np.int64))


def _sums(place: Numbers, values: NDArray[np.integer], size: int) -> list[int]:
    """The sums of the values in each place; exact, being far below 2**53."""
    sums: list[int] = np.bincount(place, values, size).astype(np.int64).tolist()
    return sums
