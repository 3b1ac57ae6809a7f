"""Assembling a generation: its segments, and all that is said of them as one archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.archive import Archive
from index.building.additions import additions_of, free_ids, other_paths, years_of_datelines
from index.building.growing import Grown
from index.columnar.codec import ColumnarSegment, Places
from index.columnar.manifest import CODEC
from index.columnar.toc import write_toc
from index.documents import Document
from index.parallels.finding import Pairs
from index.parallels.store import PARALLELS_FOLDER, write_parallels
from index.schema import SCHEMA_VERSION
from index.storage.capture_columns import write_captures
from index.storage.catalogue import FILE_NAME as CATALOGUE_FILE
from index.storage.catalogue import Failed, FileEntry, write_catalogue
from index.storage.column_writing import dated, write_columns
from index.storage.columns import Columns
from index.storage.generation_manifest import Manifest, write_generation_manifest, written
from index.storage.generations import CAPTURES_FOLDER, COLUMNS_FOLDER
from index.storage.live_segments import SegmentEntry, deleted_passages


class Origin(NamedTuple):
    """What a generation is made from: see `Manifest`."""

    archive: Archive
    roots: tuple[str, ...]
    made_by: str


class Assembled(NamedTuple):
    """A generation that is ready to be published, and what the archive added to its documents."""

    manifest: Manifest
    years_inferred: int
    renamed: int


def assemble(
    folder: Path,
    version: str,
    origin: Origin,
    grown: Grown,
    files: Sequence[FileEntry],
    failed: Sequence[Failed],
    parallels: Pairs | None,
) -> Assembled:
    """Write all of a generation into a folder."""
    extracted = _Extracted(grown)
    paths = other_paths(files, grown.file_of_document())
    ids = free_ids(grown.columns, paths, extracted)
    columns = dated(grown.columns, {})
    dates = years_of_datelines(grown.segments, columns, ids, extracted)
    columns = dated(columns, {number: date for number, (date, _) in dates.items()})
    write_columns(columns, folder / COLUMNS_FOLDER)
    write_captures(grown.captures, folder / CAPTURES_FOLDER)
    write_catalogue(folder / CATALOGUE_FILE, files, failed, additions_of(paths, ids, dates))
    if parallels is not None:
        write_parallels(folder / PARALLELS_FOLDER, parallels)
    entries = grown.write(folder)
    write_toc(folder, _for_whoosh(entries, columns))
    live = columns.document_rank >= 0
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        codec=CODEC,
        version=version,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        documents=columns.documents,
        passages=int(np.diff(columns.document_start)[live].sum()),
        words=int(columns.passage_words.sum(dtype=np.int64)),
        captures=int(np.count_nonzero(grown.captures.live)) + len(failed),
        failures=len(failed),
        segments=entries,
        archive=origin.archive,
        roots=origin.roots,
        made_by=origin.made_by,
        files=written(folder, grown.written),
    )
    write_generation_manifest(manifest, folder)
    return Assembled(manifest, len(dates), len(ids))


class _Extracted:
    """Brings documents as extraction gave them, by number."""

    def __init__(self, grown: Grown) -> None:
        self._stores = grown.stores
        self._first = np.cumsum([0, *map(len, grown.stores)])

    def __call__(self, number: int) -> Document:
        segment = int(np.searchsorted(self._first, number, "right")) - 1
        return self._stores[segment].get(number - int(self._first[segment]))


def _for_whoosh(entries: Sequence[SegmentEntry], columns: Columns) -> list[ColumnarSegment]:
    """The segments as Whoosh's table of contents describes them."""
    bounds = pairwise(accumulate((entry.documents for entry in entries), initial=0))
    return [
        ColumnarSegment(
            entry.name,
            Places(
                words=entry.words(Path()).as_posix(),
                columns=COLUMNS_FOLDER,
                store=entry.store(Path()).as_posix(),
                catalogue=CATALOGUE_FILE,
            ),
            entry.passages,
            range(first, last),
            np.flatnonzero(deleted_passages(columns, first, last)).tolist(),
        )
        for entry, (first, last) in zip(entries, bounds, strict=True)
    ]
