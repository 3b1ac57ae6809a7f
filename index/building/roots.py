"""The roots of an archive: the folders and files given, each with the settings that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from index.archive import Archive, load_archive
from index.errors import ArchiveNotFound
from index.fingerprints import extraction_fingerprint


class Root(NamedTuple):
    """One folder or file to index, with the settings that stand in it."""

    path: Path
    archive: Archive
    settings: str


def find_roots(paths: Sequence[Path]) -> list[Root]:
    """The roots to read, each once; a path within another is left to that one.

    Raises ArchiveNotFound for a path that does not exist, and ArchiveSettingsError.
    """
    for path in paths:
        if not path.exists():
            raise ArchiveNotFound(f"{path} does not exist. Name a folder or file to index.")
    distinct = list(dict.fromkeys(path.resolve() for path in paths))
    outer = [p for p in distinct if not any(p != q and p.is_relative_to(q) for q in distinct)]
    return [_root(path) for path in outer]


def _root(path: Path) -> Root:
    archive = load_archive(path if path.is_dir() else path.parent)
    return Root(path, archive, extraction_fingerprint(archive))
