"""The passages of a segment that hold a word, any of many words, or words in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import passages_of
from index.columnar.row import FAR
from search.evaluation.passage_sets import Bits, Passages, PassageSet, no_bits
from search.evaluation.segments import SearchedSegment, Word
from search.lists import union
from search.lists.forms import WHOLE_STEM, mark_forms, may_hold_all, with_form, within_form
from search.lists.intersection import within_list
from search.lists.proximity import in_any_order, in_order, next_to_each_other

Numbers = NDArray[np.int64]

_ALL = np.zeros(0, np.bool_)

_NEAR = 16
"""Two words at most so far apart are looked for at one distance after the other."""


class OfWord(PassageSet):
    """The passages that hold a word: the list of its stem, less those with other forms only."""

    def __init__(self, source: SearchedSegment, word: Word) -> None:
        self._segment = source.segment
        self._rank = word.rank_in_list
        self.word = word
        self.most = word.passages

    @cached_property
    def _passages(self) -> Passages:
        segment, where = self._segment, self.word.where
        if self._rank == WHOLE_STEM:
            return passages_of(segment.lists, where)
        return with_form(segment.lists, segment.words_row, where, self._rank)

    def passages(self) -> Passages:
        """All of them."""
        return self._passages

    @property
    def count(self) -> int:
        """How many there are."""
        return self.word.passages

    def within(self, passages: Passages) -> Passages:
        """Those of some passages that hold the word."""
        segment, where = self._segment, self.word.where
        if self._rank == WHOLE_STEM:
            return within_list(segment.lists, where, passages)
        return within_form(segment.lists, segment.words_row, where, self._rank, passages)

    def mark(self, bits: Bits) -> None:
        """Mark them."""
        if self.word.form is None:
            union.mark_list(bits, self._segment.lists, self.word.where)
        else:
            super().mark(bits)


class OfAllWords(PassageSet):
    """The passages that may hold all of some words, as far as lists tell: a row tells the rest."""

    def __init__(self, source: SearchedSegment, words: Iterable[Word]) -> None:
        self._segment = source.segment
        self._owners = source.owners
        self._words = sorted(set(words), key=lambda word: word.where.length)
        self._ranks = [word.rank_in_list for word in self._words]
        self.most = self._words[0].where.length

    def passages(self) -> Passages:
        """All of them."""
        wheres = np.array([word.where for word in self._words], np.int64)
        ranks = np.array(self._ranks, np.int64)
        segment = self._segment
        return may_hold_all(segment.lists, segment.words_row, wheres, ranks, _ALL, self._owners)

    def within(self, passages: Passages) -> Passages:
        """Those of some passages that hold the stems."""
        for word in self._words:
            passages = within_list(self._segment.lists, word.where, passages)
        return passages


class OfAnyWord(PassageSet):
    """The passages that hold any of many words, as patterns want them."""

    def __init__(self, source: SearchedSegment, numbers: Numbers, *, stemmed: bool) -> None:
        """`numbers`, int64, are those of distinct stems or forms."""
        self._source = source
        self._numbers = numbers
        self._stemmed = stemmed
        held = source.segment.stem_passages if stemmed else source.segment.form_passages
        self.most = min(int(held[numbers].sum()), source.passages)

    @cached_property
    def _bits(self) -> Bits:
        """Stems are marked by their lists; forms are looked for where their stems are."""
        segment, bits = self._source.segment, no_bits(self._source)
        if self._stemmed:
            union.mark_lists(bits, segment.lists, segment.lists_of(self._numbers))
            return bits
        of_form = segment.form_stem[self._numbers]
        forms = self._numbers[np.argsort(of_form, kind="stable")]
        stems, counts = np.unique(of_form, return_counts=True)
        complete = counts == segment.forms_in(stems)
        union.mark_lists(bits, segment.lists, segment.lists_of(stems[complete]))
        ranks = segment.form_rank[forms[np.repeat(~complete, counts)]]
        wheres, ends = segment.lists_of(stems[~complete]), np.cumsum(counts[~complete])
        mark_forms(bits, segment.lists, segment.words_row, wheres, ranks, ends)
        return bits

    def passages(self) -> Passages:
        """All of them."""
        return union.marked(self._bits)

    def within(self, passages: Passages) -> Passages:
        """Those of some passages that hold any of the words."""
        return union.within_marked(self._bits, passages)


class Row:
    """Words in a row, looked for in passages that hold all of them."""

    def __init__(
        self,
        source: SearchedSegment,
        words: Sequence[Word],
        distance: int,
        *,
        ordered: bool,
    ) -> None:
        self._source = source
        self._words = words
        self._distance = distance
        self._ordered = ordered

    def within(self, passages: Passages) -> Passages:
        """Those of some passages that hold the row."""
        row = self._source.segment.words_row
        if self._ordered and (ranks := ranks_in_row(self._words, self._distance)) is not None:
            return next_to_each_other(row, passages, ranks, self._distance)
        find = in_order if self._ordered else in_any_order
        return find(row, passages, *self._kinds(), self._distance)

    def _kinds(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The kind of each rank, and of each word."""
        segment = self._source.segment
        kinds = np.zeros(segment.gap + 1, np.uint8)
        wanted = np.empty(len(self._words), np.int64)
        known: dict[Word, int] = {}
        for n, word in enumerate(self._words):
            wanted[n] = known.setdefault(word, len(known) + 1)
            kinds[segment.form_rank[self._source.forms_of(word)]] = wanted[n]
        return kinds, wanted


def ranks_in_row(words: Sequence[Word], distance: int) -> NDArray[np.uint16] | None:
    """The ranks of words in order, where that is all it takes to look for them; else None.

    Each has to have one form that fits, and only two words are looked for at a distance.
    """
    if distance > 1 and not (len(words) == 2 and distance <= _NEAR):
        return None
    ranks = [word.rank for word in words if word.rank is not None and word.rank < FAR]
    return np.array(ranks, np.uint16) if len(ranks) == len(words) else None
