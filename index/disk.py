"""The one way by which an index is written: files, databases, folders, links, and their syncing.

Every call is told to a witness before it happens, where one is set. That is how it is tested
that an index survives each call failing, the process dying at it, and the power going after it.
Whatever the system refuses becomes CannotWrite, which names the file and what to do.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from index.errors import CannotWrite

Kind = Literal[
    "folder", "create", "write", "database", "close", "link", "rename", "remove", "sync"
]  # fmt: skip

PRIVATE = 0o700
"""The mode of every folder: nobody but its owner can put anything into an index."""

_BUFFER = 1 << 16


class Call(NamedTuple):
    """One call: what is to happen to `path`.

    `source` is what is linked or renamed to it; `data` is written at the place `offset`.
    """

    kind: Kind
    path: Path
    source: Path | None = None
    data: bytes = b""
    offset: int = 0


Witness = Callable[[Call], None]
"""Told of each call before it happens; an OSError that it raises is the call's."""

_witness: Witness | None = None


@contextmanager
def witnessed(by: Witness) -> Iterator[None]:
    """Have every call told to a witness, of whatever thread of this process."""
    global _witness
    before, _witness = _witness, by
    try:
        yield
    finally:
        _witness = before


class NewFile:
    """A file on its way to disk; what is written may wait in memory until it is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting = bytearray()
        self._place = 0
        self._descriptor = -1
        with _call(Call("create", path)):
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
            self._descriptor = os.open(path, flags, 0o600)

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Write bytes behind those written before; returns how many they are."""
        view = memoryview(data).cast("B")
        if len(self._waiting) + len(view) <= _BUFFER:
            self._waiting += view
        else:
            self.flush()
            self._put(view)
        return len(view)

    def seek(self, place: int) -> None:
        """Go on writing at another place."""
        self.flush()
        self._place = place

    def flush(self) -> None:
        """Hand what waits to the system."""
        waiting, self._waiting = self._waiting, bytearray()
        if waiting:
            self._put(memoryview(waiting))

    def close(self) -> None:
        """Finish the file; it is on disk once it is synced."""
        try:
            self.flush()
        finally:
            self._let_go()

    def __enter__(self) -> NewFile:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def __del__(self) -> None:
        self._let_go()

    def _put(self, view: memoryview) -> None:
        told = bytes(view) if _witness else b""
        with _call(Call("write", self._path, data=told, offset=self._place)):
            while view:
                done = os.pwrite(self._descriptor, view, self._place)
                self._place += done
                view = view[done:]

    def _let_go(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


class NewDatabase:
    """A SQLite file on its way to disk; without a journal, since a crash leaves it unnamed."""

    def __init__(self, path: Path, tables: str) -> None:
        self._path = path
        with _call(Call("database", path)):
            self._connection = sqlite3.connect(path)
        self.run(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {tables}")

    def run(self, statements: str) -> None:
        """Execute statements without values."""
        with self._named():
            self._connection.executescript(statements)

    def add(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Execute a statement with each of some rows of values."""
        with self._named():
            self._connection.executemany(statement, rows)

    def close(self) -> None:
        """Finish the file; it is on disk once it is synced."""
        try:
            with self._named(), _call(Call("close", self._path)):
                self._connection.commit()
        finally:
            self._connection.close()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            # Its message tells a full disk; the system's number for that is not handed on.
            full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
            raise _refused(self._path, errno.ENOSPC if full else errno.EIO, str(error)) from error


def create(path: Path) -> NewFile:
    """Begin a file, in the place of any of that name."""
    return NewFile(path)


def write(path: Path, content: bytes) -> None:
    """Write a whole file."""
    with create(path) as file:
        file.write(content)


def make_folder(path: Path) -> None:
    """Make a folder and those above it where they are missing, for its owner only."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with _call(Call("folder", path)):
        path.mkdir(exist_ok=True)
        # After the fact, because the umask of whoever runs this would take away from a mode.
        path.chmod(PRIVATE)


def make_lasting_folder(path: Path) -> None:
    """Make a folder and those above it, and have their names on disk."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    make_folder(path)
    for folder in missing:
        sync(folder.parent)


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """A descriptor of a file that stays as it is, made empty where there is none."""
    with _call(Call("create", path)):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def link_or_copy(source: Path, target: Path) -> None:
    """Have a file that never changes in two places: linked or, failing that, copied."""
    try:
        _tell(Call("link", target, source))
        os.link(source, target)
    except OSError:
        # The file system knows no links, or a file has as many as it can have.
        with source.open("rb") as original, create(target) as file:
            while data := original.read(1 << 20):
                file.write(data)


def rename(source: Path, target: Path) -> None:
    """Give a file or folder another name, in one step."""
    with _call(Call("rename", target, source)):
        source.replace(target)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it."""
    with _call(Call("remove", path)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def sync(path: Path) -> None:
    """Have a file's content, or a folder's names, on disk before anything else is done."""
    with _call(Call("sync", path)):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _call(call: Call) -> Iterator[None]:
    try:
        _tell(call)
        yield
    except OSError as error:
        told = error.strerror or str(error)
        raise _refused(call.path, error.errno or errno.EIO, told) from error


def _tell(call: Call) -> None:
    if _witness is not None:
        _witness(call)


def _refused(path: Path, number: int, told: str) -> CannotWrite:
    return CannotWrite(f"{path} cannot be written: {told}. {_remedy(path, number)}")


def _remedy(path: Path, number: int) -> str:
    stays = "The index stays as it was."
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{stays} {_room(path)}Make room, then run the command again."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{stays} Make it writable for this user, or name another folder with --index."
    return f"{stays} Look after the disk, then run the command again."


def _room(path: Path) -> str:
    """How much is free where a file stands or was to stand."""
    above = next((folder for folder in path.parents if folder.is_dir()), None)
    if above is None:
        return ""
    return f"{shutil.disk_usage(above).free / 1e6:,.0f} MB are free there. "
