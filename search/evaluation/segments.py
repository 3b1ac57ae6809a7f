"""A segment as searches read it: its words as they stand in it, beside the columns.

Passages here are numbered from 0 in each segment, documents through the whole index.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.lists import List
from index.columnar.row import holders_of
from index.storage.columns import Columns
from index.storage.live_segments import LiveSegment
from search.evaluation.titles import Titles
from search.lists.forms import WHOLE_STEM

Passages = NDArray[np.int32]

STEMMED = frozenset({"text", "title"})
"""The fields whose words are stems."""

BODIES = {"text": "text", "exact": "exact", "title": "text", "title_exact": "exact"}
"""The fields of words, and those that hold the same words of whole passages."""

UNKNOWN = -1

_REMEMBERED = 1 << 14
"""How many words are remembered."""


class Word(NamedTuple):
    """A word in a segment: the list of its stem, and its form where that has others too.

    stem, form: their numbers; a `form` of None stands for the whole stem. rank: that of the one
    form it is, or None for a stem of several. passages: in how many it stands.
    """

    stem: int
    form: int | None
    rank: int | None
    where: List
    passages: int

    @property
    def rank_in_list(self) -> int:
        """The rank by which it is told from other forms of its stem, or WHOLE_STEM."""
        return WHOLE_STEM if self.form is None or self.rank is None else self.rank


class SearchedSegment:
    """One segment of a generation."""

    def __init__(self, live: LiveSegment, columns: Columns) -> None:
        self.segment = live.segment
        self.first = live.first_passage
        self.passages = live.segment.passages
        self.deleted = live.deleted
        """bool[P]: the passages that are not to be found, or None."""
        own = slice(self.first, self.first + self.passages)
        self.owners: NDArray[np.int32] = columns.passage_document[own]
        """int32[P]: the document of each passage."""
        self.starts = columns.document_start
        """int32[D+1]: the first passage of each document of the index, counted through it."""
        self._all_titles = columns.titles
        self._words: dict[tuple[str, bool], Word | None] = {}

    @property
    def average(self) -> float:
        """How many words a passage has on average, the deleted among them."""
        return self.segment.words / max(self.passages, 1)

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """bool[P]: the passages that are to be found."""
        return np.ones(self.passages, np.bool_) if self.deleted is None else ~self.deleted

    @property
    def live_passages(self) -> int:
        """How many passages are to be found."""
        return int(np.count_nonzero(self.live)) if self.deleted is not None else self.passages

    def live_count(self, word: Word) -> int:
        """How many passages that are to be found hold a word."""
        if self.deleted is None:
            return word.passages
        stems, forms = self._lost
        return word.passages - int(stems[word.stem] if word.form is None else forms[word.form])

    @cached_property
    def _lost(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many deleted passages hold each stem, int64[S], and each form, int64[F]."""
        segment = self.segment
        gone = np.flatnonzero(~self.live).astype(np.int32)
        row = segment.words_row
        return (
            holders_of(row, gone, segment.rank_stem, len(segment.stems)),
            holders_of(row, gone, segment.rank_form, len(segment.forms)),
        )

    @cached_property
    def titles(self) -> Titles:
        """Its titles that are to be found."""
        begin, end = np.searchsorted(self._all_titles, [self.first, self.first + self.passages])
        return Titles(self.segment, self._all_titles[begin:end] - np.int32(self.first))

    def word(self, text: str, *, stemmed: bool) -> Word | None:
        """A stem or a form, or None where it does not stand here."""
        key = text, stemmed
        if key not in self._words:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            self._words[key] = self._stem(text) if stemmed else self._form(text)
        return self._words[key]

    def numbers(self, texts: Sequence[str], *, stemmed: bool) -> NDArray[np.int64]:
        """int64[n]: the numbers of those of many stems or forms that stand here, none twice."""
        known = self._stems if stemmed else self._forms
        places = ((bisect_left(known, text), text) for text in set(texts))
        found = [n for n, text in places if n < len(known) and known[n] == text]
        return np.array(found, np.int64)

    @cached_property
    def _stems(self) -> list[str]:
        return self.segment.stems.words()

    @cached_property
    def _forms(self) -> list[str]:
        return self.segment.forms.words()

    def counts(self, *, stemmed: bool, titles: bool) -> tuple[list[str], list[int]]:
        """All stems or forms, and how many passages hold each, or how often it is in titles."""
        segment = self.segment
        known = self._stems if stemmed else self._forms
        if titles:
            return known, self.titles.counts(stemmed=stemmed).tolist()
        held = segment.stem_passages if stemmed else segment.form_passages
        if self.deleted is not None:
            held = held - self._lost[0 if stemmed else 1]
        return known, held.tolist()

    def in_titles(self, word: Word) -> Passages:
        """The titles a word stands in, sorted, int32; one that holds it twice stands twice."""
        if word.form is not None:
            return self.titles.with_form(word.form)
        return self.titles.with_stem(word.stem)

    def _stem(self, text: str) -> Word | None:
        number = self.segment.stems.number(text)
        return None if number == UNKNOWN else self.whole_stem(number)

    def _form(self, text: str) -> Word | None:
        number = self.segment.forms.number(text)
        return None if number == UNKNOWN else self.form(number)

    def form(self, number: int) -> Word:
        """A form by its number."""
        stem = int(self.segment.form_stem[number])
        if len(self.segment.forms_of(stem)) == 1:
            return self.whole_stem(stem)
        count = int(self.segment.form_passages[number])
        rank = int(self.segment.form_rank[number])
        return Word(stem, number, rank, self.segment.list_of(stem), count)

    def whole_stem(self, number: int) -> Word:
        """A stem by its number."""
        where, forms = self.segment.list_of(number), self.segment.forms_of(number)
        rank = int(self.segment.form_rank[forms[0]]) if len(forms) == 1 else None
        return Word(number, None, rank, where, where.length)

    def forms_of(self, word: Word) -> NDArray[np.int64]:
        """int64[n]: the numbers of the forms a word stands for."""
        if word.form is not None:
            return np.array([word.form])
        forms: NDArray[np.int64] = self.segment.forms_of(word.stem).astype(np.int64)
        return forms
