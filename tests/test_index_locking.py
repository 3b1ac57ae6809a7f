"""One writer at a time, and who it is."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.building.locking import writer_lock
from index.errors import WriterLocked

HOLD = """
import sys
from pathlib import Path
from index.building.locking import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_refused_and_told_who_holds_the_lock(tmp_path: Path) -> None:
    told = rf"Process {os.getpid()} on .+ has been building .+ since \d{{4}}-"
    with writer_lock(tmp_path), pytest.raises(WriterLocked, match=told), writer_lock(tmp_path):
        pass


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with writer_lock(tmp_path):
            pass


def test_the_lock_is_let_go_when_its_holder_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path):
        raise ZeroDivisionError
    with writer_lock(tmp_path):
        pass


def test_the_lock_of_a_holder_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert b"held\n" == holder.stdout.readline()
        with pytest.raises(WriterLocked, match=f"Process {holder.pid}"), writer_lock(tmp_path):
            pass
        holder.kill()
        holder.wait()
        with writer_lock(tmp_path):
            pass


def test_a_lock_whose_holder_has_not_yet_written_who_it_is_is_still_a_lock(
    tmp_path: Path,
) -> None:
    with writer_lock(tmp_path):
        (tmp_path / "lock").write_bytes(b"")
        with pytest.raises(WriterLocked, match="Another process"), writer_lock(tmp_path):
            pass


def test_a_file_system_without_locks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(descriptor: int, wish: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(WriterLocked, match=r"knows no locks.*a disk of this machine"):
        writer_lock(tmp_path).__enter__()


def test_a_lock_held_on_another_host_names_it(tmp_path: Path) -> None:
    with writer_lock(tmp_path):
        (tmp_path / "lock").write_text('{"pid": 7, "host": "tern", "started": "2020-02-02"}')
        with pytest.raises(WriterLocked, match="Process 7 on tern has been building"):
            writer_lock(tmp_path).__enter__()


def test_a_lock_can_be_held_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "pwrite", full)
    with writer_lock(tmp_path), pytest.raises(WriterLocked, match="Another process"):
        writer_lock(tmp_path).__enter__()
