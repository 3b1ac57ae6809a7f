"""What Whoosh stores of a word, as arrays: the passages it stands in, how often, and where.

Read a posting at a time through Whoosh's own matchers, then kept: a word looked at twice, by
the next page of the same search or by a phrase with the same words, costs nothing the second
time. Whoosh's files have one read position each, so a lock lets one thread at a time read.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

Ints = NDArray[np.int64]

POSITION_BITS = 32
"""A word's place is its passage's number shifted by this, plus its position in the passage."""

KEPT_POSTINGS = 4_000_000
"""How many postings are kept before the longest unused are let go; 16 bytes each."""


class Posting(NamedTuple):
    """The passages a word stands in, sorted, and how often it stands in each; int64[n] both."""

    passages: Ints
    frequencies: Ints


_NONE = Posting(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Postings:
    """The postings of one generation, by field and word."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], Posting] = OrderedDict()
        self._size = 0

    @property
    def lock(self) -> threading.Lock:
        """Held by whoever reads Whoosh's files."""
        return self._lock

    def word(self, field: str, word: str) -> Posting:
        """The passages a word stands in; none for an unknown word."""
        with self._lock:
            found = self._kept.get((field, word))
            if found is None:
                found = self._read(field, word)
                self._keep((field, word), found)
            else:
                self._kept.move_to_end((field, word))
            return found

    def places(self, field: str, word: str, passages: Ints) -> Ints:
        """Where a word stands in these passages, sorted; see POSITION_BITS. int64[n]."""
        with self._lock:
            return self._read_places(field, word, passages.tolist())

    def _keep(self, key: tuple[str, str], posting: Posting) -> None:
        self._kept[key] = posting
        self._size += len(posting.passages)
        while self._size > KEPT_POSTINGS and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped.passages)

    def _read(self, field: str, word: str) -> Posting:
        try:
            matcher = self._reader.postings(field, word)
        except TermNotFound:
            return _NONE
        passages, frequencies = [], []
        active, number, weight, step = matcher.is_active, matcher.id, matcher.weight, matcher.next
        while active():
            passages.append(number())
            frequencies.append(weight())
            step()
        return Posting(np.array(passages, np.int64), np.array(frequencies).astype(np.int64))

    def _read_places(self, field: str, word: str, passages: list[int]) -> Ints:
        try:
            matcher = self._reader.postings(field, word)
        except TermNotFound:
            return _NONE.passages
        stored_as = self._reader.schema[field].format
        assert stored_as is not None
        positions = stored_as.decoder("positions")
        places: list[int] = []
        for passage in passages:
            matcher.skip_to(passage)
            if not matcher.is_active():
                break
            if matcher.id() == passage:
                base = passage << POSITION_BITS
                places.extend(base + position for position in positions(matcher.value()))
        return np.array(places, np.int64)
