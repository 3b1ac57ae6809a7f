"""The documents of one segment, whole: what is shown of a hit, and the audit of its capture.

A folder, written once and then opened read-only, that knows nothing of other folders: documents
and captures in it are numbered from 0. What extraction said of a capture is stored as it came,
so that it can be taken over as it is; what the archive as a whole adds to a document stands in
the catalogue. Texts are in chunks (see `index.storage.chunks`), so that a passage is shown
without the rest of its document; captures and their audits are in one SQLite file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from index.documents import Block, Document
from index.errors import DamagedIndex
from index.storage.chunks import Chunks
from index.storage.database import ReadOnlyDatabase
from index.storage.packing import (
    CaptureKey,
    Packed,
    unpack_blocks,
    unpack_document,
    unpack_opening,
    unpack_paragraphs,
)

CAPTURES = "captures.sqlite"


class DocumentStore:
    """Reads the documents of one segment; safe to share between threads.

    Methods raise DamagedIndex, naming the file, where it is not what was written.
    """

    def __init__(self, folder: Path) -> None:
        """Open it; its files are held open, so that a generation removed meanwhile answers."""
        self._chunks = Chunks(folder)
        try:
            probe = "SELECT number FROM captures LIMIT 1"
            self._captures = ReadOnlyDatabase(folder / CAPTURES, probe)
        except DamagedIndex:
            self._chunks.close()
            raise

    def __len__(self) -> int:
        """How many documents there are; they are numbered from 0."""
        return self._chunks.documents

    def get(self, number: int) -> Document:
        """A document by its number; IndexError where there is none."""
        chunks = self._chunks.all_of(number)
        with self._captures.damage_named():
            return unpack_document(chunks)

    def openings(self, numbers: Sequence[int]) -> list[Document]:
        """Documents by number, each with its first paragraphs only, which costs little.

        Raises IndexError where there is none.
        """
        chunks = self._chunks.first_of(numbers)
        with self._captures.damage_named():
            return list(map(unpack_opening, chunks))

    def paragraphs(self, wanted: Iterable[tuple[int, int]]) -> list[str]:
        """Texts by document and number of the paragraph, counted from 0, without all the rest.

        Raises IndexError where there is none.
        """
        found = self._chunks.holding(wanted)
        with self._captures.damage_named():
            return [unpack_paragraphs(chunk)[place] for chunk, place in found]

    def blocks(self, number: int) -> tuple[Block, ...]:
        """The audit of the capture a document came from: all its blocks, in order."""
        audit, first, count = self._capture_of(number, "audit, first_document, documents")
        with self._captures.damage_named():
            return unpack_blocks(audit, list(map(self.get, range(first, first + count))))

    def content_hash(self, number: int) -> str:
        """The SHA-256, in hexadecimal, of the capture a document came from, as it was read."""
        found: str = self._capture_of(number, "sha256")[0]
        return found

    def documents(self) -> Iterator[list[bytes]]:
        """All documents in the order of their numbers, each as its chunks."""
        return map(self._chunks.all_of, range(len(self)))

    def captures_of(self, path: str) -> list[tuple[int, CaptureKey]]:
        """The captures of the file with this path within its root, by number, and their keys."""
        rows = self._captures.rows(
            "SELECT number, path, record, sha256, settings FROM captures WHERE path = ?"
            " ORDER BY number",
            path,
        )
        return [(number, CaptureKey(*key)) for number, *key in rows]

    def packed(self, capture: int) -> tuple[CaptureKey, Packed]:
        """A capture as it was added; IndexError where there is none."""
        rows = self._captures.rows(
            "SELECT path, record, sha256, settings, audit, first_document, documents"
            " FROM captures WHERE number = ?",
            capture,
        )
        if not rows:
            raise IndexError(capture)
        *key, audit, first, count = rows[0]
        documents = tuple(map(self._chunks.packed, range(first, first + count)))
        return CaptureKey(*key), Packed(documents, audit)

    def _capture_of(self, number: int, columns: str) -> tuple[Any, ...]:
        """Some columns of the capture a document came from; IndexError where there is none."""
        rows = self._captures.rows(
            f"SELECT {columns} FROM captures WHERE first_document <= ?1"
            " AND first_document + documents > ?1 ORDER BY first_document DESC LIMIT 1",
            number,
        )
        if not rows:
            raise IndexError(number)
        found: tuple[Any, ...] = rows[0]
        return found

    def close(self) -> None:
        """Close the files."""
        self._captures.close()
        self._chunks.close()
