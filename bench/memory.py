"""How much memory a process and those it started hold at once, looked at many times a second.

Counted is what is theirs alone (`RssAnon`), not files mapped into memory, which the system takes
back when it needs the room. Linux only: elsewhere the peak is 0 and says nothing.
"""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType

INTERVAL = 0.05
_PROCESSES = Path("/proc")


class MemoryWatch:
    """Watches a process while the `with` block runs; `peak` is in bytes."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak = 0

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(INTERVAL):
            self.peak = max(self.peak, held(self._process))


def held(process: int) -> int:
    """Bytes held by a process and its children; 0 for one that has ended."""
    return sum(own for _, own in held_by_each(process))


def held_by_each(process: int) -> list[tuple[int, int]]:
    """A process and its children, each by its number, with the bytes it holds."""
    try:
        status = (_PROCESSES / str(process) / "status").read_text()
        children = (_PROCESSES / str(process) / "task").glob("*/children")
        started = [int(child) for path in children for child in path.read_text().split()]
    except OSError:
        return []
    own = next((line for line in status.splitlines() if line.startswith("RssAnon:")), "x 0 kB")
    found = [(process, int(own.split()[1]) * 1024)]
    return found + [each for child in started for each in held_by_each(child)]
