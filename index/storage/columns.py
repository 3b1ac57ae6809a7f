"""The columns of a generation: one value a passage or a document, as numpy arrays.

Filters, facets, groups and timelines read these instead of asking the index a document at a
time. They are plain `.npy` files, opened with `mmap`, so every process that serves the index
shares one copy of them in the page cache.

They run through all segments in order, and the documents that were deleted have their places in
them still; but a deleted document has no values and its passages no words, so that whatever is
counted here counts what can be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.columnar.array_files import opened
from index.columnar.overflow import overflow_row
from index.dates import PartialDate, Precision
from index.documents import Document
from index.errors import DamagedIndex
from index.schema import HAS_FIELDS, VALUE_FIELDS, field_value, fields_present
from index.storage.pages import page_of
from index.storage.recaptures import Recaptures

NO_DAY = int(np.iinfo(np.int32).min)
"""Stands for no date in `first_day` and `last_day`."""

PRECISIONS: tuple[Precision | None, ...] = (None, "year", "month", "day")
"""What the numbers of `Columns.precision` mean."""

HAS_BIT = {field: 1 << n for n, field in enumerate(HAS_FIELDS)}
"""The bit of each of HAS_FIELDS in `Columns.present`."""

DTYPES: dict[str, DTypeLike] = {
    "first_day": np.int32, "last_day": np.int32, "precision": np.uint8, "present": np.uint32,
    "month_day": np.uint16, "id_hash": np.uint32, "page": np.uint64, "captured_day": np.int32,
    "document_rank": np.int32,
}  # fmt: skip
"""The columns of a value a document that are stored as they are, each in a file of its name."""

_WORDS = {"passage_words": np.uint8, "passage_words_far_at": None, "passage_words_far": np.uint32}

Int32 = NDArray[np.int32]


@dataclass(frozen=True)
class CodedColumn:
    """A value a document: `codes` int32[D] number `values`, which are sorted; -1 is none."""

    codes: Int32
    values: list[str]


@dataclass(frozen=True)
class Columns:
    """The columns of P passages of D documents, deleted ones among them.

    document_start: int32[D+1], the first passage of each document and, last, P. passage_words:
    int32[P], 0 for deleted ones. first_day, last_day: int32[D], days since 1970 or NO_DAY.
    precision: uint8[D], see PRECISIONS. present: uint32[D], a bit for each of HAS_FIELDS.
    month_day: uint16[D], of a dateline that says no year 32 times its month and its day, else 0.
    id_hash: uint32[D], of the id that extraction gave. page: uint64[D], see `index.storage.pages`.
    captured_day: int32[D], the last day on which it can have been captured, or NO_DAY.
    document_rank: int32[D], the place of a document in the order of reading, which does not
    depend on when it was added; -1 for deleted ones. Within a segment ranks ascend.
    """

    document_start: Int32
    passage_words: Int32
    first_day: Int32
    last_day: Int32
    precision: NDArray[np.uint8]
    present: NDArray[np.uint32]
    month_day: NDArray[np.uint16]
    id_hash: NDArray[np.uint32]
    page: NDArray[np.uint64]
    captured_day: Int32
    document_rank: Int32
    coded: dict[str, CodedColumn]

    @cached_property
    def passage_document(self) -> Int32:
        """int32[P]: the document of each passage."""
        documents = np.arange(len(self.first_day), dtype=np.int32)
        return np.repeat(documents, np.diff(self.document_start))

    @cached_property
    def titles(self) -> Int32:
        """int32[n]: the passages that are titles of documents that can be found, sorted."""
        found: Int32 = self.document_start[:-1][self.has("title")]
        return found

    def numbers_of(self, passages: Sequence[int] | NDArray[np.integer]) -> Int32:
        """int32[n]: the numbers of passages in their documents; titles are 0, paragraphs from 1.

        The passages of deleted documents count as paragraphs.
        """
        found = np.asarray(passages, np.int32)
        documents = self.passage_document[found]
        untitled = (self.present[documents] & np.uint32(HAS_BIT["title"])) == 0
        numbers: Int32 = found - self.document_start[documents] + untitled
        return numbers

    @cached_property
    def live_document(self) -> NDArray[np.bool_] | None:
        """bool[D]: which documents can be found; None where all can."""
        live: NDArray[np.bool_] = self.document_rank >= 0
        return None if live.all() else live

    @cached_property
    def documents(self) -> int:
        """How many documents can be found."""
        return int(np.count_nonzero(self.document_rank >= 0))

    @cached_property
    def recaptures(self) -> Recaptures:
        """Which documents are captures of one page."""
        return Recaptures(self.page, self.captured_day, self.document_rank)

    def in_reading_order(self) -> NDArray[np.int64]:
        """int64[n]: the documents that can be found, by rank."""
        order = np.argsort(self.document_rank, kind="stable")
        return order[len(order) - self.documents :]

    def has(self, field: str) -> NDArray[np.bool_]:
        """bool[D]: which documents have a value in this field; KeyError for an unknown one."""
        if field not in HAS_FIELDS:
            raise KeyError(field)
        found: NDArray[np.bool_] = (self.present & np.uint32(HAS_BIT[field])) != 0
        return found


class Facts(NamedTuple):
    """What the columns say of one document: its days, its id, and its values in VALUE_FIELDS."""

    first_day: int
    last_day: int
    precision: int
    present: int
    month_day: int
    id_hash: int
    page: int
    captured_day: int
    values: tuple[str | None, ...]


def facts_of(document: Document) -> Facts:
    """The facts of a document."""
    present = sum(HAS_BIT[field] for field in fields_present(document))
    values = tuple(field_value(document, field) for field in VALUE_FIELDS)
    month, day = document.month_day if document.month_day and not document.date else (0, 0)
    hashed = crc32(document.id.encode())
    _, captured_day, _ = days_of(document.captured)
    days = days_of(document.date)
    return Facts(*days, present, 32 * month + day, hashed, page_of(document), captured_day, values)


def days_of(date: PartialDate | None) -> tuple[int, int, int]:
    """The first day and the last that a date can mean, and its precision as a number."""
    if date is None:
        return NO_DAY, NO_DAY, 0
    return date.first_day, date.last_day, PRECISIONS.index(date.precision)


def open_columns(folder: Path) -> Columns:
    """The columns written to a folder. Raises DamagedIndex, naming the file that is amiss."""
    path = folder / "columns.json"
    try:
        named = msgspec.json.decode(path.read_bytes(), type=dict[str, list[str]])
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}") from error
    start = load_column(folder / "document_start.npy", np.int32)
    stored = {name: load_column(folder / f"{name}.npy", dtype) for name, dtype in DTYPES.items()}
    codes = {field: load_column(folder / f"code_{field}.npy", np.int32) for field in VALUE_FIELDS}
    words = {name: load_column(folder / f"{name}.npy", dtype) for name, dtype in _WORDS.items()}
    held = overflow_row("passage_words", words)
    lengths = {len(array) for array in (*stored.values(), *codes.values())}
    if lengths != {len(start) - 1} or len(held) != int(start[-1]):
        raise DamagedIndex(f"{folder}: the columns are not of one length")
    return Columns(
        document_start=start,
        passage_words=held.stretch(0, len(held)).astype(np.int32),
        coded={field: CodedColumn(codes[field], named.get(field, [])) for field in VALUE_FIELDS},
        **stored,
    )


def load_column(path: Path, dtype: DTypeLike | None) -> NDArray[Any]:
    """One array, mapped. Raises DamagedIndex where it is missing or not of this dtype."""
    array = opened(path)
    if (dtype is not None and array.dtype != dtype) or array.ndim != 1:
        raise DamagedIndex(f"{path} holds {array.dtype}{list(array.shape)}, not {dtype}")
    return np.asarray(array)
