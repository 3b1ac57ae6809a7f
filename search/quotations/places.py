"""Where a quotation, or a piece of it, may stand: stretches of documents that agree with it most.

Around each of the likeliest passages a little more of the document's row of words than the
quotation is long is aligned with it, so that a quotation may cross the ends of paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.columnar.row import FAR, Row
from index.storage.columns import NO_DAY, Columns
from search.deadline import Deadline
from search.evaluation.segments import SearchedSegment
from search.opening import Opened
from search.quotations.holders import Holders, QuotedWords, holders, numbered, numbers_by_rank
from search.results import Span
from search.wordings.edit_paths import runs

Numbers = NDArray[np.int32]

MOST_ALIGNED = 64
"""How many passages are aligned with a quotation."""
_ROOM = 8
"""Words before and behind a quotation that are looked at, besides a quarter of its length."""
_PENALTY = 12
"""What a difference takes from the words that agree, at most."""
_FAR_FROM = 8
"""A passage that holds so many times fewer shingles than the best is not the same text."""
_MISSPELT = 16
"""How many unknown words are looked up among near spellings."""
_LATEST = np.iinfo(np.int32).max


class Likely(NamedTuple):
    """A stretch of a document that agrees with a quotation, from its first word to its last.

    words: which of the quotation. addresses: which of the row. equal: how many agree. order:
    the first day and the rank of the document, the undated last.
    """

    source: SearchedSegment
    document: int
    words: Span
    addresses: Span
    equal: int
    order: Span
    exact: bool


class Found(NamedTuple):
    """The likely places of a quotation, the best first, and how many passages hold it whole."""

    likely: list[Likely]
    exact_passages: int


class Candidate(NamedTuple):
    """A passage that holds shingles; the least `key` is the best.

    key: less how many shingles, the first day, the rank of the document, the passage.
    """

    key: tuple[int, int, int, int]
    source: SearchedSegment
    by_rank: Numbers
    begin: int


class Candidates(NamedTuple):
    """The likeliest passages, and how many hold a quotation whole."""

    found: list[Candidate]
    exact: int


class Archive(Protocol):
    """Where quotations are looked for."""

    def knows(self, word: str) -> bool:
        """Whether a word stands anywhere."""
        ...

    def nearest(self, word: str, distance: int) -> str | None:
        """The nearest word that does, at most so many edits away."""
        ...

    def candidates(self, quoted: QuotedWords) -> Candidates:
        """The likeliest passages of a quotation, MOST_ALIGNED or more of each part."""
        ...

    def check(self) -> None:
        """Raises EngineUnavailable where time is up."""
        ...


class Generation:
    """A generation, looked through segment by segment."""

    def __init__(self, opened: Opened, deadline: Deadline) -> None:
        self._lexicon = opened.lexicon
        self._columns = opened.generation.columns
        self._segments = opened.sources.segments
        self.check = deadline.check

    def knows(self, word: str) -> bool:
        """Whether a word stands anywhere."""
        return any(source.word(word, stemmed=False) for source in self._segments)

    def nearest(self, word: str, distance: int) -> str | None:
        """The nearest word that does, at most so many edits away."""
        return self._lexicon.vocabulary("exact").nearest(word, distance)

    def candidates(self, quoted: QuotedWords) -> Candidates:
        """The likeliest passages of each segment."""
        found: list[Candidate] = []
        exact = 0
        for source in self._segments:
            by_rank = numbers_by_rank(source, quoted)
            held = holders(source, quoted, by_rank, self.check)
            found += likeliest(source, self._columns, held, by_rank, len(quoted.words))
            exact += int(np.count_nonzero(held.exact))
        return Candidates(found, exact)


class Finder:
    """Finds quotations in an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._meant: dict[str, str] = {}

    def find(self, words: Sequence[str]) -> Found:
        """The likely places of some words, none twice."""
        quoted = numbered(words, self._known)
        candidates, exact = self._archive.candidates(quoted)
        found: list[Likely] = []
        candidates = sorted(candidates, key=lambda c: c.key)[:MOST_ALIGNED]
        for candidate in candidates:
            self._archive.check()
            if candidates[0].key[0] < _FAR_FROM * candidate.key[0]:
                break
            likely = None if _is_within(candidate, found) else self._likely(candidate, quoted)
            if likely and not any(_overlap(likely, other) for other in found):
                found.append(likely)
        found.sort(key=lambda one: (not one.exact, -one.equal, one.order))
        return Found(found, exact)

    def _known(self, word: str) -> str:
        """A word as the archive has it: itself, or where it is unknown the nearest known one."""
        if self._archive.knows(word) or len(word) < 4:
            return word
        if word not in self._meant and len(self._meant) < _MISSPELT:
            distance = 1 if len(word) < 8 else 2
            nearest = self._archive.nearest(word, distance)
            self._meant[word] = nearest or word
        return self._meant.get(word, word)

    def _likely(self, candidate: Candidate, quoted: QuotedWords) -> Likely | None:
        """The stretch around a candidate that agrees with a quotation; None where none does."""
        source, begin, size = candidate.source, candidate.begin, len(quoted.words)
        exact = -candidate.key[0] > size
        starts = source.segment.passage_start
        if exact:
            words, addresses, equal = (0, size), (begin, begin + size), size
        else:
            room = _ROOM + size // 4
            bounds = _document_bounds(source, candidate.key[3])
            first, end = max(bounds[0], begin - room), min(bounds[1], begin + size + room)
            ranks = _ranks(source.segment.words_row, first, end)
            places = np.flatnonzero(ranks)
            aligned = runs(quoted.numbers, candidate.by_rank[ranks[places]].astype(np.int64))
            words, row, equal = _best_stretch(aligned.tolist())
            if not equal:
                return None
            addresses = first + int(places[row[0]]), first + int(places[row[1] - 1]) + 1
        passage = int(np.searchsorted(starts, addresses[0], "right")) - 1
        document = int(source.owners[passage])
        return Likely(source, document, words, addresses, equal, candidate.key[1:3], exact)


def likeliest(
    source: SearchedSegment, columns: Columns, held: Holders, by_rank: Numbers, size: int
) -> Iterator[Candidate]:
    """The likeliest holders of a quotation of so many words, of equal ones the earlier first."""
    hits = np.where(held.exact, size + 1, np.minimum(held.hits, size))
    documents = source.owners[held.passages]
    days = columns.first_day[documents].astype(np.int64)
    days[days == NO_DAY] = _LATEST
    best = _first(-hits, days, MOST_ALIGNED)
    ranks = columns.document_rank[documents[best]]
    keys = (-hits[best], days[best], ranks, held.passages[best], held.begin[best])
    for less_hits, day, rank, passage, begin in zip(*(key.tolist() for key in keys), strict=True):
        yield Candidate((less_hits, day, rank, passage), source, by_rank, begin)


def _document_bounds(source: SearchedSegment, passage: int) -> Span:
    """The addresses of the document of a passage; what is beside it is of another."""
    starts = source.segment.passage_start
    document = int(source.owners[passage])
    first, end = (int(source.starts[document + n]) - source.first for n in (0, 1))
    return int(starts[first]), int(starts[end])


def _ranks(row: Row, first: int, end: int) -> NDArray[np.int64]:
    """int64[n]: the ranks of a stretch of the row, 0 for gaps."""
    ranks = row.near[first:end].astype(np.int64)
    far = np.flatnonzero(ranks == FAR)
    if len(far):
        ranks[far] = row.far[np.searchsorted(row.far_at, first + far)]
    return ranks


def _best_stretch(aligned: Sequence[Sequence[int]]) -> tuple[Span, Span, int]:
    """The runs, of neighbours, that agree most: their words on both sides, and how many are equal.

    Equal words count one each, a difference takes as much as it is long (Bentley 1984: the
    greatest sum of neighbours).
    """
    best = score = equal = most = 0
    begin: tuple[int, int] | None = None
    stretch: tuple[Span, Span] = (0, 0), (0, 0)
    for is_equal, a, b, c, d in aligned:
        if not is_equal:
            score -= min(_PENALTY, max(b - a, d - c))
            if score < 0:
                begin, score, equal = None, 0, 0
            continue
        begin = begin or (a, c)
        score += b - a
        equal += b - a
        if score > best:
            best, most = score, equal
            stretch = (begin[0], b), (begin[1], d)
    return *stretch, most


def _is_within(candidate: Candidate, found: Sequence[Likely]) -> bool:
    """Whether the passage of a candidate is part of a place found already."""
    address = int(candidate.source.segment.passage_start[candidate.key[3]])
    return any(
        one.source is candidate.source and one.addresses[0] <= address < one.addresses[1]
        for one in found
    )


def _first(scores: NDArray[np.int64], days: NDArray[np.int64], count: int) -> NDArray[np.intp]:
    """The places of the `count` least scores, of equal ones of the earliest days, in order."""
    keys = (scores << 33) + days
    if len(keys) > count:
        able = np.flatnonzero(keys <= np.partition(keys, count - 1)[count - 1])
    else:
        able = np.arange(len(keys))
    return able[np.argsort(keys[able], kind="stable")[:count]]


def _overlap(one: Likely, other: Likely) -> bool:
    """Whether two places are the same one, found from two of its passages."""
    same = one.document == other.document
    return same and one.addresses[0] < other.addresses[1] and other.addresses[0] < one.addresses[1]
