"""Numbers that the workers of one server count together, without waiting for each other.

Each worker has a row of its own in a file that all map, and adds to it alone; who wants the sum
adds up the rows. A worker holds its row by a lock on one byte of the file, which the system lets
go of when it dies: the worker that replaces it takes over the row with what was counted.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from web.shared_files import shared

ROWS = 65
"""As many workers as there can be, and one that is replaced while it still answers."""


class Worker(NamedTuple):
    """A worker that answers now: the number of its row, and its process."""

    number: int
    process: int


class Tally:
    """Counters by their number, from 0 on; threads and workers may share it."""

    def __init__(self, counters: int, path: Path | None = None) -> None:
        self._width = counters + 1  # the first is the process that counts
        self._lock = Lock()
        rows = ROWS if path else 1
        file = shared(path, 8 * self._width * rows)
        self._cells = memoryview(file.memory).cast("d")
        self._rows = rows if file.descriptor is not None else 1
        self._descriptor = file.descriptor
        self._start = self._claimed() * self._width
        self._cells[self._start] = os.getpid()

    def add(self, counter: int, amount: float = 1.0) -> None:
        """Count."""
        with self._lock:
            self._cells[self._start + 1 + counter] += amount

    def sums(self) -> list[float]:
        """What all workers counted, those included that are gone."""
        rows = self._split(self._cells.tolist())
        return [sum(column) for column in zip(*rows, strict=True)][1:]

    def workers(self) -> list[Worker]:
        """Those that answer now."""
        rows = enumerate(self._split(self._cells.tolist()))
        return [Worker(n, int(row[0])) for n, row in rows if row[0] and self._lives(n)]

    def _split(self, cells: Sequence[float]) -> list[Sequence[float]]:
        return [cells[n * self._width : (n + 1) * self._width] for n in range(self._rows)]

    def _claimed(self) -> int:
        """A row that nobody else holds; the last one is shared where there are too many."""
        if self._descriptor is None:
            return 0
        for row in range(self._rows - 1):
            try:
                fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row)
            except OSError:
                continue
            return row
        return self._rows - 1

    def _lives(self, row: int) -> bool:
        """Whether the process of a row still runs."""
        try:
            os.kill(int(self._cells[row * self._width]), 0)
        except ProcessLookupError:
            return False
        except PermissionError:  # it runs, as somebody else
            return True
        return True
