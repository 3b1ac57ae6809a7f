"""From the generation before and what was gathered to the segments of a new generation.

Segments never change. Those that still hold something of the archive are shared with the
generation before, what is new is a segment of its own, and now and then some are merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import disk
from index.building.merging import Part, Weight, merge, to_merge
from index.building.publishing import share
from index.columnar.segment import Segment, open_segment
from index.storage.capture_columns import CaptureColumns, joined_captures
from index.storage.column_writing import joined, ranked, taken
from index.storage.columns import Columns
from index.storage.generation_manifest import Written, verify, written_in
from index.storage.generations import Generation
from index.storage.live_segments import (
    DOCUMENTS_FOLDER,
    SEGMENTS_FOLDER,
    WORDS_FOLDER,
    LiveSegment,
    SegmentEntry,
)
from index.storage.store import DocumentStore


@dataclass(frozen=True)
class Growth:
    """A segment on its way into a generation: where it is, and what is said of it there.

    `before` is the segment as it was in the generation before, or None where it is new;
    `written` are its files, by their path in a generation, where that is known.
    """

    folder: Path
    part: Part
    before: LiveSegment | None
    written: Mapping[str, Written]

    @property
    def live(self) -> NDArray[np.bool_]:
        """bool[D]: which documents are still there."""
        captures = self.part.captures
        return np.repeat(captures.live, captures.documents)

    def weight(self) -> Weight:
        """How much of it there is, and whether its documents are still in the order of reading."""
        columns, captures = self.part.columns, self.part.captures
        live = np.repeat(self.live, np.diff(columns.document_start))
        words = np.diff(self.part.segment.passage_start) - 1
        ordered = captures.in_reading_order()
        disordered = bool((np.diff(ordered) < 0).any())
        return Weight(int(words.sum()), int(words[~live].sum()), disordered)


class Grown:
    """The segments of a new generation, in order, and the columns over all of them."""

    def __init__(self, growths: Sequence[Growth]) -> None:
        self.growths = growths
        self.captures = joined_captures([growth.part.captures for growth in growths])
        together = joined([growth.part.columns for growth in growths])
        self.columns: Columns = ranked(together, self.captures.document_ranks())

    def file_of_document(self) -> NDArray[np.int32]:
        """int32[D]: the number of the file each document is from, -1 of deleted ones."""
        return np.repeat(self.captures.file, self.captures.documents)

    @property
    def segments(self) -> list[Segment]:
        """The segments themselves."""
        return [growth.part.segment for growth in self.growths]

    @property
    def stores(self) -> list[DocumentStore]:
        """Their documents."""
        return [growth.part.store for growth in self.growths]

    @property
    def written(self) -> dict[str, Written]:
        """The files of those that are shared with the generation before."""
        return {name: entry for growth in self.growths for name, entry in growth.written.items()}

    def write(self, generation: Path) -> tuple[SegmentEntry, ...]:
        """Put the segments into the folder of a generation."""
        return tuple(self._write(growth, generation) for growth in self.growths)

    def _write(self, growth: Growth, generation: Path) -> SegmentEntry:
        folder, part = generation / SEGMENTS_FOLDER / growth.folder.name, growth.part
        if folder != growth.folder:
            share(growth.folder, folder)
        return SegmentEntry(
            name=folder.name,
            captures=len(part.captures.file),
            documents=len(part.columns.first_day),
            passages=part.segment.passages,
        )


def still_there(previous: Generation, kept: CaptureColumns) -> Iterator[Growth]:
    """The segments of a generation of which anything is kept.

    `kept` are all its captures; those that are not kept have no file.
    """
    entries = previous.manifest.segments
    captures = [0, *accumulate(entry.captures for entry in entries)]
    documents = [0, *accumulate(entry.documents for entry in entries)]
    for n, (entry, live) in enumerate(zip(entries, previous.segments, strict=True)):
        own = kept.part(captures[n], captures[n + 1])
        if own.live.any():
            numbers = np.arange(documents[n], documents[n + 1])
            part = Part(
                live.segment, previous.documents.stores[n], taken(previous.columns, numbers), own
            )
            folder = previous.path / SEGMENTS_FOLDER / entry.name
            yield Growth(folder, part, live, written_in(previous.manifest, entry))


def fresh(folder: Path, columns: Columns, captures: CaptureColumns, stack: ExitStack) -> Growth:
    """A segment that was just written to a folder; closed with the stack."""
    segment = open_segment(folder / WORDS_FOLDER)
    store = DocumentStore(folder / DOCUMENTS_FOLDER)
    stack.callback(store.close)
    return Growth(folder, Part(segment, store, columns, captures), None, {})


def merged(growths: Sequence[Growth], generation: Path, stack: ExitStack, *, threads: int) -> Grown:
    """The segments, with those merged that are to be."""
    numbers = to_merge([growth.weight() for growth in growths])
    if not numbers:
        return Grown(growths)
    chosen = [growths[n] for n in numbers]
    for growth in chosen:
        verify(growth.folder.parents[1], growth.written)
    folder = generation / SEGMENTS_FOLDER / free_name(growth.folder.name for growth in growths)
    columns, captures = merge([growth.part for growth in chosen], folder, threads=threads)
    others = [growth for n, growth in enumerate(growths) if n not in numbers]
    for growth in chosen:
        if growth.before is None:
            disk.remove(growth.folder)
    return Grown([*others, fresh(folder, columns, captures, stack)])


def free_name(names: Iterable[str]) -> str:
    """A name for one more segment beside those with these names."""
    return str(max(map(int, names), default=-1) + 1)
