"""The documents of a generation, whole: what is shown of a hit, and the audit of its capture.

One SQLite file, written once and then opened read-only. What extraction said of a capture is
stored as it came, so that the next reindex can take it over; what the archive as a whole adds
to a document (another id, a year found in a parallel) stands beside it.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from index.documents import Block, Document, Failure
from index.errors import DamagedIndex
from index.packing import (
    Additions,
    CaptureKey,
    Packed,
    PackedDocument,
    complete,
    unpack_additions,
    unpack_blocks,
    unpack_document,
)

FILE_NAME = "documents.sqlite"

_ROWS = 256
"""How many documents are read at a time where all are."""

_DOCUMENT = "SELECT documents.data, documents.additions FROM documents"


class DocumentStore:
    """Reads the documents of one generation; safe to share between threads.

    Methods raise DamagedIndex, naming the file, where it is not what was written.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; it is held open, so that a generation removed meanwhile still answers."""
        self._path = path
        self._lock = threading.Lock()
        try:
            address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise DamagedIndex(f"{path} cannot be opened: {error}") from error
        try:
            self._length: int = self._rows("SELECT count(*) FROM documents")[0][0]
        except DamagedIndex:
            self._connection.close()
            raise

    def __len__(self) -> int:
        """How many documents there are; they are numbered from 0."""
        return self._length

    def get(self, number: int) -> Document:
        """A document by its number; IndexError where there is none."""
        rows = self._rows(f"{_DOCUMENT} WHERE number = ?", number)
        if not rows:
            raise IndexError(number)
        return self._document(rows[0])

    def blocks(self, number: int) -> tuple[Block, ...]:
        """The audit of the capture a document came from: all its blocks, in order."""
        rows = self._rows(
            "SELECT audit, captures.number FROM captures JOIN documents"
            " ON captures.number = capture WHERE documents.number = ?",
            number,
        )
        if not rows:
            raise IndexError(number)
        audit, capture = rows[0]
        documents = self._rows(f"{_DOCUMENT} WHERE capture = ? ORDER BY number", capture)
        with self._damage_named():
            return unpack_blocks(audit, [self._document(row) for row in documents])

    def number_of(self, document_id: str) -> int | None:
        """The number of the document with this id, or None."""
        rows = self._rows("SELECT number FROM documents WHERE id = ?", document_id)
        return rows[0][0] if rows else None

    def documents(self) -> Iterator[Document]:
        """All documents in the order of their numbers, a few in memory at a time."""
        return map(self.get, range(len(self)))

    def packed_documents(self) -> Iterator[tuple[bytes, bytes | None]]:
        """All documents as they are stored, with their additions, in the order of numbers."""
        for first in range(0, len(self), _ROWS):
            yield from self._rows(
                f"{_DOCUMENT} WHERE number >= ? AND number < ? ORDER BY number",
                first,
                first + _ROWS,
            )

    def failures(self) -> tuple[Failure, ...]:
        """The captures that could not be read or extracted, in reading order."""
        rows = self._rows(
            "SELECT path, record, reason, message FROM captures WHERE status = 'failed'"
            " ORDER BY number"
        )
        return tuple(Failure(path=p, record=r, reason=why, message=m) for p, r, why, m in rows)

    def captures(self) -> list[tuple[str, str | None]]:
        """Path and record of every capture in reading order, those that failed among them."""
        return self._rows("SELECT path, record FROM captures ORDER BY number")

    def packed(self, key: CaptureKey) -> Packed | None:
        """What extraction said of this very capture under the same settings, if it is here."""
        rows = self._rows(
            "SELECT number, audit FROM captures WHERE own_path = ? AND record IS ?"
            " AND sha256 = ? AND settings = ? AND status = 'extracted'",
            *key,
        )
        if not rows:
            return None
        number, audit = rows[0]
        documents = self._rows(
            "SELECT own_id, needs_year, data FROM documents WHERE capture = ? ORDER BY number",
            number,
        )
        return Packed(tuple(PackedDocument(i, bool(y), data) for i, y, data in documents), audit)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _document(self, row: tuple[bytes, bytes | None]) -> Document:
        with self._damage_named():
            additions = unpack_additions(row[1]) if row[1] else Additions()
            return complete(unpack_document(row[0]), additions)

    def _rows(self, statement: str, *values: object) -> list[Any]:
        with self._lock, self._damage_named():
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        """Turns what a damaged file makes go wrong into DamagedIndex."""
        try:
            yield
        except (sqlite3.DatabaseError, msgspec.MsgspecError, zlib.error) as error:
            raise DamagedIndex(f"{self._path} cannot be read: {error}") from error
