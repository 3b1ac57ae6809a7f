"""The catalogue of a generation: the files of the archive, and what it adds to documents.

Segments hold documents as extraction gave them and never change. What depends on the archive as
a whole is here, made anew for each generation: which files there are and by what content they
were known, the captures that failed, and the few documents that have another id, another path
or a date found in a parallel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec

from index import disk
from index.documents import Failure
from index.storage.database import ReadOnlyDatabase
from index.storage.packing import Additions, pack_additions, unpack_additions

FILE_NAME = "catalogue.sqlite"

_TABLES = """
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


_ANY_ADDITIONS = "SELECT 1 FROM additions LIMIT 1"


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
    with closing(disk.NewDatabase(path, _TABLES)) as database:
        database.add(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?)",
            ((number, *file) for number, file in enumerate(files)),
        )
        database.add(
            "INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?)",
            ((file, place, *msgspec.structs.astuple(why)) for file, place, why in failures),
        )
        database.add("INSERT INTO additions VALUES (?, ?, ?)", added)


class Catalogue:
    """Reads the catalogue of one generation; safe to share between threads.

    Methods raise DamagedIndex, naming the file, where it is not what was written.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; it is held open, so that a generation removed meanwhile still answers."""
        self._database = ReadOnlyDatabase(path, _ANY_ADDITIONS)
        self._any_additions = bool(self._database.rows(_ANY_ADDITIONS))

    def files(self) -> list[FileEntry]:
        """The files of the archive in the order of reading."""
        rows = self._database.rows(
            "SELECT path, own_path, settings, sha256 FROM files ORDER BY number"
        )
        return [FileEntry(*row) for row in rows]

    def failed(self) -> list[Failed]:
        """The captures that could not be read or extracted, in the order of reading."""
        rows = self._database.rows(
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
        rows = self._database.rows("SELECT data FROM additions WHERE number = ?", number)
        with self._database.damage_named():
            return unpack_additions(rows[0][0]) if rows else Additions()

    def number_of(self, document_id: str) -> int | None:
        """The number of the document to which the archive gave this id, or None."""
        rows = self._database.rows("SELECT number FROM additions WHERE id = ?", document_id)
        return rows[0][0] if rows else None

    def close(self) -> None:
        """Close the file."""
        self._database.close()
