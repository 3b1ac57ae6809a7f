"""What an archive as a whole adds to its documents: distinct ids, paths, years of datelines.

None of it depends on when a document was indexed: the same captures give the same additions,
whether they were indexed at once or one after the other.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.building.inference import infer_years, with_evidence
from index.columnar.segment import Segment
from index.dates import PartialDate, day_of
from index.documents import Document, Evidence
from index.storage.bodies import bodies
from index.storage.catalogue import FileEntry
from index.storage.columns import PRECISIONS, Columns
from index.storage.packing import Additions

Extracted = Callable[[int], Document]
"""Brings a document by its number, as extraction gave it."""

Dates = Mapping[int, tuple[PartialDate, Evidence]]


def additions_of(
    paths: Mapping[int, str], ids: Mapping[int, str], dates: Dates
) -> dict[int, Additions]:
    """All that is added, by number of document, sorted."""
    found: dict[int, Additions] = {}
    for number in sorted({*paths, *ids, *dates}):
        date, evidence = dates.get(number, (None, None))
        found[number] = Additions(
            id=ids.get(number), path=paths.get(number), date=date, date_evidence=evidence
        )
    return found


def other_paths(
    files: Sequence[FileEntry], file_of_document: NDArray[np.integer]
) -> dict[int, str]:
    """The paths of documents whose files are known by another path than that in their root.

    file_of_document: int[D], -1 for deleted ones.
    """
    moved = np.array([*(file.path != file.own_path for file in files), False])
    numbers = np.flatnonzero(moved[file_of_document])
    of_each = zip(numbers.tolist(), file_of_document[numbers].tolist(), strict=True)
    return {number: files[file].path for number, file in of_each}


def free_ids(columns: Columns, paths: Mapping[int, str], extracted: Extracted) -> dict[int, str]:
    """New ids for documents whose ids others have that are read before them.

    The new id is the old one with a digest of the path behind it. `paths` are those that
    `other_paths` found.
    """
    hashes = np.sort(columns.id_hash[columns.document_rank >= 0])
    given: dict[int, str] = {}
    for namesakes in _namesakes(columns, hashes):
        taken: set[str] = set()
        for number in namesakes:
            document = extracted(number)
            if document.id in taken:
                path = paths.get(number, document.path)
                given[number] = _free_id(document.id, path, taken, hashes)
            taken.add(given.get(number, document.id))
    return given


def _namesakes(columns: Columns, hashes: NDArray[np.uint32]) -> Iterator[list[int]]:
    """Documents that may share an id, those of each hash together, in the order of reading."""
    twice = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    ordered = columns.in_reading_order()
    together: dict[int, list[int]] = defaultdict(list)
    for number in ordered[np.isin(columns.id_hash[ordered], twice)].tolist():
        together[int(columns.id_hash[number])].append(number)
    yield from together.values()


def _free_id(wanted: str, path: str, taken: set[str], hashes: NDArray[np.uint32]) -> str:
    """An id made of one that is taken; no document has it, nor one that hashes alike."""
    attempt = 0
    while True:
        attempt += 1
        digest = hashlib.sha256(f"{path}\n{attempt}".encode()).hexdigest()[:8]
        free = f"{wanted}-{digest}"
        hashed = np.uint32(crc32(free.encode()))
        at = int(np.searchsorted(hashes, hashed))
        if free not in taken and not (at < len(hashes) and hashes[at] == hashed):
            return free


def years_of_datelines(
    segments: Sequence[Segment],
    columns: Columns,
    ids: Mapping[int, str],
    extracted: Extracted,
) -> dict[int, tuple[PartialDate, Evidence]]:
    """Dates for documents whose month and day are known, from documents that share their text.

    `columns` are those of all documents of the segments, before any such date; `ids` those that
    `free_ids` gave. Where no document lacks its year, nothing is read.
    """
    live = columns.document_rank >= 0
    undated = np.flatnonzero(live & (columns.month_day > 0))
    if not len(undated):
        return {}
    dated = np.flatnonzero(live & (columns.precision == PRECISIONS.index("day")))
    month_days = [divmod(value, 32) for value in columns.month_day[undated].tolist()]
    ranks = columns.document_rank[dated].tolist()
    days = map(day_of, columns.first_day[dated].tolist())
    parallels = infer_years(
        dict(zip(undated.tolist(), month_days, strict=True)),
        dict(zip(dated.tolist(), zip(ranks, days, strict=True), strict=True)),
        bodies(segments, columns, undated),
        bodies(segments, columns, dated),
    )
    found = {}
    for number, parallel in parallels.items():
        document = extracted(parallel.document)
        own_id = ids.get(parallel.document, document.id)
        found[number] = with_evidence(parallel, msgspec.structs.replace(document, id=own_id))
    return found
