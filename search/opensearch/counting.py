"""Occurrences counted and lined up over a cluster: concordances and trends.

What is found is brought here (`brought`), if it is not too much; what else there is, by which
trends are measured, the shards add up by date (`days`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from search.errors import QueryTooLarge
from search.language.filters import filters_within
from search.language.syntax import Everything
from search.occurrences import concordance, trend_series
from search.occurrences.concordance import Concordance, ConcordanceRequest, FoundLine, Sought
from search.occurrences.finding import located
from search.occurrences.form_order import FormOrder
from search.occurrences.trend_series import Counted
from search.occurrences.trends import Trends, TrendsRequest
from search.opensearch.asking import Wanted
from search.opensearch.brought import Alternatives, Brought, alternatives
from search.opensearch.days import Days, days_of
from search.opensearch.passages import MOST, Passage, found_passages
from search.opensearch.reader import Reader
from search.reading import ReadRequest, read
from search.requests import SearchRequest
from search.translation import Translation


def lines(reader: Reader, request: ConcordanceRequest) -> Concordance:
    """A page of lines. Raises QueryError, RequestError or EngineUnavailable."""
    concordance.check(request)
    found = _Found(reader, request.search).sought()
    return concordance.page(found, request, reader.archive.version)


def all_lines(reader: Reader, request: ConcordanceRequest) -> Iterator[FoundLine]:
    """Every line in order; raises as `lines`, at once."""
    concordance.check(request)
    return concordance.every_line(_Found(reader, request.search).sought(), request)


def trends(reader: Reader, request: TrendsRequest) -> Trends:
    """Count. Raises QueryError, RequestError or EngineUnavailable."""
    trend_series.check(request)
    counted = (_Found(reader, search).counted() for search in request.searches)
    return trend_series.compared(counted, request, reader.archive.version)


class _Found:
    """The passages that one search finds, brought here."""

    def __init__(self, reader: Reader, search: SearchRequest) -> None:
        self._reader = reader
        self._asked: ReadRequest = read(search)
        self._translation: Translation = reader.translated(
            self._asked.filtered, variants=search.variants
        )
        self._parts = list(alternatives(self._translation.query))
        self._passages = self._fetched()
        self._brought = Brought(reader, self._passages)

    def sought(self, *further: Days) -> Sought:
        """What is found, and of which days there is more."""
        columns = self._brought.columns(*(days.columns() for days in further))
        found, segments = [], []
        if self._passages:
            segment = self._brought.segment(columns)
            holders = Alternatives(segment, self._parts, self._passages)
            passages = np.arange(len(self._passages), dtype=np.int32)
            found.append(located(self._translation.query, holders, passages))
            segments.append(segment)
        return Sought(
            reading=self._asked.reading,
            notices=self._translation.notices,
            found=found,
            form_order=FormOrder(segments),
            columns=columns,
            texts=self._brought,
        )

    def counted(self) -> Counted:
        """What is found, beside what the filters allow."""
        keys = self._brought.keys
        filters = filters_within(self._asked.filtered) or Everything()
        variants = self._asked.request.variants
        query = self._reader.translated(filters, variants=variants).query
        days = days_of(self._reader, query, among=keys)
        own = [days.known.get(key, (0, False)) for key in keys]
        others = np.arange(len(keys), len(keys) + len(days))
        newest = np.flatnonzero(np.array([newest for _, newest in own], np.bool_))
        return Counted(
            sought=self.sought(days),
            allowed=np.concatenate((newest, others)),
            words=np.concatenate((np.array([words for words, _ in own], np.int64), days.words())),
        )

    def _fetched(self) -> list[Passage]:
        query = self._translation.query
        found = self._reader.find(query, Wanted(older=True))
        if found.passages > MOST:
            message = (
                f"This engine counts word by word in at most {MOST:,} passages, and"
                f" {found.passages:,} are found. Narrow the search, or ask the embedded engine."
            )
            raise QueryTooLarge("too_many_passages", message)
        pages = found_passages(self._reader, query, found.older, parts=self._parts)
        return [passage for page in pages for passage in page]
