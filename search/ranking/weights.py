"""What scores depend on beyond a passage itself: lengths, titles, and how telling each word is.

All of it is of the whole index, not of one of its segments, and of the passages that are to be
found: an index that grew scores as one that was built at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.query.terms import Term

from index.columnar.lists import EMPTY, List
from search.evaluation.finding import Sources
from search.evaluation.segments import BODIES, STEMMED, SearchedSegment, Word
from search.lists.forms import WHOLE_STEM
from search.lists.impacts import Words, lifts_of
from search.ranking import formulas

Floats = NDArray[np.float64]
Lifts = tuple[NDArray[np.int64], NDArray[np.int64], Floats]

_NO_LIFTS: Lifts = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))

_REMEMBERED = 1 << 20
"""About how many titles are remembered with the words they hold."""


class _Weighted(NamedTuple):
    """A word in one segment: its list, the rank of its form or WHOLE_STEM, and its lifts."""

    where: List
    rank: int
    idf: float
    lifts: Lifts


class Weights:
    """The weights of all words in all segments of an index."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._columns = sources.columns
        self._known: dict[tuple[str, str, int], _Weighted] = {}
        self._remembered = 0

    def words(self, terms: Sequence[Term], source: SearchedSegment) -> Words:
        """Some words, counted as often as each term is boosted, as they are in a segment."""
        return self._joined([self._weighted(term, source) for term in terms], terms, source)

    def whole_stems(self, terms: Sequence[Term], source: SearchedSegment) -> Words | None:
        """The same, where no word is but one of the forms of its stem; else None."""
        known = [self._weighted(term, source) for term in terms]
        if any(word.rank != WHOLE_STEM for word in known):
            return None
        return self._joined(known, terms, source)

    def _joined(
        self, known: Sequence[_Weighted], terms: Sequence[Term], source: SearchedSegment
    ) -> Words:
        lifts = _joined_lifts(known)
        ends = list(accumulate(len(word.lifts[0]) for word in known))
        ranks, begins, ends_of = np.array(
            [[word.rank for word in known], [0, *ends[:-1]], ends], np.int64
        )
        return Words(
            wheres=np.array([word.where for word in known], np.int64).reshape(-1, 3),
            ranks=ranks,
            idfs=np.array([w.idf * t.boost for w, t in zip(known, terms, strict=True)], np.float64),
            lift_first=lifts[0],
            lift_last=lifts[1],
            lift=lifts[2],
            lifts_begin=begins,
            lifts_end=ends_of,
            norms=self._norms_of(source),
        )

    def slack(self, source: SearchedSegment) -> float:
        """How much greater than the peaks of its lists say weights in a segment can be at most."""
        return max(1.0, self._average / (source.average or 1.0))

    def _weighted(self, term: Term, source: SearchedSegment) -> _Weighted:
        key = term.fieldname, term.text, source.first
        found = self._known.get(key)
        if found is None:
            if self._remembered > _REMEMBERED:
                self._known.clear()
                self._remembered = 0
            found = self._known[key] = self._weigh(*key[:2], source)
            self._remembered += 1 + len(found.lifts[0])
        return found

    def _weigh(self, field: str, text: str, source: SearchedSegment) -> _Weighted:
        word = source.word(text, stemmed=field in STEMMED)
        if word is None:
            return _Weighted(EMPTY, WHOLE_STEM, 0.0, _NO_LIFTS)
        idf, lifts = self._idf(field, text), self._lifts(word, source)
        return _Weighted(word.where, word.rank_in_list, idf, lifts)

    def _idf(self, field: str, text: str) -> float:
        """How telling a word is."""
        segments = self._sources.segments
        words = [(s, s.word(text, stemmed=field in STEMMED)) for s in segments]
        known = [(source, word) for source, word in words if word is not None]
        if field == BODIES[field]:
            found = sum(source.live_count(word) for source, word in known)
        else:
            lifts = [self._lifts(word, source) for source, word in known]
            found = sum(int((last - first).sum()) for first, last, _ in lifts)
        return formulas.idf(self._passages, found)

    def _lifts(self, word: Word, source: SearchedSegment) -> Lifts:
        """The passages under the titles that hold a word."""
        titles = source.in_titles(word)
        if not len(titles):
            return _NO_LIFTS
        starts = self._columns.document_start
        return lifts_of(titles, source.owners, starts, source.first, self._title_norms)

    def _norms_of(self, source: SearchedSegment) -> Floats:
        """The norms of the passages of a segment."""
        if len(self._sources.segments) == 1:
            return self._norms
        return self._norms[source.first : source.first + source.passages]

    @cached_property
    def _passages(self) -> int:
        """How many passages there are."""
        return sum(source.live_passages for source in self._sources.segments)

    @cached_property
    def _live(self) -> NDArray[np.bool_] | slice:
        """Which passages are not deleted."""
        segments = self._sources.segments
        if all(source.deleted is None for source in segments):
            return slice(None)
        return np.concatenate([source.live for source in segments])

    @cached_property
    def _average(self) -> float:
        """How many words a passage has on average."""
        return _mean(self._columns.passage_words[self._live])

    @cached_property
    def _norms(self) -> Floats:
        """What a frequency in each passage is divided by, float64[P]."""
        lengths = self._columns.passage_words
        longest = int(lengths.max(initial=0))
        if longest > len(lengths):
            return formulas.norms(lengths, self._average)
        # Lengths come again and again: worked out once each, and looked up.
        found: Floats = formulas.norms(np.arange(longest + 1), self._average)[lengths]
        return found

    @cached_property
    def _title_norms(self) -> Floats:
        """What a frequency in the title of each document is divided by, float64[D]."""
        columns = self._columns
        lengths = np.zeros(len(columns.document_start) - 1, np.int32)
        lengths[columns.has("title")] = columns.passage_words[columns.titles]
        under = np.where(columns.document_rank >= 0, np.diff(columns.document_start), 0)
        total = int(np.dot(lengths.astype(np.int64), under))
        return formulas.norms(lengths, total / max(int(under.sum()), 1))


def _joined_lifts(known: Sequence[_Weighted]) -> Lifts:
    """The lifts of all words, one after the other."""
    lifted = [word.lifts for word in known if word.lifts is not _NO_LIFTS]
    if len(lifted) < 2:
        return lifted[0] if lifted else _NO_LIFTS
    first, last, lift = (np.concatenate([lifts[n] for lifts in lifted]) for n in range(3))
    return first, last, lift


def _mean(lengths: NDArray[np.int32]) -> float:
    return float(lengths.mean()) if len(lengths) else 0.0
