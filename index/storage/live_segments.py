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
from index.storage.columns import Columns

SEGMENTS_FOLDER = "segments"
WORDS_FOLDER = "words"
DOCUMENTS_FOLDER = "documents"


class SegmentEntry(msgspec.Struct, frozen=True):
    """A segment in the manifest of a generation: its folder, and how much is numbered in it."""

    name: str
    captures: int
    documents: int
    passages: int

    def words(self, generation: Path) -> Path:
        """The folder of its words."""
        return generation / SEGMENTS_FOLDER / self.name / WORDS_FOLDER

    def store(self, generation: Path) -> Path:
        """The folder of its documents."""
        return generation / SEGMENTS_FOLDER / self.name / DOCUMENTS_FOLDER


class LiveSegment(NamedTuple):
    """A segment in its generation; the segments follow each other, deleted passages included.

    first_passage: the number, in the generation, of its passage 0. deleted: bool[P] of its own
    passages, or None where none is.
    """

    segment: Segment
    first_passage: int
    deleted: NDArray[np.bool_] | None


def open_live_segments(
    generation: Path, entries: Sequence[SegmentEntry], columns: Columns
) -> Iterator[LiveSegment]:
    """Open the segments of a generation. Raises DamagedIndex, naming the file."""
    documents = [0, *accumulate(entry.documents for entry in entries)]
    for entry, first, last in zip(entries, documents, documents[1:], strict=False):
        deleted = deleted_passages(columns, first, last)
        yield LiveSegment(
            segment=open_segment(entry.words(generation)),
            first_passage=int(columns.document_start[first]),
            deleted=deleted if deleted.any() else None,
        )


def deleted_passages(columns: Columns, first: int, last: int) -> NDArray[np.bool_]:
    """bool[P]: which passages of the documents from the first up to the last are deleted."""
    dead = columns.document_rank[first:last] < 0
    return np.repeat(dead, np.diff(columns.document_start[first : last + 1]))
