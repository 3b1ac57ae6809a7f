"""The fields of words: stems, forms as they stand, and both again as read from titles.

Stems have postings in the segment. A form's are those of its stem, less the places where the
row holds another form. Titles are the passages numbered 0, and every passage of a document
carries its title.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.columnar.field_terms import FieldTerms, Ints, Postings, concatenated
from index.columnar.segment import Segment
from index.storage.columns import Columns


class WordTerms(FieldTerms):
    """A field of words that stand in the passages themselves."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    @cached_property
    def lengths(self) -> Ints:
        """The words of each passage, int64[P]."""
        return np.diff(self._segment.passage_start) - 1

    def positions(self, number: int) -> Ints:
        """Where a term stands, counted from the beginning of each passage."""
        addresses = self.addresses(number)
        return addresses - self._segment.passage_start[self.passages_of(addresses)]

    def passages_of(self, addresses: Ints) -> Ints:
        """The passages that addresses of the row lie in."""
        found: Ints = np.searchsorted(self._segment.passage_start, addresses, side="right") - 1
        return found

    @abstractmethod
    def addresses(self, number: int) -> Ints:
        """Where in the row a term stands, sorted."""

    @abstractmethod
    def standing_at(self, addresses: Ints) -> Ints:
        """The numbers of the terms that stand at some addresses of the row."""


class StemTerms(WordTerms):
    """The field `text`: the stems of a segment."""

    @cached_property
    def terms(self) -> Sequence[bytes]:
        """The stems."""
        return [stem.encode() for stem in self._segment.stems.words()]

    def postings(self, number: int) -> Postings:
        """The passages the segment lists for a stem."""
        passages, frequencies = self._segment.postings(number)
        return Postings(passages.astype(np.int64), frequencies.astype(np.int64))

    def addresses(self, number: int) -> Ints:
        """Where the segment says a stem stands."""
        return self._segment.positions(number)

    def standing_at(self, addresses: Ints) -> Ints:
        """The stems of the forms that stand there."""
        return self._segment.form_stem[self._segment.at(addresses)].astype(np.int64)


class FormTerms(WordTerms):
    """The field `exact`: the forms of a segment."""

    @cached_property
    def terms(self) -> Sequence[bytes]:
        """The forms."""
        return [form.encode() for form in self._segment.forms.words()]

    def postings(self, number: int) -> Postings:
        """The passages that hold an address of the form."""
        return Postings(*np.unique(self.passages_of(self.addresses(number)), return_counts=True))

    def addresses(self, number: int) -> Ints:
        """The addresses of the form's stem where the row has this form."""
        stem = int(self._segment.form_stem[number])
        addresses = self._segment.positions(stem)
        if len(self._segment.forms_of(stem)) > 1:
            addresses = addresses[self._segment.at(addresses) == number]
        return addresses

    def standing_at(self, addresses: Ints) -> Ints:
        """The forms that stand there."""
        return self._segment.at(addresses).astype(np.int64)


class TitleTerms(FieldTerms):
    """The words of titles, which stand on every passage of their document."""

    def __init__(self, words: WordTerms, segment: Segment, columns: Columns) -> None:
        """`words` is the field of the same words in the passages themselves."""
        self._words = words
        self._passage_start = segment.passage_start
        self._document_start = columns.document_start.astype(np.int64)
        self._passage_document = columns.passage_document
        self._is_title = np.zeros(len(columns.passage_words), np.bool_)
        self._is_title[columns.titles] = True

    @cached_property
    def _numbers(self) -> list[int]:
        """The numbers in `words` of the terms that stand in a title."""
        titles = np.flatnonzero(self._is_title)
        row = concatenated(self._passage_start[titles], self._passage_start[titles + 1] - 1)
        numbers: list[int] = np.unique(self._words.standing_at(row)).tolist()
        return numbers

    @cached_property
    def terms(self) -> Sequence[bytes]:
        """The terms that stand in a title."""
        return [self._words.terms[number] for number in self._numbers]

    def postings(self, number: int) -> Postings:
        """Every passage of the documents whose titles hold a term, as often as they do."""
        titles, frequencies = self._in_titles(number)
        starts, stops = self._stretches(titles)
        return Postings(concatenated(starts, stops), np.repeat(frequencies, stops - starts))

    def positions(self, number: int) -> Ints:
        """Where a term stands in the title, for each passage of its document again."""
        titles, frequencies = self._in_titles(number)
        starts, stops = self._stretches(titles)
        everywhere = self._words.postings(self._numbers[number])
        in_title = np.repeat(self._is_title[everywhere.passages], everywhere.frequencies)
        positions = self._words.positions(self._numbers[number])[in_title]
        ends = np.cumsum(frequencies)
        begins = np.repeat(ends - frequencies, stops - starts)
        return positions[concatenated(begins, np.repeat(ends, stops - starts))]

    @cached_property
    def lengths(self) -> Ints:
        """The words of the title over each passage, int64[P]; 0 where there is none."""
        titles = np.flatnonzero(self._is_title)
        words = np.zeros(len(self._document_start) - 1, np.int64)
        words[self._passage_document[titles]] = self._words.lengths_of(titles)
        return words[self._passage_document]

    def _in_titles(self, number: int) -> Postings:
        """The postings of a term in the titles themselves."""
        passages, frequencies = self._words.postings(self._numbers[number])
        in_title = self._is_title[passages]
        return Postings(passages[in_title], frequencies[in_title])

    def _stretches(self, titles: Ints) -> tuple[Ints, Ints]:
        """The first passage of the document of each title, and the first one after it."""
        documents = self._passage_document[titles]
        return self._document_start[documents], self._document_start[documents + 1]
