"""Writing the store of a new generation: captures and documents in reading order."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import msgspec

from index.dates import PartialDate
from index.documents import Evidence, Failure
from index.packing import (
    Additions,
    CaptureKey,
    Packed,
    PackedDocument,
    pack_additions,
    unpack_additions,
)

# Small pages, because the end of every document's text fills half of one.
_TABLES = """
PRAGMA page_size = 512;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE captures (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL, own_path TEXT NOT NULL, record TEXT,
    sha256 TEXT, settings TEXT, status TEXT NOT NULL, reason TEXT, message TEXT, audit BLOB
);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, own_id TEXT NOT NULL,
    capture INTEGER NOT NULL REFERENCES captures, needs_year INTEGER NOT NULL,
    data BLOB NOT NULL, additions BLOB
);
"""
_INSERT_CAPTURE = (
    "INSERT INTO captures (number, path, own_path, record, sha256, settings, status, audit)"
    " VALUES (?, ?, ?, ?, ?, ?, 'extracted', ?)"
)
_INSERT_DOCUMENT = "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)"
_INDEXES = """
CREATE INDEX captures_by_key ON captures (own_path, record, sha256);
CREATE INDEX documents_by_capture ON documents (capture);
"""


class StoreWriter:
    """Writes a store; a crash leaves a file that no generation names, so no journal is kept."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(_TABLES)
        self._captures = 0
        self._ids: set[str] = set()
        self.undated: list[int] = []
        """Numbers of the documents whose dateline lacks a year."""
        self.renamed = 0
        """How many documents got another id because theirs was taken."""

    @property
    def documents(self) -> int:
        """How many documents have been added."""
        return len(self._ids)

    def add_extraction(self, key: CaptureKey, path: str, packed: Packed) -> None:
        """Add a capture, known in this archive as `path`, and the documents found in it."""
        self._connection.execute(_INSERT_CAPTURE, (self._captures, path, *key, packed.audit))
        rows = [self._row(document, key.path, path) for document in packed.documents]
        self._connection.executemany(_INSERT_DOCUMENT, rows)
        self._captures += 1

    def add_failure(self, own_path: str, failure: Failure) -> None:
        """Add a capture that could not be read or extracted."""
        self._connection.execute(
            "INSERT INTO captures (number, path, own_path, record, status, reason, message)"
            " VALUES (?, ?, ?, ?, 'failed', ?, ?)",
            (self._captures, failure.path, own_path, failure.record, failure.reason,
             failure.message),
        )  # fmt: skip
        self._captures += 1

    def add_dates(self, dates: Mapping[int, tuple[PartialDate, Evidence]]) -> None:
        """Add dates found after extraction to documents, by their numbers."""
        for number, (date, evidence) in dates.items():
            (data,) = self._connection.execute(
                "SELECT additions FROM documents WHERE number = ?", (number,)
            ).fetchone()
            known = unpack_additions(data) if data else Additions()
            additions = msgspec.structs.replace(known, date=date, date_evidence=evidence)
            self._connection.execute(
                "UPDATE documents SET additions = ? WHERE number = ?",
                (pack_additions(additions), number),
            )

    def flush(self) -> None:
        """Make what was added readable through a DocumentStore."""
        self._connection.commit()

    def close(self) -> None:
        """Finish the file."""
        self._connection.executescript(_INDEXES)
        self._connection.commit()
        self._connection.close()

    def _row(self, document: PackedDocument, own_path: str, path: str) -> tuple[object, ...]:
        """The row of the next document."""
        number = len(self._ids)
        document_id = self._free_id(document.id, path)
        additions = Additions(
            id=document_id if document_id != document.id else None,
            path=path if path != own_path else None,
        )
        if document.needs_year:
            self.undated.append(number)
        return (
            number, document_id, document.id, self._captures, document.needs_year,
            document.data, pack_additions(additions),
        )  # fmt: skip

    def _free_id(self, wanted: str, path: str) -> str:
        """The id itself, or one made of it and the path where it is taken."""
        free, attempt = wanted, 0
        while free in self._ids:
            attempt += 1
            suffix = hashlib.sha256(f"{path}\n{attempt}".encode()).hexdigest()[:8]
            free = f"{wanted}-{suffix}"
        self.renamed += free != wanted
        self._ids.add(free)
        return free
