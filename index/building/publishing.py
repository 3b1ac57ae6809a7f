"""Putting a new generation in place: a folder to build in, one rename, and tidying up after."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from index import disk
from index.errors import CannotWrite, DamagedIndex
from index.storage.current import FILE_NAME, Lineage, read_lineage
from index.storage.generations import generation_path

KEPT = 2
"""Generations before the current one that are kept, for readers and for `rostrum rollback`."""

_BUILDING = ".building-"
_POINTER = f"{FILE_NAME}.new"
_SYNCED_AT_ONCE = 16


@contextmanager
def new_generation(index_dir: Path) -> Iterator[tuple[str, Path]]:
    """A name for a new generation and an empty folder to build it in, gone again at the end.

    Names begin with a number that grows with every reindex and end in a random part, so that a
    rebuilt index is never taken for the one before. Call with the lock held.
    """
    disk.make_folder(index_dir / "generations")
    remove_leftovers(index_dir)
    numbers = [int(name.partition("-")[0]) for name in complete(index_dir)]
    version = f"{max(numbers, default=0) + 1:06d}-{secrets.token_hex(4)}"
    folder = index_dir / "generations" / f"{_BUILDING}{version}"
    try:
        disk.make_folder(folder)
        # Where this is refused it is said at once, and not after an hour of building.
        disk.write(index_dir / _POINTER, b"")
        yield version, folder
    finally:
        remove_leftovers(index_dir)


def publish(index_dir: Path, version: str, folder: Path) -> None:
    """Make a finished generation the current one: all of it is on disk before any of it counts."""
    sync_tree(folder)
    path = generation_path(index_dir, version)
    disk.rename(folder, path)
    disk.sync(path.parent)
    disk.sync(index_dir)
    point(index_dir, _lineage(index_dir, version))


def point(index_dir: Path, lineage: Lineage) -> None:
    """Have CURRENT name a generation that is on disk: readers see the old one or the new one."""
    pointer = index_dir / _POINTER
    disk.write(pointer, lineage.encoded())
    disk.sync(pointer)
    disk.rename(pointer, index_dir / FILE_NAME)
    disk.sync(index_dir)


def remove_leftovers(index_dir: Path) -> None:
    """Remove what crashed builds left and all generations that CURRENT does not name.

    Where CURRENT is damaged, only what was never complete. What cannot be removed stays until
    the next time: the index is as good without.
    """
    try:
        lineage = read_lineage(index_dir)
        kept = set(lineage.all if lineage else ())
    except DamagedIndex:
        kept = set(complete(index_dir))
    generations = index_dir / "generations"
    left = [path for path in generations.iterdir() if path.name not in kept]
    for path in [*left, *index_dir.glob(_POINTER)]:
        with suppress(CannotWrite):
            disk.remove(path)


def complete(index_dir: Path) -> list[str]:
    """The names of all generations that were finished, the newest first."""
    names = [path.name for path in (index_dir / "generations").iterdir()]
    return sorted((name for name in names if re.match(r"\d+-", name)), reverse=True)


def gone(index_dir: Path, lineage: Lineage) -> list[str]:
    """Generations that are named and that somebody has deleted."""
    return [name for name in lineage.all if not generation_path(index_dir, name).is_dir()]


def share(source: Path, target: Path) -> None:
    """Have a folder that never changes in two places: its files linked or, failing that, copied."""
    for parent, _, files in os.walk(source):
        own = target / Path(parent).relative_to(source)
        disk.make_folder(own)
        for name in files:
            disk.link_or_copy(Path(parent, name), own / name)


def sync_tree(folder: Path) -> None:
    """Have every file and folder of a tree written to disk.

    Side by side, because a disk takes many such wishes at once as quickly as one; without files
    that are shared with another generation, because they were written for that one.
    """
    files = [path for path in folder.rglob("*") if path.is_dir() or path.stat().st_nlink == 1]
    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as threads:
        list(threads.map(disk.sync, [*files, folder]))


def _lineage(index_dir: Path, version: str) -> Lineage:
    """What CURRENT is to say of a new generation; after damage to it, from what is there."""
    try:
        before = read_lineage(index_dir)
    except DamagedIndex:
        others = [name for name in complete(index_dir) if name != version]
        return Lineage(version, tuple(others[:KEPT]))
    if before is None:
        return Lineage(version)
    return before.followed(version, KEPT).without(gone(index_dir, before))
