"""Documents spread over several segments, some of them deleted, opened for searching."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from columnar_segments import write_documents
from whoosh.reading import IndexReader

from index.columnar.codec import open_reader
from index.columnar.contents import Contents
from index.columnar.segment import open_segment
from index.documents import Document
from index.storage.column_writing import joined, ranked, taken
from index.storage.columns import Columns, open_columns
from index.storage.generations import Generation
from index.storage.live_segments import LiveSegment, deleted_passages


class Spread(NamedTuple):
    """What searches read of a generation."""

    segments: tuple[LiveSegment, ...]
    columns: Columns
    reader: IndexReader


def several(
    folder: Path, *segments: Sequence[Document], deleted: Collection[int] = ()
) -> Generation:
    """What searches read of documents in segments, one a sequence.

    `deleted` numbers documents over all of them.
    """
    for number, documents in enumerate(segments):
        write_documents(folder / str(number), documents)
    stored = [open_columns(folder / str(number) / "columns") for number in range(len(segments))]
    ranks = np.arange(sum(map(len, segments)), dtype=np.int32)
    ranks[[number for number in deleted if number < len(ranks)]] = -1
    columns = ranked(joined(stored), ranks)
    live = tuple(_live_segments(folder, segments, columns))
    return cast(Generation, Spread(live, columns, _reader(segments, live, columns)))


def _live_segments(
    folder: Path, segments: Sequence[Sequence[Document]], columns: Columns
) -> Iterator[LiveSegment]:
    first = 0
    for number, documents in enumerate(segments):
        last = first + len(documents)
        gone = deleted_passages(columns, first, last)
        yield LiveSegment(
            open_segment(folder / str(number) / "words"),
            first_passage=int(columns.document_start[first]),
            deleted=gone if gone.any() else None,
        )
        first = last


def _reader(
    segments: Sequence[Sequence[Document]], live: Sequence[LiveSegment], columns: Columns
) -> IndexReader:
    """The same as Whoosh sees it."""
    contents, first = [], 0
    for documents, own in zip(segments, live, strict=True):
        part = taken(columns, np.arange(first, first + len(documents)))
        gone = () if own.deleted is None else np.flatnonzero(own.deleted).tolist()
        ids = [document.id for document in documents]
        contents.append(Contents(own.segment, part, ids.__getitem__, gone))
        first += len(documents)
    return open_reader(contents)
