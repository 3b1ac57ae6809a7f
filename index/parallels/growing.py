"""Parallels of an archive that changed: what is new is compared with all, the rest is kept.

Which passages are parallels depends on the archive as it is, not on how it came about. A passage
that is new can make a formula of a shingle that old passages share, and one that went can make
a formula tell again; so the passages of such shingles are compared anew, too.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.building.growing import Grown
from index.parallels.finding import Pairs, Search, joined
from index.parallels.neighbours import with_neighbours
from index.parallels.rows import Marks, Rows, form_numbers, paragraphs
from index.storage.columns import Columns
from index.storage.generations import Generation
from index.storage.pages import NO_PAGE

ANEW = 1 / 2
"""Where more than this share of the paragraphs is new, all are compared anew."""


def parallels_of(grown: Grown, previous: Generation | None, *, threads: int) -> Pairs:
    """All parallels of the segments of a new generation, by the numbers of its passages.

    What the generation before knows of segments that are in both is taken over.
    """
    rows = list(_rows(grown, previous))
    owners = np.full(sum(own.passages for own in rows), -1, np.int32)
    owners[: len(grown.columns.passage_document)] = _owners(grown.columns)
    after = np.concatenate([np.zeros(0, np.bool_), *(own.after for own in rows)])
    known = previous.parallels if previous else None
    new = _is_new(grown, rows)
    if previous is None or known is None or new.sum() > ANEW * after.sum():
        present = rows[: len(grown.growths)]
        pairs = Search(present, owners, threads=threads).all_pairs()
        return with_neighbours(pairs, present, owners)
    search = Search(rows, owners, threads=threads)
    targets = after & (new | _whole(search.turned(), owners))
    found = with_neighbours(search.pairs_of(targets), rows, owners)
    return joined(found, _kept(known.pairs(), _numbers(grown, previous), after & ~targets))


def _rows(grown: Grown, previous: Generation | None) -> Iterator[Rows]:
    """The segments of a generation and, behind them, those of the one before that are not in it."""
    after = _counting(grown.columns)
    before = _counting(previous.columns) if previous else np.zeros(0, np.bool_)
    first = 0
    for growth in grown.growths:
        segment = growth.part.segment
        was = np.zeros(segment.passages, np.bool_)
        if growth.before is not None:
            was = before[growth.before.first_passage :][: segment.passages]
        now = after[first : first + segment.passages]
        yield Rows(segment.words_row, form_numbers(segment), first, was, now)
        first += segment.passages
    for live in previous.segments if previous else ():
        if not any(live is growth.before for growth in grown.growths):
            segment = live.segment
            was = before[live.first_passage :][: segment.passages]
            yield Rows(segment.words_row, form_numbers(segment), first, was, np.zeros_like(was))
            first += segment.passages


def _owners(columns: Columns) -> NDArray[np.int32]:
    """int32[P]: the document of each passage; captures of one page are one document."""
    documents = np.arange(len(columns.page), dtype=np.int32)
    known = np.flatnonzero(columns.page != NO_PAGE)
    _, firsts, numbers = np.unique(columns.page[known], return_index=True, return_inverse=True)
    documents[known] = known[firsts[numbers]]
    return documents[columns.passage_document]


def _counting(columns: Columns) -> Marks:
    """bool[P]: the paragraphs that can be found."""
    live = np.repeat(columns.document_rank >= 0, np.diff(columns.document_start))
    return paragraphs(columns) & live


def _is_new(grown: Grown, rows: list[Rows]) -> Marks:
    """bool: the paragraphs that can be found and were not in a segment that is still there."""
    kept = [growth.before is not None for growth in grown.growths]
    kept += [False] * (len(rows) - len(kept))
    marks = [
        own.after & ~own.before if is_kept else own.after
        for own, is_kept in zip(rows, kept, strict=True)
    ]
    return np.concatenate([np.zeros(0, np.bool_), *marks])


def _whole(passages: Marks, owners: NDArray[np.int32]) -> Marks:
    """bool[P]: all passages of the documents of some, for neighbours are parallels together."""
    documents = np.zeros(int(owners.max(initial=-1)) + 2, np.bool_)
    documents[owners[passages]] = True
    documents[-1] = False
    return documents[owners]


def _numbers(grown: Grown, previous: Generation) -> NDArray[np.int64]:
    """int64[P]: the number now of each passage of the generation before; -1 where it has none."""
    numbers = np.full(len(previous.columns.passage_words), -1, np.int64)
    first = 0
    for growth in grown.growths:
        count = growth.part.segment.passages
        if growth.before is not None:
            own = slice(growth.before.first_passage, growth.before.first_passage + count)
            numbers[own] = np.arange(first, first + count)
        first += count
    return numbers


def _kept(known: Pairs, numbers: NDArray[np.int64], kept: Marks) -> Pairs:
    """The pairs that were known, by their numbers now, of which both passages are kept."""
    left, right = numbers[known.left], numbers[known.right]
    chosen = (left >= 0) & (right >= 0)
    chosen &= kept[left] & kept[right]
    return Pairs(left[chosen], right[chosen], known.shared[chosen])
