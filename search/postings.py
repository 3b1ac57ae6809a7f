"""What is kept of a word once it was looked for: its passages, and what it adds to their scores.

Reading a list from the segment and scoring it costs more than using it, and the words of one
search return with its next page. So words are kept, the longest unused let go first, within
MAX_BYTES a process.

A frequent word has two arrays of a value a passage beside its list: `bits`, so that words are
joined 64 passages at a time, and `levels`, what it adds at most in whole steps of 1/2048, so
that the best of a hundred thousand passages are found by adding whole arrays, and only they
are looked at closely.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.bits import Bits, bits_of
from search.impacts import Impacts
from search.occurrences import BODIES, NONE, STEMMED, UNKNOWN, Occurrences, Words
from search.ranking import DECIMALS

Floats = NDArray[np.float64]
Passages = NDArray[np.int32]
Levels = NDArray[np.uint16]
Addresses = NDArray[np.integer]

MAX_BYTES = 150 << 20
"""How much is kept of words."""

FREQUENT = 32
"""A word is frequent that stands in more than one of so many passages."""

STEPS = 2048
"""Levels are impacts in so many steps to 1, so that 16 bits hold the sum of nine frequent words:
none of them adds 3.5 or more."""

HEAD = 128
"""How many of a word's best passages are kept in order."""

_COLUMNS = 512
"""How many maxima stand for an array whose greatest values are wanted."""


class Posting:
    """A word in P passages of which n hold it.

    passages: int32[n], sorted. impacts: float64[n], what it adds to the score of each.
    """

    def __init__(self, passages: Passages, impacts: Floats, universe: int) -> None:
        self.passages = passages
        self.impacts = impacts
        self._universe = universe
        self.is_frequent = len(passages) * FREQUENT > universe
        self.nbytes = passages.nbytes + impacts.nbytes
        if self.is_frequent:
            self.nbytes += 2 * universe + universe // 8

    def __len__(self) -> int:
        return len(self.passages)

    @cached_property
    def greatest(self) -> float:
        """The most the word adds to any score."""
        return float(self.impacts.max()) if len(self.impacts) else 0.0

    @cached_property
    def bits(self) -> Bits:
        """A bit a passage: whether it holds the word."""
        return bits_of(self.passages, self._universe)

    @cached_property
    def levels(self) -> Levels:
        """uint16[P]: impacts in steps, rounded up; 0 where the word is not."""
        levels = np.zeros(self._universe, np.uint16)
        levels[self.passages] = self.impacts * STEPS + 1
        return levels

    @cached_property
    def head(self) -> tuple[Passages, Floats]:
        """The HEAD passages that score best by this word alone, best first, and their scores."""
        passages, scores = self.passages, self.impacts
        if len(scores) > HEAD:
            best = np.flatnonzero(scores >= greatest(scores, HEAD) - 10.0**-DECIMALS)
            passages, scores = passages[best], scores[best]
        scores = np.round(scores, DECIMALS)
        best = np.lexsort((passages, -scores))[:HEAD]
        return passages[best], scores[best]

    def impacts_at(self, passages: Passages) -> Floats:
        """float64[m]: what the word adds to each of some passages, 0 where it is not."""
        if not len(self.passages):
            return np.zeros(len(passages))
        at = self.passages.searchsorted(passages)
        at[at == len(self.passages)] = 0
        return np.where(self.passages[at] == passages, self.impacts[at], 0.0)


class Postings:
    """The words of one index, by field and word; safe to share between threads."""

    def __init__(self, words: Words, impacts: Impacts) -> None:
        self.words = words
        self._impacts = impacts
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Posting | NDArray[Any]] = OrderedDict()
        self._bytes = 0

    def word(self, field: str, word: str) -> Posting:
        """A word in one of the fields of words; without passages where it is unknown."""
        found = self._get((field, word))
        if not isinstance(found, Posting):
            found = self._read(field, word)
            self._keep((field, word), found)
        return found

    def addresses(self, field: str, word: str) -> Addresses:
        """Where in the row a word stands, sorted, as narrow as can be; field `text` or `exact`."""
        key = (f"addresses of {field}", word)
        found = self._get(key)
        if not isinstance(found, np.ndarray):
            stemmed = field in STEMMED
            number = self.words.number(word, stemmed=stemmed)
            wide = self.words.addresses(number, stemmed=stemmed)
            found = wide.astype(np.int32) if self.words.is_short else wide
            self._keep(key, found)
        return found

    def occurrences(self, field: str, word: str) -> Occurrences:
        """Where a word stands, unscored and not kept; field `text` or `exact`."""
        stemmed = field in STEMMED
        return self.words.occurrences(self.words.number(word, stemmed=stemmed), stemmed=stemmed)

    def lists(self, field: str, words: Sequence[str]) -> Iterator[Passages]:
        """Lists of passages that together are those of many words; field `text` or `exact`.

        Where all forms of a stem are wanted it is the stem's list that is given.
        """
        stemmed = field in STEMMED
        numbers = self.words.numbers(words, stemmed=stemmed)
        if stemmed:
            return (self._passages(number, stemmed=True) for number in numbers)
        stems, forms = self.words.whole_stems(numbers)
        whole = (self._passages(stem, stemmed=True) for stem in stems)
        return chain(whole, (self._passages(form, stemmed=False) for form in forms))

    def passages(self, field: str, word: str) -> Passages:
        """The passages of a word, unscored; field `text` or `exact`."""
        stemmed = field in STEMMED
        number = self.words.number(word, stemmed=stemmed)
        return NONE.passages if number == UNKNOWN else self._passages(number, stemmed=stemmed)

    def _passages(self, number: int, *, stemmed: bool) -> Passages:
        """The passages of a stem or a form, unscored."""
        key = ("passages of stem" if stemmed else "passages of form", str(number))
        found = self._get(key)
        if not isinstance(found, np.ndarray):
            found = self.words.passages(number, stemmed=stemmed)
            self._keep(key, found)
        return found

    def _read(self, field: str, word: str) -> Posting:
        if field not in BODIES:
            return Posting(NONE.passages, np.zeros(0), self._impacts.passages)
        found = self.occurrences(field, word)
        titles = self.words.in_titles(found)
        if field == BODIES[field]:
            impacts = self._impacts.of_passages(found, titles)
            return Posting(found.passages, impacts, self._impacts.passages)
        return Posting(*self._impacts.of_titles(titles), self._impacts.passages)

    def _get(self, key: tuple[str, str]) -> Posting | NDArray[Any] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: tuple[str, str], found: Posting | NDArray[Any]) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = found
                self._bytes += found.nbytes
            while self._bytes > MAX_BYTES and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= dropped.nbytes


def greatest(values: NDArray[np.floating] | NDArray[np.uint16], k: int) -> float:
    """A value that at least `k` of some reach, and few more; the least where there are fewer.

    Columns of the values are brought to their maxima first: k maxima are k of the values.
    """
    if len(values) < k or not k:
        return float("-inf") if len(values) < k else float("inf")
    if len(values) > 8 * _COLUMNS and 4 * k < _COLUMNS:
        rows = len(values) // _COLUMNS
        values = values[: rows * _COLUMNS].reshape(rows, _COLUMNS).max(axis=0)
    return float(np.partition(values, len(values) - k)[len(values) - k])
