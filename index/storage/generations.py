"""Generations: complete, immutable indexes on disk, and which of them is current.

    INDEX/CURRENT                  the name of the current generation, one line
    INDEX/lock                     held by whoever builds
    INDEX/generations/NAME/        a generation
        manifest.json              what it is; the versions it was built with; its files' sizes
        segments/N/words/          the words: who stands where (see index.columnar.segment)
        segments/N/documents/      the documents whole, and the captures they came from
        columns/                   a value a passage or document, as .npy files
        parallels/                 which passages share text, unless that was not wanted
        captures/                  the file each capture is from, as .npy files
        catalogue.sqlite           the files of the archive, and what it adds to documents
        _MAIN_1.toc                for Whoosh alone, which finds the segments by it

A generation is built in a folder whose name begins with a dot, synced to disk and renamed; only
then does CURRENT name it, by one atomic rename. A reader holds what it opened. The generation
before the current one is kept for readers that are about to open it; segments that are in both
are the same files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
from whoosh.reading import IndexReader

from index.archive import Archive
from index.columnar.codec import open_reader
from index.columnar.contents import Contents
from index.columnar.manifest import CODEC
from index.errors import DamagedIndex, NoIndex, SchemaMismatch
from index.parallels.store import PARALLELS_FOLDER, Parallels, open_parallels
from index.schema import SCHEMA_VERSION
from index.storage.catalogue import FILE_NAME as CATALOGUE_FILE
from index.storage.catalogue import Catalogue
from index.storage.collection import Collection
from index.storage.column_writing import taken
from index.storage.columns import Columns, open_columns
from index.storage.live_segments import LiveSegment, SegmentEntry, open_live_segments
from index.storage.store import DocumentStore

MANIFEST_FILE = "manifest.json"
COLUMNS_FOLDER = "columns"
CAPTURES_FOLDER = "captures"

_NAME = re.compile(r"\d{6,}-[0-9a-f]{8}")


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a generation is. `built` is an ISO 8601 time; `files` are sizes in bytes by path.

    Documents, passages, words and captures are those that are there, without deleted ones.
    `roots` are the folders and files that were read; `made_by` is a digest of the indexing code.
    """

    schema_version: int
    codec: str
    version: str
    built: str
    documents: int
    passages: int
    words: int
    captures: int
    failures: int
    segments: tuple[SegmentEntry, ...]
    archive: Archive
    roots: tuple[str, ...]
    made_by: str
    files: dict[str, int]


class _Versions(msgspec.Struct):
    """The part of a manifest that every version of it has had."""

    schema_version: int
    codec: str


@dataclass(frozen=True)
class Generation:
    """An open generation. Documents and passages are numbered through all segments in order.

    `parallels` is None where they were not looked for.
    """

    version: str
    path: Path
    manifest: Manifest
    segments: tuple[LiveSegment, ...]
    columns: Columns
    documents: Collection
    parallels: Parallels | None

    @property
    def archive(self) -> Archive:
        """The settings of the archive it was built from."""
        return self.manifest.archive

    @cached_property
    def reader(self) -> IndexReader:
        """The same as Whoosh sees it."""
        return open_reader(list(self._contents()))

    def close(self) -> None:
        """Close its files."""
        self.documents.close()

    def _contents(self) -> Iterator[Contents]:
        first = 0
        for entry, live in zip(self.manifest.segments, self.segments, strict=True):
            deleted = () if live.deleted is None else np.flatnonzero(live.deleted).tolist()
            own = taken(self.columns, np.arange(first, first + entry.documents))
            yield Contents(live.segment, own, self._id_from(first), deleted)
            first += entry.documents

    def _id_from(self, first: int) -> Callable[[int], str]:
        return lambda number: self.documents.get(first + number).id


def current_version(index_dir: Path) -> str | None:
    """The name of the current generation, or None; one small file is read.

    Raises DamagedIndex where CURRENT holds anything but a name.
    """
    path = index_dir / "CURRENT"
    try:
        name = path.read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}. {_rebuild(index_dir)}") from error
    if not _NAME.fullmatch(name):
        raise DamagedIndex(f"{path} does not name a generation. {_rebuild(index_dir)}")
    return name


def open_generation(index_dir: Path) -> Generation:
    """Open the current generation.

    Raises NoIndex, SchemaMismatch or DamagedIndex; each says which command puts it right.
    """
    while True:
        version = current_version(index_dir)
        if version is None:
            raise NoIndex(f"There is no index at {index_dir}. Build one: rostrum index PATH")
        try:
            return _open(generation_path(index_dir, version), index_dir)
        except (DamagedIndex, SchemaMismatch):
            # A reindex may have replaced it, and removed it, since CURRENT was read.
            if current_version(index_dir) == version:
                raise


def generation_path(index_dir: Path, version: str) -> Path:
    """Where a generation stands."""
    return index_dir / "generations" / version


def _open(path: Path, index_dir: Path) -> Generation:
    manifest = _read_manifest(path / MANIFEST_FILE, index_dir)
    for name, size in manifest.files.items():
        _check_size(path / name, size, index_dir)
    try:
        columns = open_columns(path / COLUMNS_FOLDER)
        segments = tuple(open_live_segments(path, manifest.segments, columns))
        has_parallels = any(Path(name).parts[0] == PARALLELS_FOLDER for name in manifest.files)
        parallels = open_parallels(path / PARALLELS_FOLDER) if has_parallels else None
        documents = _open_documents(path, manifest, columns)
    except DamagedIndex as error:
        raise DamagedIndex(f"{error} {_rebuild(index_dir)}") from error
    return Generation(manifest.version, path, manifest, segments, columns, documents, parallels)


def _open_documents(path: Path, manifest: Manifest, columns: Columns) -> Collection:
    """The stores and the catalogue, all of them or, where one cannot be opened, none."""
    with ExitStack() as stack:
        catalogue = Catalogue(path / CATALOGUE_FILE)
        stack.callback(catalogue.close)
        stores = []
        for entry in manifest.segments:
            stores.append(DocumentStore(entry.store(path)))
            stack.callback(stores[-1].close)
        stack.pop_all()
        return Collection(stores, catalogue, columns)


def _read_manifest(path: Path, index_dir: Path) -> Manifest:
    """The manifest, its versions checked before anything else is believed of it."""
    try:
        content = path.read_bytes()
        versions = msgspec.json.decode(content, type=_Versions)
        if (versions.schema_version, versions.codec) != (SCHEMA_VERSION, CODEC):
            raise SchemaMismatch(
                f"The index at {index_dir} has schema {versions.schema_version}"
                f" ({versions.codec}); this program reads schema {SCHEMA_VERSION} ({CODEC})."
                f" {_rebuild(index_dir)}"
            )
        return msgspec.json.decode(content, type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}. {_rebuild(index_dir)}") from error


def _check_size(path: Path, size: int, index_dir: Path) -> None:
    """Notice files that are missing or cut short before anything fails on them strangely."""
    try:
        found = path.stat().st_size
    except OSError as error:
        raise DamagedIndex(f"{path} is missing. {_rebuild(index_dir)}") from error
    if found != size:
        raise DamagedIndex(f"{path} has {found} bytes, not {size}. {_rebuild(index_dir)}")


def _rebuild(index_dir: Path) -> str:
    return f"Rebuild it: rostrum index PATH --index {index_dir} --full"
