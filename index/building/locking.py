"""One writer at a time: a lock the operating system lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from index.errors import WriterLocked


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock: written into the lock file for those who find it taken."""

    pid: int
    host: str
    started: str


@contextmanager
def writer_lock(index_dir: Path) -> Iterator[None]:
    """Hold the lock of an index, making its folder (mode 0700) where there is none.

    Raises WriterLocked, saying who builds and since when. The file stays when the lock goes:
    removing it would let two writers lock two files of one name.
    """
    index_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = index_dir / "lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WriterLocked(_refusal(index_dir, path)) from error
        holder = Holder(
            os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds")
        )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, msgspec.json.encode(holder) + b"\n", 0)
        yield
    finally:
        os.close(descriptor)


def _refusal(index_dir: Path, path: Path) -> str:
    try:
        holder = msgspec.json.decode(path.read_bytes(), type=Holder)
    except (OSError, msgspec.MsgspecError):
        # The holder has the lock and has not yet written who it is.
        return f"Another process is building {index_dir}. Wait for it to finish."
    return (
        f"Process {holder.pid} on {holder.host} has been building {index_dir}"
        f" since {holder.started}. Wait for it to finish, or stop it."
    )
