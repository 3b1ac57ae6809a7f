"""Which file each capture of a generation is from, so that a reindex knows what it has already.

Captures are numbered through all segments in order, as documents are. Like a document's, the
number of a capture stays while its segment does; whether it still counts, and where it stands in
the archive, is said here, anew for each generation.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import disk
from index.columnar.array_files import save
from index.columnar.field_terms import concatenated
from index.storage.columns import load_column

Int32 = NDArray[np.int32]


class CaptureColumns(NamedTuple):
    """The captures in the segments of a generation, int32[C] all.

    file: the number of the file in the catalogue, -1 of a capture that is there no more. place:
    which capture of its file it is, from 0. documents: how many documents were found in it.
    """

    file: Int32
    place: Int32
    documents: Int32

    @property
    def live(self) -> NDArray[np.bool_]:
        """bool[C]: which captures are still in the archive."""
        found: NDArray[np.bool_] = self.file >= 0
        return found

    def part(self, first: int, last: int) -> CaptureColumns:
        """The captures from the first up to, not with, the last."""
        return CaptureColumns(*(column[first:last] for column in self))

    def taken(self, captures: NDArray[np.integer]) -> CaptureColumns:
        """Some captures, in this order."""
        return CaptureColumns(*(column[captures] for column in self))

    def in_reading_order(self) -> NDArray[np.int64]:
        """int64[n]: the captures that are still there, by file and place."""
        order = np.lexsort((self.place, self.file))
        return order[int(np.count_nonzero(~self.live)) :]

    def documents_of(self, captures: NDArray[np.integer]) -> NDArray[np.int64]:
        """int64[n]: the documents of some captures, one capture's after the other's."""
        ends = np.cumsum(self.documents, dtype=np.int64)
        return concatenated((ends - self.documents)[captures], ends[captures])

    def document_ranks(self) -> Int32:
        """int32[D]: the place of each document in the order of reading; -1 of those gone."""
        ranks = np.full(int(self.documents.sum()), -1, np.int32)
        ordered = self.documents_of(self.in_reading_order())
        ranks[ordered] = np.arange(len(ordered))
        return ranks


def capture_columns(rows: Sequence[tuple[int, int, int]]) -> CaptureColumns:
    """The columns of captures given as file, place and how many documents."""
    table = np.array(rows, np.int32).reshape(-1, 3)
    return CaptureColumns(table[:, 0], table[:, 1], table[:, 2])


def joined_captures(parts: Sequence[CaptureColumns]) -> CaptureColumns:
    """The captures of several segments, numbered through."""
    nothing = capture_columns([])
    return CaptureColumns(*map(np.concatenate, zip(nothing, *parts, strict=True)))


def write_captures(captures: CaptureColumns, folder: Path) -> None:
    """Write each column as a `.npy` file."""
    disk.make_folder(folder)
    save(folder, **captures._asdict())


def open_captures(folder: Path) -> CaptureColumns:
    """What `write_captures` wrote. Raises DamagedIndex, naming the file."""
    names = CaptureColumns._fields
    return CaptureColumns(*(load_column(folder / f"{name}.npy", np.int32) for name in names))
