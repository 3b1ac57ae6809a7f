"""Checking a generation: every file of it read whole and compared with what was written."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from index.errors import DamagedIndex
from index.storage.current import FILE_NAME, Lineage, read_lineage, without_advice
from index.storage.generation_manifest import (
    MANIFEST_FILE,
    Manifest,
    Written,
    fault,
    read_generation_manifest,
)
from index.storage.generations import generation_path, no_index, open_named


class Checked(NamedTuple):
    """What a check found: how much was read, and every damage, with the file it is in."""

    version: str
    files: int
    bytes: int
    damage: tuple[str, ...]


Watch = Callable[[int], None]
"""Told of so many bytes more that were read."""


def check_current(index_dir: Path, begin: Callable[[int], Watch], threads: int) -> Checked:
    """Check the current generation; `begin` is told how many bytes there are to read.

    Raises NoIndex or SchemaMismatch.
    """
    try:
        lineage = read_lineage(index_dir)
    except DamagedIndex as error:
        return Checked("", 0, 0, (without_advice(error, index_dir),))
    if lineage is None:
        raise no_index(index_dir)
    gone = [name for name in lineage.all if not generation_path(index_dir, name).is_dir()]
    named = [f"{index_dir / FILE_NAME} names {name}, which is not there." for name in gone]
    checked = check_generation(index_dir, lineage.current, begin, threads)
    found = checked._replace(damage=(*named, *checked.damage))
    if found.damage and _has_moved(index_dir, lineage):
        # A reindex has removed meanwhile what was being read.
        return check_current(index_dir, begin, threads)
    return found


def _has_moved(index_dir: Path, lineage: Lineage) -> bool:
    try:
        return read_lineage(index_dir) != lineage
    except DamagedIndex:
        return False


def check_generation(
    index_dir: Path, version: str, begin: Callable[[int], Watch], threads: int
) -> Checked:
    """Check a generation by its name, several files side by side. Raises SchemaMismatch."""
    folder = generation_path(index_dir, version)
    try:
        manifest = read_generation_manifest(folder, index_dir)
    except DamagedIndex as error:
        return Checked(version, 0, 0, (without_advice(error, index_dir),))
    damage = [*_faults(folder, manifest, begin, threads), *_foreign(folder, manifest)]
    if not damage:
        damage += _cannot_be_opened(index_dir, version)
    total = sum(entry.bytes for entry in manifest.files.values())
    return Checked(version, len(manifest.files) + 1, total, tuple(damage))


def _faults(
    folder: Path, manifest: Manifest, begin: Callable[[int], Watch], threads: int
) -> list[str]:
    """What is wrong with the files of the manifest."""
    # The largest first, so that no thread is left with one when the others are done.
    entries = sorted(manifest.files.items(), key=lambda each: -each[1].bytes)
    watch = begin(sum(entry.bytes for _, entry in entries))

    def examine(each: tuple[str, Written]) -> str | None:
        name, entry = each
        return fault(folder / name, entry, whole=True)

    found = []
    with ThreadPoolExecutor(threads) as pool:
        for (_, entry), wrong in zip(entries, pool.map(examine, entries), strict=True):
            watch(entry.bytes)
            found += [wrong] if wrong else []
    return sorted(found)


def _foreign(folder: Path, manifest: Manifest) -> list[str]:
    """Files that were put there by something else, which Whoosh, for one, might believe."""
    known = {folder / name for name in (*manifest.files, MANIFEST_FILE)}
    found = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    return [
        f"{path} is not of this index; remove it." for path in sorted(found) if path not in known
    ]


def _cannot_be_opened(index_dir: Path, version: str) -> list[str]:
    """What opening says against files that are what was written."""
    try:
        open_named(index_dir, version).close()
    except DamagedIndex as error:
        return [without_advice(error, index_dir)]
    return []
