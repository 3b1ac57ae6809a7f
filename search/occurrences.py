"""Where words stand, read from a segment: in which passages, how often, and at which addresses.

The segment keeps lists by stem. A form's are those of its stem where the row holds just that
form, and a title's are those of the passages numbered 0. Nothing here is kept; what is worth
keeping, `search.postings` keeps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.segment import Segment
from index.columns import Columns
from search.owners import Owners

Ints = NDArray[np.integer]
Passages = NDArray[np.int32]

STEMMED = frozenset({"text", "title"})
"""The fields whose words are stems."""

BODIES = {"text": "text", "exact": "exact", "title": "text", "title_exact": "exact"}
"""The fields of words, and those that hold the same words of whole passages."""

UNKNOWN = -1

_REMEMBERED = 1 << 14
"""How many words' numbers are remembered."""

_SCANNED = 16
"""A word without stored positions is looked for in its passages, if they are fewer than one of
so many; else in the whole row."""


class Occurrences(NamedTuple):
    """The passages a word stands in, sorted, int32[n], and how often in each, integers[n]."""

    passages: Passages
    frequencies: NDArray[np.integer]


NONE = Occurrences(np.zeros(0, np.int32), np.zeros(0, np.int32))


class Words:
    """The words of one segment, stems or exact forms, by their numbers in the segment."""

    def __init__(self, segment: Segment, columns: Columns) -> None:
        self.segment = segment
        self._columns = columns
        self._numbers: dict[tuple[str, bool], int] = {}
        self._owners = Owners(segment.passage_start)

    @cached_property
    def is_title(self) -> NDArray[np.bool_]:
        """bool[P]: which passages are titles."""
        found: NDArray[np.bool_] = self._columns.passage_number == 0
        return found

    @property
    def is_short(self) -> bool:
        """Whether 31 bits hold every address of the row."""
        return int(self.segment.passage_start[-1]) < 1 << 31

    def number(self, word: str, *, stemmed: bool) -> int:
        """The number of a word among the stems or among the forms; UNKNOWN where it is none."""
        number = self._numbers.get((word, stemmed))
        if number is None:
            number = (self.segment.stems if stemmed else self.segment.forms).number(word)
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            self._numbers[word, stemmed] = number
        return number

    def occurrences(self, number: int, *, stemmed: bool) -> Occurrences:
        """Where a stem or a form stands."""
        if number == UNKNOWN:
            return NONE
        stem = number if stemmed else self.stem_of(number)
        if stemmed or self.is_only_form(number):
            return Occurrences(*self.segment.postings(stem))
        return counted(self.owners(self.addresses(number, stemmed=False)).astype(np.int32))

    def passages(self, number: int, *, stemmed: bool) -> Passages:
        """The passages a stem or a form stands in, sorted."""
        if stemmed:
            return self.segment.passages_of(number)
        if self.is_only_form(number):
            return self.segment.passages_of(self.stem_of(number))
        return self.occurrences(number, stemmed=False).passages

    def numbers(self, words: Iterable[str], *, stemmed: bool) -> list[int]:
        """The numbers of those of many words that are known."""
        known = self._stems if stemmed else self._forms
        at = ((bisect_left(known, word), word) for word in words)
        return [n for n, word in at if n < len(known) and known[n] == word]

    def whole_stems(self, forms: Sequence[int]) -> tuple[list[int], list[int]]:
        """The stems all of whose forms are given, and the forms that are left; none twice."""
        by_stem: dict[int, list[int]] = {}
        for form, stem in zip(forms, self.segment.form_stem[forms].tolist(), strict=True):
            by_stem.setdefault(stem, []).append(form)
        whole = [s for s, own in by_stem.items() if len(own) == len(self.segment.forms_of(s))]
        for stem in whole:
            del by_stem[stem]
        left = [form for own in by_stem.values() for form in own]
        return whole, left

    @cached_property
    def _stems(self) -> list[str]:
        return self.segment.stems.words()

    @cached_property
    def _forms(self) -> list[str]:
        return self.segment.forms.words()

    def counts(self, *, stemmed: bool) -> tuple[list[str], Sequence[int]]:
        """All stems or forms in order, and how often each stands in the row."""
        if stemmed:
            return self._stems, self.segment.stem_occurrences.tolist()
        return self._forms, self.segment.form_occurrences.tolist()

    def counts_in_titles(self, *, stemmed: bool) -> Iterator[tuple[str, int]]:
        """The stems or forms that stand in titles, and how often they do."""
        standing = self.at(self.row_of(np.flatnonzero(self.is_title)), stemmed=stemmed)
        counts = np.bincount(standing, minlength=1)
        known = self._stems if stemmed else self._forms
        for number in np.flatnonzero(counts).tolist():
            yield known[number], int(counts[number])

    def addresses(self, number: int, *, stemmed: bool) -> Ints:
        """Where in the row a stem or a form stands, sorted."""
        if number == UNKNOWN:
            return np.zeros(0, np.int64)
        stem = number if stemmed else self.stem_of(number)
        if not self.segment.has_positions[stem]:
            passages = self.segment.passages_of(stem)
            if len(passages) * _SCANNED < self.segment.passages:
                found = self.row_of(passages)
                wanted: Ints = found[self.at(found, stemmed=stemmed) == number]
                return wanted
        found = self.segment.positions(stem)
        if not stemmed and not self.is_only_form(number):
            found = found[self.segment.at(found) == number]
        return found

    def row_of(self, passages: NDArray[np.integer]) -> Ints:
        """The addresses of all words of some passages."""
        starts = self.segment.passage_start
        return ranges(starts[passages], starts[passages + 1] - 1)

    def how_often(self, number: int, *, stemmed: bool) -> int:
        """How often a stem or a form stands in the row."""
        if number == UNKNOWN:
            return 0
        counts = self.segment.stem_occurrences if stemmed else self.segment.form_occurrences
        return int(counts[number])

    def owners(self, addresses: NDArray[np.integer]) -> Ints:
        """The passages of addresses of the row."""
        return self._owners.of(addresses)

    def at(self, addresses: Ints, *, stemmed: bool) -> NDArray[np.integer]:
        """The numbers of the words at addresses of the row; no word's between passages."""
        forms = self.segment.at(addresses)
        return self._stem_or_gap[forms] if stemmed else forms

    def stem_of(self, form: int) -> int:
        """The stem of a form."""
        return int(self.segment.form_stem[form])

    def is_only_form(self, form: int) -> bool:
        """Whether a form is the only one of its stem, so that it stands where its stem does."""
        return len(self.segment.forms_of(self.stem_of(form))) == 1

    def in_titles(self, found: Occurrences) -> Occurrences:
        """Of the places where a word stands those in titles, by number of document."""
        own = np.flatnonzero(self.is_title[found.passages])
        documents = self._columns.passage_document[found.passages[own]]
        return Occurrences(documents, found.frequencies[own])

    @cached_property
    def _stem_or_gap(self) -> NDArray[np.integer]:
        """The stem of each form; behind them that of the gap between passages, which is none."""
        return np.append(self.segment.form_stem, np.uint32(len(self.segment.stems)))


def ranges(starts: Ints, stops: Ints) -> Ints:
    """Every number of the ranges `starts[i]` to `stops[i]`, one range after the other."""
    lengths = stops - starts
    before = np.cumsum(lengths) - lengths
    found: Ints = np.arange(lengths.sum()) + np.repeat(starts - before, lengths)
    return found


def counted(passages: Passages) -> Occurrences:
    """How often each passage comes in a sorted row of them."""
    first = np.flatnonzero(np.diff(passages, prepend=-1))
    return Occurrences(passages[first], np.diff(first, append=len(passages)))
