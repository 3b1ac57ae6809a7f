"""The year of a dateline that has none, from a dated document that carries the same text.

`April 7 (Agency) --` says no year. A newspaper of 10 April 2021 that prints the same speech
does: the dispatch is of the last 7 April before it. Words that stand in documents of many years
(titles, slogans, formulas) say nothing, so only the rest counts; and where two years are about
equally likely, neither is taken. A date found so is marked with the document it is from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.dates import PartialDate, day_of
from index.documents import Document, Evidence
from index.shingles import Hashes, shingles

RULE = "dated parallel"
"""The rule that a date's evidence names where the year was found here."""

WINDOW = timedelta(days=31)
"""How much younger than the dateline a parallel may be."""
ENOUGH = 8
"""Shared shingles that make a parallel; half of a short document's, but at least FEWEST, do too."""
FEWEST = 3
COMMON_YEARS = 3
"""A shingle that stands in dated documents of so many years is a formula."""
MARGIN = 2
"""How many times as much text the likeliest year has to share as the next."""
SAMPLE = 1024
"""Shingles kept of an undated document: enough to measure by, and a bound on memory."""

Found = tuple[PartialDate, Evidence]


class _Parallel(NamedTuple):
    """A dated document that shares text with an undated one; the greatest is the best.

    `day` is the undated document's date if this one tells its year; `nearness` is the days
    between them, negative.
    """

    shared: int
    nearness: int
    day: date
    document: str


class _Target(NamedTuple):
    """An undated document: its number, its month and day, and how much has to be shared."""

    number: int
    month_day: tuple[int, int]
    enough: int


def infer_years(
    undated: Iterable[tuple[int, Document]], documents: Iterable[Document]
) -> dict[int, Found]:
    """Dates for documents whose month and day are known, by their numbers, with the evidence.

    `documents` are what to compare them with; those not dated to the day are passed over. One
    document at a time is held. A document for which no year is found is left out.
    """
    search = _Search(undated)
    for document in documents:
        if document.date is not None and document.date.precision == "day":
            search.compare(document, day_of(document.date.first_day))
    return search.found()


class _Search:
    """Shingles of the undated documents, and which of them dated documents share."""

    def __init__(self, undated: Iterable[tuple[int, Document]]) -> None:
        self._targets: list[_Target] = []
        rows: list[Hashes] = [np.empty(0, np.uint64)]
        for number, document in undated:
            row = shingles(document)
            row = row[:: len(row) // SAMPLE + 1]
            assert document.month_day is not None
            enough = min(ENOUGH, max(FEWEST, -(-len(row) // 2)))
            self._targets.append(_Target(number, document.month_day, enough))
            rows.append(row)
        lengths = [len(row) for row in rows[1:]]
        owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        self._shingles, groups = np.unique(np.concatenate(rows), return_inverse=True)
        order = np.argsort(groups, kind="stable")
        self._owners = owners[order]
        """int32: targets, grouped by shingle; `_starts` says where a shingle's group begins."""
        self._starts = np.searchsorted(groups[order], np.arange(len(self._shingles) + 1))
        self._years = np.zeros(len(self._shingles), np.uint64)
        """A bit for each year, modulo 64, in which a shingle stands."""
        self._hits: list[tuple[str, date, npt.NDArray[np.intp]]] = []

    def compare(self, document: Document, day: date) -> None:
        """Note which shingles of undated documents stand in a dated one."""
        own = shingles(document)
        places = np.searchsorted(self._shingles, own)
        inside = places < len(self._shingles)
        own, places = own[inside], places[inside]
        shared = places[self._shingles[places] == own]
        self._years[shared] |= np.uint64(1 << (day.year % 64))
        shared = shared[np.bitwise_count(self._years[shared]) < COMMON_YEARS]
        if len(shared) >= FEWEST:
            name = f"{document.title} ({document.id})" if document.title else document.id
            self._hits.append((name, day, shared))

    def found(self) -> dict[int, Found]:
        """The date of each undated document that has a year more likely than any other."""
        parallels: dict[int, list[_Parallel]] = defaultdict(list)
        common = np.bitwise_count(self._years) >= COMMON_YEARS
        for name, day, shared in self._hits:
            for target, count in self._counts(shared[~common[shared]]):
                dated = _last_before(self._targets[target].month_day, day)
                if dated is not None and count >= self._targets[target].enough:
                    parallel = _Parallel(count, -(day - dated).days, dated, name)
                    parallels[target].append(parallel)
        likeliest = ((target, _likeliest(found)) for target, found in sorted(parallels.items()))
        return {
            self._targets[target].number: _found(parallel)
            for target, parallel in likeliest
            if parallel is not None
        }

    def _counts(self, shared: npt.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
        """Targets and how many of these shingles each has."""
        groups = [self._owners[self._starts[s] : self._starts[s + 1]] for s in shared]
        if groups:
            targets, counts = np.unique(np.concatenate(groups), return_counts=True)
            yield from zip(targets.tolist(), counts.tolist(), strict=True)


def _last_before(month_day: tuple[int, int], day: date) -> date | None:
    """The last such day of any year on or before `day`, if it is at most WINDOW before."""
    for year in (day.year, day.year - 1):
        try:
            found = date(year, *month_day)
        except ValueError:  # 29 February of another year.
            continue
        if timedelta(0) <= day - found <= WINDOW:
            return found
    return None


def _likeliest(parallels: list[_Parallel]) -> _Parallel | None:
    """The best parallel, unless one that tells another year shares nearly as much."""
    best = max(parallels)
    others = [p.shared for p in parallels if p.day.year != best.day.year]
    return best if best.shared >= MARGIN * max(others, default=0) else None


def _found(parallel: _Parallel) -> Found:
    day = parallel.day
    published = day + timedelta(days=-parallel.nearness)
    text = f"the year from text shared with {parallel.document} of {published.isoformat()}"
    return PartialDate(day.year, day.month, day.day), Evidence(RULE, text, "medium")
