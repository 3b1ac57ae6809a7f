"""The series of trends: occurrences counted by document, then by period, all by arrays."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.dates import day_of
from search.errors import RequestError
from search.grouping.timeline import Periods
from search.language.filters import filters_within
from search.occurrences.concordance import Occurring, noticed
from search.occurrences.finding import occurrences
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


def trends(opened: Opened, request: TrendsRequest) -> Trends:
    """Count. Raises QueryError, RequestError or EngineUnavailable."""
    if len(request.searches) > MAX_SERIES:
        message = f"At most {MAX_SERIES} queries can be compared."
        raise RequestError("too_many_queries", message, "q")
    periods = Periods(request.by, opened.generation.columns)
    series = [_Counting(opened, search, periods).series() for search in request.searches]
    return Trends(by=request.by, series=tuple(series), index_version=opened.generation.version)


class _Counting:
    """The counting of one query."""

    def __init__(self, opened: Opened, search: SearchRequest, periods: Periods) -> None:
        self._opened = opened
        self._columns = opened.generation.columns
        self._periods = periods
        self._asked = read(search)
        self._variants = search.variants
        self._translation = opened.translated(self._asked.filtered, variants=search.variants)
        self._found = occurrences(self._translation.query, opened.sources)
        self._often = self._by_document([own.documents for own in self._found])
        self._saying = np.flatnonzero(self._often)

    def series(self) -> Series:
        """All there is to say of it."""
        allowed, total = self._allowed(), self._total()
        notices = noticed(self._translation.notices, total)
        points, gaps = self._points(allowed)
        first, last = self._ends()
        return Series(
            reading=msgspec.structs.replace(self._asked.reading, notices=notices),
            total=total,
            points=points,
            gaps=gaps,
            unplaced=self._unplaced(),
            first=first,
            last=last,
            silence=self._silence(allowed),
        )

    def _total(self) -> Occurring:
        return Occurring(
            occurrences=int(self._often.sum()),
            passages=sum(len(own.found) for own in self._found),
            documents=sum(len(own.found_documents) for own in self._found),
        )

    def _allowed(self) -> Documents:
        """The documents that the filters of the query allow, whatever they say.

        Of the captures of a page these are the newest, and an older one where it alone has the
        words.
        """
        filters = filters_within(self._asked.filtered)
        if filters is None:
            live = np.flatnonzero(self._columns.document_rank >= 0)
            newest = self._columns.recaptures.newest(live)
            return np.union1d(live if newest is None else live[newest], self._saying)
        query = self._opened.translated(filters, variants=self._variants).query
        return np.union1d(self._opened.evaluator.find(query).documents, self._saying)

    def _points(self, allowed: Documents) -> tuple[tuple[Point, ...], tuple[tuple[str, str], ...]]:
        """The periods with words, and between them the runs of those without."""
        placed = self._periods.placed(allowed)
        words = np.diff(_before(self._columns.passage_words)[self._columns.document_start])
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

    def _silence(self, allowed: Documents) -> Hush | None:
        others = np.setdiff1d(allowed, self._saying)
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
        reader = LineReader(
            self._found, order, self._opened.generation.documents, self._columns, CONTEXT
        )
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
