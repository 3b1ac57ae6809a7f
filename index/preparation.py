"""Preparing documents for the index, a batch at a time, on every core.

What takes time for a document, packing it for the store and turning its text into numbers of
words, needs nothing of other documents. Batches go to worker processes as bytes; this process
takes a share of them itself whenever its workers have enough to do, and hands on what comes
back in the order of the documents.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import count
from typing import NamedTuple, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.columnar.tokenising import Tokeniser
from index.columns import Facts, facts_of
from index.documents import Document, passages
from index.packing import (
    Additions,
    PackedDocument,
    complete,
    pack_document,
    unpack_additions,
    unpack_document,
)
from index.pool import end_with_parent

BATCH = 1 << 19
"""Characters of text in a batch, about."""

_ALONE = 2
"""Batches prepared before workers are started: a small archive is done by then."""
_AHEAD = 2
"""Batches under way for each worker."""

_MOST = 8
"""Batches that wait for the one before them at most, since each takes memory."""
_PACKED_TO = 3
"""Characters of text in a byte of a packed document, about."""

_ENCODER = msgspec.msgpack.Encoder()
_DOCUMENTS = msgspec.msgpack.Decoder(list[Document])

_SERIAL = count()

Item = TypeVar("Item")
Payload = TypeVar("Payload")

Stored = tuple[bytes, bytes | None]
"""A document and its additions, as the store has them."""


class Prepared(NamedTuple):
    """A batch of documents, ready to be written.

    packed: for the store, where the documents were not from there. facts: for the columns.
    passages: how many each has. numbers, fresh, tokeniser: as `SegmentWriter.add` takes them.
    """

    packed: list[PackedDocument]
    facts: list[Facts]
    passages: list[int]
    numbers: NDArray[np.uint32]
    fresh: list[bytes]
    tokeniser: str


def prepare(documents: Sequence[Document], *, packed: bool) -> Prepared:
    """Prepare documents in this process; `packed` says whether to pack them for the store."""
    found = [passages(document) for document in documents]
    tokeniser, name = _tokeniser()
    numbers = tokeniser.numbers([passage.text for each in found for passage in each])
    return Prepared(
        packed=list(map(pack_document, documents)) if packed else [],
        facts=list(map(facts_of, documents)),
        passages=list(map(len, found)),
        numbers=numbers,
        fresh=tokeniser.fresh(),
        tokeniser=name,
    )


class Preparation:
    """Prepares batches in `jobs` processes, this one among them; results come in order."""

    def __init__(self, jobs: int) -> None:
        self._workers = jobs - 1
        self._executor: ProcessPoolExecutor | None = None
        _tokeniser.cache_clear()

    def __enter__(self) -> Preparation:
        return self

    def __exit__(self, *details: object) -> None:
        self._stop()

    def documents(self, documents: Iterable[Document]) -> Iterator[tuple[list[Document], Prepared]]:
        """Prepare documents that are yet to be stored."""
        batches = _batches(documents, _characters)
        return self._run(batches, _ENCODER.encode, _prepare_encoded, _prepare_documents)

    def stored(self, rows: Iterable[Stored]) -> Iterator[tuple[list[Stored], Prepared]]:
        """Prepare documents as they stand in the store."""
        batches = _batches(rows, _unpacked_size)
        return self._run(batches, list, _prepare_stored, _prepare_stored)

    def _run(
        self,
        batches: Iterable[list[Item]],
        sent: Callable[[list[Item]], Payload],
        there: Callable[[Payload], Prepared],
        here: Callable[[list[Item]], Prepared],
    ) -> Iterator[tuple[list[Item], Prepared]]:
        """Prepare batches `there`, as they are `sent`, or `here`."""
        waiting: deque[tuple[list[Item], Prepared | Future[Prepared]]] = deque()
        for number, batch in enumerate(batches):
            under_way = sum(isinstance(found, Future) for _, found in waiting)
            if number < _ALONE or under_way >= self._workers * _AHEAD:
                waiting.append((batch, here(batch)))
            else:
                waiting.append((batch, self._submit(there, sent(batch)) or here(batch)))
            while waiting and (len(waiting) > _MOST or _is_done(waiting[0][1])):
                yield self._finish(*waiting.popleft(), here)
        while waiting:
            yield self._finish(*waiting.popleft(), here)

    def _submit(
        self, there: Callable[[Payload], Prepared], payload: Payload
    ) -> Future[Prepared] | None:
        """Hand a batch to the workers; None where they are no more."""
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(
                self._workers, mp_context=context, initializer=end_with_parent
            )
        try:
            return self._executor.submit(there, payload)
        except BrokenProcessPool:
            self._workers = 0
            return None

    def _finish(
        self,
        batch: list[Item],
        found: Prepared | Future[Prepared],
        here: Callable[[list[Item]], Prepared],
    ) -> tuple[list[Item], Prepared]:
        if isinstance(found, Future):
            try:
                found = found.result()
            except BrokenProcessPool:
                self._workers = 0
                # Batches after this one may have told of this process's new words already, so a
                # tokeniser that knows none has to take it.
                _tokeniser.cache_clear()
                found = here(batch)
                _tokeniser.cache_clear()
        return batch, found

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


@cache
def _tokeniser() -> tuple[Tokeniser, str]:
    """The tokeniser of this process, which knows what it has told of already, and its name."""
    return Tokeniser(), f"{os.getpid()}-{next(_SERIAL)}"


def _prepare_documents(documents: list[Document]) -> Prepared:
    return prepare(documents, packed=True)


def _prepare_encoded(encoded: bytes) -> Prepared:
    return _prepare_documents(_DOCUMENTS.decode(encoded))


def _prepare_stored(rows: list[Stored]) -> Prepared:
    documents = [
        complete(unpack_document(data), unpack_additions(added) if added else Additions())
        for data, added in rows
    ]
    return prepare(documents, packed=False)


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


def _unpacked_size(row: Stored) -> int:
    return _PACKED_TO * len(row[0])


def _is_done(found: Prepared | Future[Prepared]) -> bool:
    return not isinstance(found, Future) or found.done()
