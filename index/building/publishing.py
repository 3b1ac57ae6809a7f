"""Putting a new generation in place: a folder to build in, one rename, and tidying up after."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.errors import DamagedIndex
from index.storage.generations import current_version, generation_path

_BUILDING = ".building-"
_SYNCED_AT_ONCE = 16


def begin_generation(index_dir: Path) -> tuple[str, Path]:
    """A name for a new generation and an empty folder to build it in.

    Names begin with a number that grows with every reindex and end in a random part, so that a
    rebuilt index is never taken for the one before. Call with the lock held.
    """
    index_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    generations = index_dir / "generations"
    generations.mkdir(mode=0o700, exist_ok=True)
    remove_leftovers(index_dir)
    numbers = [int(path.name.partition("-")[0]) for path in _complete(generations)]
    version = f"{max(numbers, default=0) + 1:06d}-{secrets.token_hex(4)}"
    folder = generations / f"{_BUILDING}{version}"
    folder.mkdir(mode=0o700)
    return version, folder


def publish(index_dir: Path, version: str, folder: Path) -> None:
    """Make a finished generation the current one: all of it is on disk before any of it counts."""
    sync_tree(folder)
    path = generation_path(index_dir, version)
    folder.rename(path)
    _sync(path.parent)
    _sync(index_dir)
    pointer = index_dir / "CURRENT.new"
    pointer.write_text(version + "\n", "ascii")
    _sync(pointer)
    pointer.replace(index_dir / "CURRENT")
    _sync(index_dir)
    remove_leftovers(index_dir)


def remove_leftovers(index_dir: Path) -> None:
    """Remove what crashed builds left and all generations but the current and the one before.

    A complete generation newer than the current one is a leftover too: its builder died before
    the switch.
    """
    generations = index_dir / "generations"
    try:
        current = current_version(index_dir)
    except DamagedIndex:
        return
    older = [path.name for path in _complete(generations) if current and path.name < current]
    kept = {current, max(older, default=None)}
    for path in generations.iterdir():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def share(source: Path, target: Path) -> None:
    """Have a folder that never changes in two places: its files linked or, failing that, copied."""
    for parent, _, files in os.walk(source):
        own = target / Path(parent).relative_to(source)
        own.mkdir(parents=True)
        for name in files:
            try:
                os.link(Path(parent, name), own / name)
            except OSError:
                # The file system knows no links, or a file has as many as it can have.
                shutil.copyfile(Path(parent, name), own / name)


def sync_tree(folder: Path) -> None:
    """Have every file and folder of a tree written to disk.

    Side by side, because a disk takes many such wishes at once as quickly as one; without files
    that are shared with another generation, because they were written for that one.
    """
    files = [path for path in folder.rglob("*") if path.is_dir() or path.stat().st_nlink == 1]
    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as threads:
        list(threads.map(_sync, [*files, folder]))


def sizes(folder: Path) -> dict[str, int]:
    """The size of every file of a tree by its path in it, sorted."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _complete(generations: Path) -> list[Path]:
    return [path for path in generations.iterdir() if re.match(r"\d+-", path.name)]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
