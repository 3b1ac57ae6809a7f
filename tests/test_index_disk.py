"""All writing goes one way: what the system refuses names the file and what to do."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

import numpy as np
import pytest

from index import disk
from index.columnar.array_files import ArrayFile, save
from index.errors import CannotWrite

ROOT = Path(__file__).parents[1]


def refuse(number: int) -> disk.Witness:
    def witness(call: disk.Call) -> None:
        raise OSError(number, os.strerror(number))

    return witness


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, r"MB are free there\. Make room, then run the command again"),
        (errno.EACCES, "Make it writable for this user"),
        (errno.EIO, "Look after the disk"),
    ],
)
def test_what_is_refused_names_the_file_and_what_to_do(
    tmp_path: Path, number: int, told: str
) -> None:
    path = tmp_path / "words.npy"
    with disk.witnessed(refuse(number)), pytest.raises(CannotWrite, match=told) as caught:
        disk.write(path, b"words")
    assert str(caught.value).startswith(f"{path} cannot be written: {os.strerror(number)}.")
    assert "The index stays as it was." in str(caught.value)


def test_every_call_is_told_before_it_happens(tmp_path: Path) -> None:
    calls: list[tuple[str, str, bool]] = []
    with disk.witnessed(lambda c: calls.append((c.kind, c.path.name, c.path.exists()))):
        disk.make_folder(tmp_path / "a")
        disk.write(tmp_path / "a" / "one", b"1")
        disk.link_or_copy(tmp_path / "a" / "one", tmp_path / "two")
        disk.rename(tmp_path / "two", tmp_path / "three")
        disk.sync(tmp_path / "three")
        disk.remove(tmp_path / "a")
    assert [
        ("folder", "a", False), ("create", "one", False), ("write", "one", True),
        ("link", "two", False), ("rename", "three", False), ("sync", "three", True),
        ("remove", "a", True),
    ] == calls  # fmt: skip
    assert b"1" == (tmp_path / "three").read_bytes()


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o277])
def test_a_folder_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        disk.make_folder(tmp_path / "outer" / "inner")
    finally:
        os.umask(before)
    for folder in (tmp_path / "outer", tmp_path / "outer" / "inner"):
        assert 0o700 == stat.S_IMODE(folder.stat().st_mode)


def test_files_are_written_as_numpy_and_python_would(tmp_path: Path) -> None:
    long = np.arange(100_000, dtype=np.int64)
    save(tmp_path, long=long, empty=long[:0])
    pieces = ArrayFile(tmp_path / "pieces.npy", np.int64)
    for first in range(0, len(long), 999):
        pieces.append(long[first : first + 999])
    pieces.close()
    for name, expected in (("long", long), ("empty", long[:0]), ("pieces", long)):
        assert expected.tolist() == np.load(tmp_path / f"{name}.npy").tolist()


def test_a_database_that_has_no_room_is_named(tmp_path: Path) -> None:
    database = disk.NewDatabase(
        tmp_path / "files.sqlite", "CREATE TABLE files (path TEXT); PRAGMA max_page_count = 3;"
    )
    with pytest.raises(CannotWrite, match=r"files\.sqlite cannot be written: .* full.*Make room"):
        database.add("INSERT INTO files VALUES (?)", [("x" * 5000,) for _ in range(9)])
    database.close()


def test_nothing_else_in_the_index_package_writes() -> None:
    writes = re.compile(
        r"""write_(bytes|text)\(|open\(["']wb|\.mkdir\(|os\.(link|fsync|replace)\(|shutil\.rmtree"""
        r"""|(?<!disk)\.(unlink|rename)\(|sqlite3\.connect\(path\)|np\.save\(folder"""
    )
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "index").rglob("*.py")
        if writes.search(path.read_text())
    }
    assert {"index/disk.py"} == found
