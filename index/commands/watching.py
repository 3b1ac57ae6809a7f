"""Waiting for captures to change: `rostrum index --watch`.

Folders are looked through every so many seconds, names, sizes and times alone. Notices of the
system would come sooner, but get lost on network drives, in containers and where there are too
many folders; looking never misses anything. What changed is indexed once it has stopped changing
for the time between two looks, so that no file is read half written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.archive import FILE_NAME
from index.reading.files import find_files

State = dict[Path, tuple[int, int, int]]
"""Of each file its size, the time it was changed, in nanoseconds, and its number on the disk."""


def keep_indexed(paths: Sequence[Path], seconds: float, index: Callable[[], bool]) -> None:
    """Index now, and whenever something changed and then was quiet; never returns.

    `index` tells whether it was done. If it was not, it is tried again with the next look. What
    changes while it runs is noticed by the next look, too.
    """
    done: State | None = None
    seen = state_of(paths)
    while True:
        if seen != done and index():
            done = seen
        time.sleep(seconds)
        while (now := state_of(paths)) != seen:
            seen = now
            time.sleep(seconds)


def state_of(paths: Sequence[Path]) -> State:
    """Which files there are, and what tells one writing of each from another."""
    found: State = {}
    for path in paths:
        for file in (path / FILE_NAME, *find_files(path)):
            try:
                seen = file.lstat()
            except OSError:
                continue
            found[file] = (seen.st_size, seen.st_mtime_ns, seen.st_ino)
    return found
