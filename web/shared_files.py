"""Memory that the workers of one server share: a file in its runtime folder, mapped by each.

The room is set aside when the file is made, because a full disk would otherwise end a worker in
the middle of a write to its memory (SIGBUS).
"""

from __future__ import annotations

import logging
import mmap
import os
from pathlib import Path
from typing import NamedTuple

log = logging.getLogger(__name__)


class SharedFile(NamedTuple):
    """Mapped memory, zeros at first; no descriptor where only this process has it."""

    memory: mmap.mmap
    descriptor: int | None


def shared(path: Path | None, size: int) -> SharedFile:
    """The memory of a file, made if it is not there; of this process alone without a path.

    Where the file cannot be made, the service goes on alone and the log says so.
    """
    if path is None:
        return SharedFile(mmap.mmap(-1, size), None)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.posix_fallocate(descriptor, 0, size)
        return SharedFile(mmap.mmap(descriptor, size), descriptor)
    except OSError as error:
        log.warning("Workers count apart, because %s cannot be used: %s", path, error.strerror)
        return SharedFile(mmap.mmap(-1, size), None)
