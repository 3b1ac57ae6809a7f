"""An archive that is watched: what changes is indexed once it is quiet, what fails again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.commands.watching import keep_indexed, state_of
from index.storage.generations import current_version


class Stopped(Exception):
    """Ends a watch that has nothing more to look at."""


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Callable[[], object]]], None]:
    """Has something done during each pause between two looks, and then stops the watch."""

    def between(doings: list[Callable[[], object]]) -> None:
        steps: Iterator[Callable[[], object]] = iter(doings)

        def pause(seconds: float) -> None:
            step = next(steps, None)
            if step is None:
                raise Stopped
            step()

        monkeypatch.setattr("index.commands.watching.time.sleep", pause)

    return between


def watch(folder: Path, outcomes: list[bool]) -> int:
    """How many times a folder is indexed; `outcomes` are how the first runs end."""
    runs: list[None] = []

    def index() -> bool:
        runs.append(None)
        return outcomes[len(runs) - 1] if len(runs) <= len(outcomes) else True

    with pytest.raises(Stopped):
        keep_indexed([folder], 1, index)
    return len(runs)


def nothing() -> None:
    """No change."""


def test_an_archive_is_indexed_at_once_and_again_only_if_it_changed(
    tmp_path: Path, looks: Callable[[list[Callable[[], object]]], None]
) -> None:
    file = tmp_path / "a.txt"
    looks([nothing, nothing])
    assert 1 == watch(tmp_path, [])
    looks([lambda: file.write_text("gulls"), nothing, nothing])
    assert 2 == watch(tmp_path, [])
    looks([file.unlink, nothing])
    assert 2 == watch(tmp_path, [])


def test_a_file_that_is_being_written_is_waited_for(
    tmp_path: Path, looks: Callable[[list[Callable[[], object]]], None]
) -> None:
    file = tmp_path / "a.txt"
    looks([lambda n=n: file.write_text("gull" * n) for n in range(1, 6)])  # type: ignore[misc]
    assert 1 == watch(tmp_path, [])


def test_a_run_that_failed_is_tried_again(
    tmp_path: Path, looks: Callable[[list[Callable[[], object]]], None]
) -> None:
    looks([nothing] * 4)
    assert 3 == watch(tmp_path, [False, False, True])


def test_a_file_that_is_replaced_by_one_of_its_size_and_time_is_another(tmp_path: Path) -> None:
    file, other = tmp_path / "a.txt", tmp_path / ".b"
    file.write_text("gulls")
    before = state_of([tmp_path])
    other.write_text("terns")
    os.utime(other, ns=(0, file.stat().st_mtime_ns))
    other.replace(file)
    assert before != state_of([tmp_path])


def test_the_command_goes_on_and_indexes_what_is_added(archive_dir: Path, tmp_path: Path) -> None:
    archive, index = tmp_path / "archive", tmp_path / "index"
    archive.mkdir()
    (archive / "a.txt").write_text("The council met at noon.\n")
    command = [sys.executable, "-m", "index", str(archive), "--index", str(index)]
    with subprocess.Popen([*command, "--quiet", "--jobs", "1", "--watch", "0.1"]) as process:
        first = _version_after(index, None)
        (archive / "b.txt").write_text("Gulls flew over the council.\n")
        assert first != _version_after(index, first)
        process.terminate()


def _version_after(index: Path, version: str | None, patience: float = 60) -> str | None:
    """The version of an index once it is another than one."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        found = current_version(index)
        if found != version:
            return found
        time.sleep(0.05)
    return version
