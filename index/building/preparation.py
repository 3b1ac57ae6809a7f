"""Preparing documents for the index, a batch at a time, on every core.

What takes time for a document, packing it for the store and turning its text into numbers of
words, is done by machine code that does not hold the interpreter's lock. So threads do it, side
by side with the reading of documents and the writing of what comes back, which is handed on in
the order of the documents.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.columnar.tokenising import Tokeniser
from index.documents import Document
from index.storage.columns import Facts, facts_of
from index.storage.packing import PackedDocument, pack_document, unpack_document

BATCH = 1 << 20
"""Characters of text in a batch, about: with less, threads wait for the interpreter too often."""

_AHEAD = 2
"""Batches under way for each thread; each takes memory."""

Item = TypeVar("Item")

Stored = list[bytes]
"""A document in chunks, as the store has it."""


class Prepared(NamedTuple):
    """A batch of documents, ready to be written.

    packed: for the store, where the documents were not from there. facts: for the columns.
    passages: how many each has. numbers: their words, as `SegmentWriter.add` takes them.
    """

    packed: list[PackedDocument]
    facts: list[Facts]
    passages: list[int]
    numbers: NDArray[np.uint32]


class Preparation:
    """Prepares batches in `jobs` threads, their words numbered by one tokeniser."""

    def __init__(self, jobs: int, tokeniser: Tokeniser) -> None:
        self._jobs = jobs
        self._tokeniser = tokeniser
        self._threads = ThreadPoolExecutor(jobs)

    def __enter__(self) -> Preparation:
        return self

    def __exit__(self, *details: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def documents(self, documents: Iterable[Document]) -> Iterator[tuple[list[Document], Prepared]]:
        """Prepare documents that are yet to be stored."""
        return self._run(_batches(documents, _characters), partial(self._prepare, packed=True))

    def stored(self, rows: Iterable[Stored]) -> Iterator[tuple[list[Stored], Prepared]]:
        """Prepare documents as they stand in the store."""
        return self._run(_batches(rows, _size), self._prepare_stored)

    def _run(
        self, batches: Iterable[list[Item]], prepare: Callable[[list[Item]], Prepared]
    ) -> Iterator[tuple[list[Item], Prepared]]:
        waiting: deque[tuple[list[Item], Future[Prepared]]] = deque()
        for batch in batches:
            waiting.append((batch, self._threads.submit(prepare, batch)))
            while waiting and (len(waiting) > self._jobs * _AHEAD or waiting[0][1].done()):
                done, prepared = waiting.popleft()
                yield done, prepared.result()
        while waiting:
            done, prepared = waiting.popleft()
            yield done, prepared.result()

    def _prepare(self, documents: Sequence[Document], *, packed: bool) -> Prepared:
        texts = list(map(_texts, documents))
        return Prepared(
            packed=list(map(pack_document, documents)) if packed else [],
            facts=list(map(facts_of, documents)),
            passages=list(map(len, texts)),
            numbers=self._tokeniser.numbers([text for each in texts for text in each]),
        )

    def _prepare_stored(self, rows: Sequence[Stored]) -> Prepared:
        return self._prepare(list(map(unpack_document, rows)), packed=False)


def _texts(document: Document) -> tuple[str, ...]:
    """The texts of the passages of a document."""
    return (document.title, *document.paragraphs) if document.title else document.paragraphs


def _batches(items: Iterable[Item], size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Items in lists that come to BATCH together."""
    batch: list[Item] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if total >= BATCH:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _characters(document: Document) -> int:
    return sum(map(len, document.paragraphs))


def _size(row: Stored) -> int:
    return sum(map(len, row))
