"""One writer at a time: a lock the operating system lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from index import disk
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
    disk.make_lasting_folder(index_dir)
    path = index_dir / "lock"
    with disk.opened(path) as descriptor:
        _lock(descriptor, index_dir)
        holder = Holder(
            os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds")
        )
        # On a full disk the lock is held without saying by whom.
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, msgspec.json.encode(holder) + b"\n", 0)
        yield


def _lock(descriptor: int, index_dir: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise WriterLocked(_refusal(index_dir, index_dir / "lock")) from error
    except OSError as error:
        raise WriterLocked(
            f"{index_dir / 'lock'} cannot be locked: {error.strerror}. Its file system knows no"
            " locks, so two writers could not be told apart: keep the index on another, best on"
            " a disk of this machine."
        ) from error


def _refusal(index_dir: Path, path: Path) -> str:
    try:
        holder = msgspec.json.decode(path.read_bytes(), type=Holder)
    except (OSError, ValueError, msgspec.MsgspecError):
        # The holder has the lock and has not yet written who it is.
        return f"Another process is building {index_dir}. Wait for it to finish."
    return (
        f"Process {holder.pid} on {holder.host} has been building {index_dir}"
        f" since {holder.started}. Wait for it to finish, or stop it."
    )
