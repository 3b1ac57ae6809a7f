"""Writing the store of a segment: captures and their documents in the order of reading."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from index import disk
from index.storage.chunks_writing import ChunkWriter
from index.storage.packing import CaptureKey, Packed
from index.storage.store import CAPTURES

_TABLES = """
CREATE TABLE captures (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL, record TEXT, sha256 TEXT NOT NULL,
    settings TEXT NOT NULL, audit BLOB NOT NULL, first_document INTEGER NOT NULL,
    documents INTEGER NOT NULL
);
"""
_INSERT = "INSERT INTO captures VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INDEXES = """
CREATE INDEX captures_by_path ON captures (path);
CREATE INDEX captures_by_document ON captures (first_document);
"""


class StoreWriter:
    """Writes a store; a crash leaves files that no generation names, so no journal is kept."""

    def __init__(self, folder: Path) -> None:
        self._chunks = ChunkWriter(folder)
        self._database = disk.NewDatabase(folder / CAPTURES, _TABLES)
        self.captures = 0
        """How many captures have been added."""

    def add_extraction(self, key: CaptureKey, packed: Packed) -> None:
        """Add a capture and the documents found in it."""
        span = (self._chunks.documents, len(packed.documents))
        self._database.add(_INSERT, [(self.captures, *key, packed.audit, *span)])
        for chunks in packed.documents:
            self._chunks.add(chunks)
        self.captures += 1

    def close(self) -> None:
        """Finish the files."""
        with closing(self._chunks), closing(self._database):
            self._database.run(_INDEXES)
