"""The segments of a generation as they are now: what stands in each, and what of it is deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from index.columnar.segment import Segment, open_segment
from index.columns import Columns
from index.deletions import Dropped, open_dropped

SEGMENTS_FOLDER = "segments"
WORDS_FOLDER = "words"
DOCUMENTS_FOLDER = "documents"
DELETIONS_FOLDER = "deletions"


class SegmentEntry(msgspec.Struct, frozen=True):
    """A segment in the manifest of a generation: its folder, and how much is numbered in it."""

    name: str
    captures: int
    documents: int
    passages: int
    deletions: bool

    def words(self, generation: Path) -> Path:
        """The folder of its words."""
        return generation / SEGMENTS_FOLDER / self.name / WORDS_FOLDER

    def store(self, generation: Path) -> Path:
        """The folder of its documents."""
        return generation / SEGMENTS_FOLDER / self.name / DOCUMENTS_FOLDER

    def dropped(self, generation: Path) -> Path:
        """The file of what its deleted passages held."""
        return generation / DELETIONS_FOLDER / f"{self.name}.npz"


class LiveSegment(NamedTuple):
    """A segment in its generation; the segments follow each other, deleted passages included.

    first_passage: the number, in the generation, of its passage 0. deleted: bool[P] of its own
    passages, or None where none is. dropped: what the deleted passages held, to be taken off the
    segment's own counts of passages and occurrences; None where `deleted` is.
    """

    segment: Segment
    first_passage: int
    deleted: NDArray[np.bool_] | None
    dropped: Dropped | None

    @property
    def dropped_stem(self) -> NDArray[np.uint32] | None:
        """uint32[k]: the stems that stand in deleted passages, sorted."""
        return self.dropped.stems if self.dropped else None

    @property
    def dropped_passages(self) -> NDArray[np.uint32] | None:
        """uint32[k]: in how many deleted passages each of `dropped_stem` stands."""
        return self.dropped.passages if self.dropped else None


def open_live_segments(
    generation: Path, entries: Sequence[SegmentEntry], columns: Columns
) -> Iterator[LiveSegment]:
    """Open the segments of a generation. Raises DamagedIndex, naming the file."""
    documents = [0, *accumulate(entry.documents for entry in entries)]
    for entry, first, last in zip(entries, documents, documents[1:], strict=False):
        deleted = deleted_passages(columns, first, last) if entry.deletions else None
        yield LiveSegment(
            segment=open_segment(entry.words(generation)),
            first_passage=int(columns.document_start[first]),
            deleted=deleted,
            dropped=open_dropped(entry.dropped(generation)) if entry.deletions else None,
        )


def deleted_passages(columns: Columns, first: int, last: int) -> NDArray[np.bool_]:
    """bool[P]: which passages of the documents from the first up to the last are deleted."""
    dead = columns.document_rank[first:last] < 0
    return np.repeat(dead, np.diff(columns.document_start[first : last + 1]))
