"""The year of a dateline that has none, from a dated document that carries the same text.

`April 7 (Agency) --` says no year. A newspaper of 10 April 2021 that prints the same speech
does: the dispatch is of the last 7 April before it. Words that stand in documents of many years
(titles, slogans, formulas) say nothing, so only the rest counts; and where two years are about
equally likely, neither is taken. A date found so is marked with the document it is from.

The texts come as rows of words (see `index.storage.bodies`), so that all of an archive is
compared in about the time it takes to read its rows, and what is found does not depend on what
was known of it before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.dates import PartialDate
from index.documents import Document, Evidence
from index.shingles import LENGTH, Hashes, shingles

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

_BUCKETS = 1 << 22
"""Shingles are looked up only where their first bits are those of one that is wanted."""

Ints = npt.NDArray[np.int64]


class Body(NamedTuple):
    """The texts of some documents: all paragraphs of each, one document behind the other.

    documents: int64[n], their numbers. starts: int64[n+1], where the words of each begin and,
    last, how many there are. words: uint64, as `shingles.word_number` numbers them.
    """

    documents: Ints
    starts: Ints
    words: Hashes

    def shingles(self) -> tuple[Hashes, Ints]:
        """All shingles that lie within one document, and which of the documents each is of."""
        found = shingles(self.words)
        owner = np.repeat(np.arange(len(self.documents)), np.diff(self.starts))
        within = owner[: len(found)] == owner[LENGTH - 1 :][: len(found)]
        return found[within], owner[: len(found)][within]


class Parallel(NamedTuple):
    """A dated document that shares text with an undated one; the greatest is the best.

    `day` is the undated document's date if this one tells its year; `nearness` is the days
    between them, negative; `order` is the dated document's rank, negative.
    """

    shared: int
    nearness: int
    order: int
    day: date
    document: int


class _Target(NamedTuple):
    """An undated document: its number, its month and day, and how much has to be shared."""

    number: int
    month_day: tuple[int, int]
    enough: int


def infer_years(
    undated: Mapping[int, tuple[int, int]],
    dated: Mapping[int, tuple[int, date]],
    undated_bodies: Iterable[Body],
    dated_bodies: Iterable[Body],
) -> dict[int, Parallel]:
    """The parallel that tells the year of each undated document for which there is one.

    `undated` are month and day of documents by number, `dated` rank and day of those they are
    compared with. The bodies are theirs, some documents at a time.
    """
    search = _Search(undated, undated_bodies)
    for body in dated_bodies:
        search.compare(body, dated)
    return search.found(dated)


def with_evidence(parallel: Parallel, document: Document) -> tuple[PartialDate, Evidence]:
    """The date a parallel tells, given the document that it is."""
    day = parallel.day
    published = day - timedelta(days=parallel.nearness)
    name = f"{document.title} ({document.id})" if document.title else document.id
    text = f"the year from text shared with {name} of {published.isoformat()}"
    return PartialDate(day.year, day.month, day.day), Evidence(RULE, text, "medium")


class _Search:
    """Shingles of the undated documents, and which of them dated documents share."""

    def __init__(self, undated: Mapping[int, tuple[int, int]], bodies: Iterable[Body]) -> None:
        self._targets: list[_Target] = []
        rows: list[Hashes] = [np.empty(0, np.uint64)]
        for number, row in _rows(bodies):
            enough = min(ENOUGH, max(FEWEST, -(-len(row) // 2)))
            self._targets.append(_Target(number, undated[number], enough))
            rows.append(row)
        lengths = [len(row) for row in rows[1:]]
        owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        self._shingles, groups = np.unique(np.concatenate(rows), return_inverse=True)
        order = np.argsort(groups, kind="stable")
        self._owners = owners[order]
        """int32: targets, grouped by shingle; `_starts` says where a shingle's group begins."""
        self._starts = np.searchsorted(groups[order], np.arange(len(self._shingles) + 1))
        self._buckets = np.zeros(_BUCKETS, np.bool_)
        self._buckets[_bucket(self._shingles)] = True
        self._years = np.zeros(len(self._shingles), np.uint64)
        """A bit for each year, modulo 64, in which a shingle stands."""
        self._hits: list[tuple[int, npt.NDArray[np.intp]]] = []

    def compare(self, body: Body, dated: Mapping[int, tuple[int, date]]) -> None:
        """Note which shingles of undated documents stand in dated ones."""
        for place, shared in self._shared(body):
            number = int(body.documents[place])
            self._years[shared] |= np.uint64(1 << (dated[number][1].year % 64))
            if len(shared) >= FEWEST:
                self._hits.append((number, shared))

    def found(self, dated: Mapping[int, tuple[int, date]]) -> dict[int, Parallel]:
        """The best parallel of each undated document that has a year more likely than others."""
        parallels: dict[int, list[Parallel]] = defaultdict(list)
        common = np.bitwise_count(self._years) >= COMMON_YEARS
        for number, shared in self._hits:
            rank, day = dated[number]
            for target, count in self._counts(shared[~common[shared]]):
                told = _last_before(self._targets[target].month_day, day)
                if told is not None and count >= self._targets[target].enough:
                    parallel = Parallel(count, -(day - told).days, -rank, told, number)
                    parallels[target].append(parallel)
        likeliest = ((target, _likeliest(found)) for target, found in sorted(parallels.items()))
        return {
            self._targets[target].number: parallel
            for target, parallel in likeliest
            if parallel is not None
        }

    def _shared(self, body: Body) -> Iterator[tuple[int, npt.NDArray[np.intp]]]:
        """Which documents of a body share shingles, and which, each once."""
        found, owner = body.shingles()
        near = np.flatnonzero(self._buckets[_bucket(found)])
        found, owner = found[near], owner[near]
        places = np.searchsorted(self._shingles, found)
        places[places == len(self._shingles)] = 0
        same = self._shingles[places] == found if len(self._shingles) else places < 0
        pairs = np.unique(owner[same] * max(len(self._shingles), 1) + places[same])
        owners, shared = np.divmod(pairs, max(len(self._shingles), 1))
        ends = np.flatnonzero(np.diff(owners, append=-1)) + 1
        for start, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=False):
            yield int(owners[start]), shared[start:end]

    def _counts(self, shared: npt.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
        """Targets and how many of these shingles each has."""
        groups = [self._owners[self._starts[s] : self._starts[s + 1]] for s in shared]
        if groups:
            targets, counts = np.unique(np.concatenate(groups), return_counts=True)
            yield from zip(targets.tolist(), counts.tolist(), strict=True)


def _rows(bodies: Iterable[Body]) -> Iterator[tuple[int, Hashes]]:
    """Each undated document with its distinct shingles, sorted, SAMPLE of them at most."""
    for body in bodies:
        found, owner = body.shingles()
        bounds = np.searchsorted(owner, np.arange(len(body.documents) + 1)).tolist()
        for n, number in enumerate(body.documents.tolist()):
            row = np.unique(found[bounds[n] : bounds[n + 1]])
            yield number, row[:: len(row) // SAMPLE + 1]


def _bucket(shingles: Hashes) -> npt.NDArray[np.intp]:
    return (shingles >> np.uint64(64 - _BUCKETS.bit_length() + 1)).astype(np.intp)


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


def _likeliest(parallels: list[Parallel]) -> Parallel | None:
    """The best parallel, unless one that tells another year shares nearly as much."""
    best = max(parallels)
    others = [p.shared for p in parallels if p.day.year != best.day.year]
    return best if best.shared >= MARGIN * max(others, default=0) else None
