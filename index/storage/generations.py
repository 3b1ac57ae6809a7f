"""Generations: complete, immutable indexes on disk, and which of them is current.

    INDEX/CURRENT                  the names of the current generation and of those kept
    INDEX/lock                     held by whoever builds
    INDEX/generations/NAME/        a generation
        manifest.json              what it is; versions; sizes and digests of its files
        segments/N/words/          the words: who stands where (see index.columnar.segment)
        segments/N/documents/      the documents whole, and the captures they came from
        columns/                   a value a passage or document, as .npy files
        parallels/                 which passages share text, unless that was not wanted
        captures/                  the file each capture is from, as .npy files
        catalogue.sqlite           the files of the archive, and what it adds to documents
        _MAIN_1.toc                for Whoosh alone, which finds the segments by it

A generation is built in a folder whose name begins with a dot, synced to disk and renamed; only
then does CURRENT name it, by one atomic rename. A reader holds what it opened. The generations
before the current one are kept, two of them, for readers that are about to open one and for
`rostrum rollback`; segments that are in several are the same files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from whoosh.reading import IndexReader

from index.archive import Archive
from index.columnar.codec import open_reader
from index.columnar.contents import Contents
from index.errors import DamagedIndex, NoIndex, SchemaMismatch
from index.parallels.store import PARALLELS_FOLDER, Parallels, open_parallels
from index.storage.catalogue import FILE_NAME as CATALOGUE_FILE
from index.storage.catalogue import Catalogue
from index.storage.collection import Collection
from index.storage.column_writing import taken
from index.storage.columns import Columns, open_columns
from index.storage.current import FILE_NAME, read_lineage, repair_advice
from index.storage.generation_manifest import Manifest, check_cheaply, read_generation_manifest
from index.storage.live_segments import LiveSegment, open_live_segments
from index.storage.store import DocumentStore

COLUMNS_FOLDER = "columns"
CAPTURES_FOLDER = "captures"


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

    Raises DamagedIndex where CURRENT holds anything but names.
    """
    lineage = read_lineage(index_dir)
    return lineage.current if lineage else None


def open_generation(index_dir: Path) -> Generation:
    """Open the current generation.

    Raises NoIndex, SchemaMismatch or DamagedIndex; each says which command puts it right.
    """
    while True:
        version = current_version(index_dir)
        if version is None:
            raise no_index(index_dir)
        try:
            return open_named(index_dir, version)
        except (DamagedIndex, SchemaMismatch):
            # A reindex may have replaced it, and removed it, since CURRENT was read.
            if current_version(index_dir) == version:
                raise


def no_index(index_dir: Path) -> NoIndex:
    """The error where nothing is current: because nothing was built, or CURRENT was deleted."""
    if any((index_dir / "generations").glob("[0-9]*-*")):
        return NoIndex(
            f"{index_dir / FILE_NAME} is missing, which names the generation that answers."
            f" {repair_advice(index_dir)}"
        )
    return NoIndex(
        f"There is no index at {index_dir}. Build one: rostrum index PATH --index {index_dir}"
    )


def generation_path(index_dir: Path, version: str) -> Path:
    """Where a generation stands."""
    return index_dir / "generations" / version


def open_named(index_dir: Path, version: str) -> Generation:
    """Open a generation by its name. Raises SchemaMismatch or DamagedIndex."""
    path = generation_path(index_dir, version)
    manifest = read_generation_manifest(path, index_dir)
    try:
        check_cheaply(path, manifest)
        has_parallels = any(Path(name).parts[0] == PARALLELS_FOLDER for name in manifest.files)
        columns = open_columns(path / COLUMNS_FOLDER)
        segments = tuple(open_live_segments(path, manifest.segments, columns))
        parallels = open_parallels(path / PARALLELS_FOLDER) if has_parallels else None
        documents = _open_documents(path, manifest, columns)
    except DamagedIndex as error:
        raise DamagedIndex(f"{error} {repair_advice(index_dir)}") from error
    except (ValueError, IndexError, KeyError, OSError) as error:
        # Files of the right size with wrong content can fit together in no way one foresees.
        raise DamagedIndex(
            f"{path} cannot be opened: {error}. {repair_advice(index_dir)}"
        ) from error
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
