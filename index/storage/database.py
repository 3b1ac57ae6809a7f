"""A SQLite file that was written once and is only read: by threads, and with damage named."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from index.errors import DamagedIndex

_DAMAGE = (sqlite3.Error, msgspec.MsgspecError, zstandard.ZstdError, IndexError, ValueError)
"""What a file that is not what was written makes go wrong, its contents decoded and all."""


class ReadOnlyDatabase:
    """An open file; safe to share between threads.

    Methods raise DamagedIndex, naming the file, where it is not what was written.
    """

    def __init__(self, path: Path, probe: str) -> None:
        """Open the file; it is held open, so that it answers after it was removed.

        `probe` is a statement that a sound file answers.
        """
        self._path = path
        self._lock = threading.Lock()
        try:
            address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise DamagedIndex(f"{path} cannot be opened: {error}") from error
        try:
            self.rows(probe)
        except DamagedIndex:
            self.close()
            raise

    def rows(self, statement: str, *values: object) -> list[Any]:
        """All rows that answer a statement."""
        with self._lock, self.damage_named():
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def damage_named(self) -> Iterator[None]:
        """Turns what a damaged file makes go wrong, in decoding it too, into DamagedIndex."""
        try:
            yield
        except _DAMAGE as error:
            raise DamagedIndex(f"{self._path} cannot be read: {error}") from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
