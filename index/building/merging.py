"""Which segments become one, and how: their documents are copied in the order of reading.

Every search asks every segment, so there must not be many. But whatever is merged is written
again. So the smallest are merged first, and larger ones only once what is merged with them has
grown to half their size: a document is written again a few times, however long an archive grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar.joining import Stretches, join_segments
from index.columnar.segment import Segment
from index.storage.capture_columns import CaptureColumns, joined_captures
from index.storage.column_writing import joined, taken
from index.storage.columns import Columns
from index.storage.live_segments import DOCUMENTS_FOLDER, WORDS_FOLDER
from index.storage.store import DocumentStore
from index.storage.store_writing import StoreWriter

MOST_SEGMENTS = 8
MOST_DELETED = 1 / 4
"""The share of deleted words at which a segment is written again without them."""
RATIO = 2
"""A segment is merged with smaller ones if it is at most so many times their size together."""


class Weight(NamedTuple):
    """How many words a segment has and how many of them are deleted; whether to rewrite it."""

    words: int
    deleted: int
    disordered: bool


def to_merge(weights: Sequence[Weight]) -> list[int]:
    """The segments, as indices, sorted, that are to become one; nothing needs it where empty.

    A segment alone is written again without what is deleted in it.
    """
    chosen = {n for n, weight in enumerate(weights) if _is_worn(weight)}
    others = sorted(set(range(len(weights))) - chosen, key=lambda n: (_live(weights[n]), n))
    left = len(others) + bool(chosen)
    total = sum(_live(weights[n]) for n in chosen)
    for n in others:
        size = _live(weights[n])
        if left > MOST_SEGMENTS or (len(chosen) > 1 and size <= RATIO * total):
            left -= bool(chosen)
            chosen.add(n)
            total += size
        else:
            break
    return sorted(chosen)


def _is_worn(weight: Weight) -> bool:
    return weight.disordered or weight.deleted > MOST_DELETED * weight.words


def _live(weight: Weight) -> int:
    return weight.words - weight.deleted


class Part(NamedTuple):
    """A segment with all that is said of its documents and captures, both numbered from 0.

    The captures that are there no more have no file.
    """

    segment: Segment
    store: DocumentStore
    columns: Columns
    captures: CaptureColumns


def merge(parts: Sequence[Part], folder: Path, *, threads: int) -> tuple[Columns, CaptureColumns]:
    """Write the segment of all that is still there of some parts, in the order of reading.

    Returns its columns and its captures.
    """
    captures = joined_captures([part.captures for part in parts])
    order = captures.in_reading_order()
    documents = captures.documents_of(order)
    columns = joined([part.columns for part in parts])
    _merge_words(parts, columns, documents, folder / WORDS_FOLDER, threads)
    _merge_stores(parts, order, folder / DOCUMENTS_FOLDER)
    return taken(columns, documents), captures.taken(order)


def _merge_words(
    parts: Sequence[Part],
    columns: Columns,
    documents: NDArray[np.int64],
    folder: Path,
    threads: int,
) -> None:
    first_document = np.cumsum([0, *(len(part.columns.first_day) for part in parts)])
    first_passage = np.cumsum([0, *(part.segment.passages for part in parts)])
    start = columns.document_start.astype(np.int64)
    owner = np.searchsorted(first_document, documents, "right") - 1
    before = first_passage[owner]
    stretches = Stretches(owner, start[documents] - before, start[documents + 1] - before)
    join_segments(folder, [part.segment for part in parts], stretches, threads=threads)


def _merge_stores(parts: Sequence[Part], order: NDArray[np.int64], folder: Path) -> None:
    first = np.cumsum([0, *(len(part.captures.file) for part in parts)])
    owner = np.searchsorted(first, order, "right") - 1
    with closing(StoreWriter(folder)) as writer:
        for part, capture in zip(owner.tolist(), (order - first[owner]).tolist(), strict=True):
            writer.add_extraction(*parts[part].store.packed(capture))
