"""The catalogue of a generation: the files of the archive, and what it adds to documents.

Segments hold documents as extraction gave them and never change. What depends on the archive as
a whole is here, made anew for each generation: which files there are and by what content they
were known, the captures that failed, and the few documents that have another id, another path
or a date found in a parallel.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from index.documents import Failure
from index.errors import DamagedIndex
from index.packing import Additions, pack_additions, unpack_additions

FILE_NAME = "catalogue.sqlite"

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE files (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL, own_path TEXT NOT NULL,
    settings TEXT NOT NULL, sha256 TEXT
);
CREATE TABLE failures (
    file INTEGER NOT NULL, place INTEGER NOT NULL, path TEXT NOT NULL, record TEXT,
    reason TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (file, place)
);
CREATE TABLE additions (number INTEGER PRIMARY KEY, id TEXT, data BLOB NOT NULL);
CREATE INDEX additions_by_id ON additions (id);
"""


class FileEntry(NamedTuple):
    """A file of the archive, known in the index as `path`, within its own root as `own_path`.

    `settings` is a fingerprint of what its extraction depends on beside it; `sha256` is its
    content's, None where the same content may give something else the next time.
    """

    path: str
    own_path: str
    settings: str
    sha256: str | None


class Failed(NamedTuple):
    """A capture that failed, and which capture of which file it is, both counted from 0."""

    file: int
    place: int
    failure: Failure


def write_catalogue(
    path: Path,
    files: Iterable[FileEntry],
    failures: Iterable[Failed],
    additions: Mapping[int, Additions],
) -> None:
    """Write the catalogue; files are numbered in this order, additions are by document."""
    added = [(number, each.id, pack_additions(each)) for number, each in additions.items()]
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_TABLES)
        connection.executemany(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?)",
            ((number, *file) for number, file in enumerate(files)),
        )
        connection.executemany(
            "INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?)",
            ((file, place, *msgspec.structs.astuple(why)) for file, place, why in failures),
        )
        connection.executemany("INSERT INTO additions VALUES (?, ?, ?)", added)
        connection.commit()


class Catalogue:
    """Reads the catalogue of one generation; safe to share between threads.

    Methods raise DamagedIndex, naming the file, where it is not what was written.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; it is held open, so that a generation removed meanwhile still answers."""
        self._path = path
        self._lock = threading.Lock()
        with self._damage_named():
            address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        try:
            self._any_additions = bool(self._rows("SELECT 1 FROM additions LIMIT 1"))
        except DamagedIndex:
            self._connection.close()
            raise

    def files(self) -> list[FileEntry]:
        """The files of the archive in the order of reading."""
        rows = self._rows("SELECT path, own_path, settings, sha256 FROM files ORDER BY number")
        return [FileEntry(*row) for row in rows]

    def failed(self) -> list[Failed]:
        """The captures that could not be read or extracted, in the order of reading."""
        rows = self._rows(
            "SELECT file, place, path, record, reason, message FROM failures ORDER BY file, place"
        )
        return [
            Failed(file, place, Failure(path=path, record=record, reason=why, message=message))
            for file, place, path, record, why, message in rows
        ]

    def additions(self, number: int) -> Additions:
        """What the archive adds to a document."""
        if not self._any_additions:
            return Additions()
        rows = self._rows("SELECT data FROM additions WHERE number = ?", number)
        with self._damage_named():
            return unpack_additions(rows[0][0]) if rows else Additions()

    def number_of(self, document_id: str) -> int | None:
        """The number of the document to which the archive gave this id, or None."""
        rows = self._rows("SELECT number FROM additions WHERE id = ?", document_id)
        return rows[0][0] if rows else None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _rows(self, statement: str, *values: object) -> list[Any]:
        with self._lock, self._damage_named():
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        """Turns what a damaged file makes go wrong into DamagedIndex."""
        try:
            yield
        except (sqlite3.Error, msgspec.MsgspecError) as error:
            raise DamagedIndex(f"{self._path} cannot be read: {error}") from error
