"""The documents of a generation, by number and by id, out of the stores of its segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter
from zlib import crc32

import numpy as np

from index.documents import Block, Document, Failure
from index.storage.catalogue import Catalogue
from index.storage.columns import Columns
from index.storage.packing import complete
from index.storage.store import DocumentStore


class Collection:
    """Documents, numbered through the stores in order, deleted ones among them.

    Safe to share between threads. Methods raise DamagedIndex, naming the file, where one is not
    what was written.
    """

    def __init__(
        self, stores: Sequence[DocumentStore], catalogue: Catalogue, columns: Columns
    ) -> None:
        self.stores = tuple(stores)
        self.catalogue = catalogue
        self._columns = columns
        self._first = [0, *accumulate(map(len, stores))]

    def __len__(self) -> int:
        """How many documents can be found."""
        return self._columns.documents

    def get(self, number: int) -> Document:
        """A document by its number; IndexError where there is none."""
        store, place = self._place(number)
        return complete(store.get(place), self.catalogue.additions(number))

    def openings(self, numbers: Sequence[int]) -> list[Document]:
        """Documents by number, each with its first paragraphs only, which costs little.

        Raises IndexError where there is none.
        """
        found = []
        for store, places in self._by_store(numbers):
            found += store.openings(places)
        return list(map(complete, found, map(self.catalogue.additions, numbers)))

    def paragraphs(self, wanted: Iterable[tuple[int, int]]) -> list[str]:
        """Texts by document and number of the paragraph, counted from 0, without all the rest.

        Raises IndexError where there is none.
        """
        pairs = list(wanted)
        found: list[str] = []
        for store, places in self._by_store([document for document, _ in pairs]):
            own = pairs[len(found) : len(found) + len(places)]
            found += store.paragraphs(zip(places, (number for _, number in own), strict=True))
        return found

    def blocks(self, number: int) -> tuple[Block, ...]:
        """The audit of the capture a document came from: all its blocks, in order."""
        store, place = self._place(number)
        return store.blocks(place)

    def content_hash(self, number: int) -> str:
        """The SHA-256, in hexadecimal, of the capture a document came from, as it was read."""
        store, place = self._place(number)
        return store.content_hash(place)

    def number_of(self, document_id: str) -> int | None:
        """The number of the document with this id, or None."""
        renamed = self.catalogue.number_of(document_id)
        if renamed is not None:
            return renamed
        return next((number for number in self._extracted_as(document_id)), None)

    def documents(self) -> Iterator[Document]:
        """All documents that can be found, in the order of reading, one in memory at a time."""
        return map(self.get, self._columns.in_reading_order().tolist())

    def failures(self) -> tuple[Failure, ...]:
        """The captures that could not be read or extracted, in the order of reading."""
        return tuple(failed.failure for failed in self.catalogue.failed())

    def close(self) -> None:
        """Close all files."""
        self.catalogue.close()
        for store in self.stores:
            store.close()

    def _place(self, number: int) -> tuple[DocumentStore, int]:
        if not 0 <= number < self._first[-1]:
            raise IndexError(number)
        segment = bisect_right(self._first, number) - 1
        return self.stores[segment], number - self._first[segment]

    def _extracted_as(self, document_id: str) -> Iterator[int]:
        """The documents that can be found by the id that extraction gave them."""
        same = self._columns.id_hash == np.uint32(crc32(document_id.encode()))
        for number in np.flatnonzero(same & (self._columns.document_rank >= 0)).tolist():
            if self.openings([number])[0].id == document_id:
                yield number

    def _by_store(self, numbers: Iterable[int]) -> Iterator[tuple[DocumentStore, list[int]]]:
        """Documents that follow each other in one store: the store, and their numbers there."""
        for store, places in groupby(map(self._place, numbers), itemgetter(0)):
            yield store, [place for _, place in places]
