"""The columns of a generation: one value a passage or a document, as numpy arrays.

Filters, facets, groups and timelines read these instead of asking the index a document at a
time. They are plain `.npy` files, opened with `mmap`, so every process that serves the index
shares one copy of them in the page cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from index.columnar.overflow import OverflowWriter, overflow_row
from index.dates import PartialDate, Precision
from index.documents import Document
from index.errors import DamagedIndex
from index.schema import HAS_FIELDS, VALUE_FIELDS, field_value, fields_present

NO_DAY = int(np.iinfo(np.int32).min)
"""Stands for no date in `first_day` and `last_day`."""

PRECISIONS: tuple[Precision | None, ...] = (None, "year", "month", "day")
"""What the numbers of `Columns.precision` mean."""

_BIT = {field: 1 << n for n, field in enumerate(HAS_FIELDS)}

Int32 = npt.NDArray[np.int32]
_STORED: dict[str, npt.DTypeLike] = {
    "document_start": np.int32, "first_day": np.int32, "last_day": np.int32,
    "precision": np.uint8, "present": np.uint32,
}  # fmt: skip
_WORDS = {"passage_words": np.uint8, "passage_words_far_at": None, "passage_words_far": np.uint32}


@dataclass(frozen=True)
class CodedColumn:
    """A value a document: `codes` int32[D] number `values`, which are sorted; -1 is none."""

    codes: Int32
    values: list[str]


@dataclass(frozen=True)
class Columns:
    """The columns of P passages of D documents.

    passage_document, passage_number, passage_words: int32[P]; a passage's number in this order
    is its number in the index. document_start: int32[D+1], the first passage of each
    document and, last, P. first_day, last_day: int32[D], days since 1970 or NO_DAY. precision:
    uint8[D], see PRECISIONS. present: uint32[D], a bit for each of HAS_FIELDS.
    """

    passage_document: Int32
    passage_number: Int32
    passage_words: Int32
    document_start: Int32
    first_day: Int32
    last_day: Int32
    precision: npt.NDArray[np.uint8]
    present: npt.NDArray[np.uint32]
    coded: dict[str, CodedColumn]

    def has(self, field: str) -> npt.NDArray[np.bool_]:
        """bool[D]: which documents have a value in this field; KeyError for an unknown one."""
        if field not in HAS_FIELDS:
            raise KeyError(field)
        bit = np.uint32(_BIT[field])
        found: npt.NDArray[np.bool_] = (self.present & bit) != 0
        return found


class Facts(NamedTuple):
    """What the columns say of one document: its days, and its values in VALUE_FIELDS."""

    first_day: int
    last_day: int
    precision: int
    present: int
    values: tuple[str | None, ...]


def facts_of(document: Document) -> Facts:
    """The facts of a document."""
    present = sum(_BIT[field] for field in fields_present(document))
    values = tuple(field_value(document, field) for field in VALUE_FIELDS)
    return Facts(*_days(document.date), present, values)


class ColumnsWriter:
    """Collects the columns while documents are added in order, then writes them."""

    def __init__(self) -> None:
        self._passages: list[int] = []
        self._facts: list[Facts] = []
        self._words: list[npt.NDArray[Any]] = [np.zeros(0, np.uint32)]

    def add(self, facts: Sequence[Facts], passages: Sequence[int], words: npt.NDArray[Any]) -> None:
        """Add documents: how many passages each has, and how many words each passage has."""
        self._facts += facts
        self._passages += passages
        self._words.append(words.astype(np.uint32))

    def date(self, number: int, date: PartialDate) -> None:
        """Give a document that was added a date."""
        facts = self._facts[number]
        first_day, last_day, precision = _days(date)
        self._facts[number] = facts._replace(
            first_day=first_day,
            last_day=last_day,
            precision=precision,
            present=facts.present | _BIT["date"],
        )

    def write(self, folder: Path) -> None:
        """Write a file a column, and `columns.json` with the values that codes stand for."""
        folder.mkdir()
        starts = np.concatenate(([0], np.cumsum(self._passages)))
        np.save(folder / "document_start.npy", starts.astype(np.int32))
        for name in ("first_day", "last_day", "precision", "present"):
            numbers = [getattr(facts, name) for facts in self._facts]
            np.save(folder / f"{name}.npy", np.array(numbers, _STORED[name]))
        words = OverflowWriter(folder, "passage_words", np.uint8)
        words.add(np.concatenate(self._words))
        words.close()
        named: dict[str, list[str]] = {}
        for n, field in enumerate(VALUE_FIELDS):
            values = [facts.values[n] for facts in self._facts]
            named[field] = sorted({value for value in values if value is not None})
            code: dict[str | None, int] = {value: n for n, value in enumerate(named[field])}
            code[None] = -1
            codes = np.fromiter(map(code.__getitem__, values), np.int32, len(values))
            np.save(folder / f"code_{field}.npy", codes)
        (folder / "columns.json").write_bytes(msgspec.json.encode(named))


def _days(date: PartialDate | None) -> tuple[int, int, int]:
    if date is None:
        return NO_DAY, NO_DAY, 0
    return date.first_day, date.last_day, PRECISIONS.index(date.precision)


def open_columns(folder: Path) -> Columns:
    """The columns written to a folder. Raises DamagedIndex, naming the file that is amiss."""
    path = folder / "columns.json"
    try:
        named = msgspec.json.decode(path.read_bytes(), type=dict[str, list[str]])
    except (OSError, msgspec.MsgspecError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}") from error
    stored = {name: _load(folder / f"{name}.npy", dtype) for name, dtype in _STORED.items()}
    codes = {field: _load(folder / f"code_{field}.npy", np.int32) for field in VALUE_FIELDS}
    coded = {field: CodedColumn(codes[field], named.get(field, [])) for field in VALUE_FIELDS}
    _check_lengths(stored, codes, folder)
    words = {name: _load(folder / f"{name}.npy", dtype) for name, dtype in _WORDS.items()}
    held = overflow_row("passage_words", words)
    starts = stored["document_start"]
    if len(held) != int(starts[-1]):
        raise DamagedIndex(f"{folder}: the columns are not of one length")
    document, number = _of_passages(starts, stored["present"])
    return Columns(
        passage_document=document,
        passage_number=number,
        passage_words=held.stretch(0, len(held)).astype(np.int32),
        coded=coded,
        **stored,
    )


def _of_passages(starts: Int32, present: npt.NDArray[np.uint32]) -> tuple[Int32, Int32]:
    """The document of each passage, and its number there: titles are 0, paragraphs from 1."""
    lengths = np.diff(starts)
    document = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    titled = (present & np.uint32(_BIT["title"])) != 0
    number = np.arange(len(document), dtype=np.int32)
    number -= np.repeat(starts[:-1] - np.where(titled, 0, 1).astype(np.int32), lengths)
    return document, number


def _load(path: Path, dtype: npt.DTypeLike | None) -> npt.NDArray[Any]:
    try:
        array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}") from error
    if (dtype is not None and array.dtype != dtype) or array.ndim != 1:
        raise DamagedIndex(f"{path} holds {array.dtype}{list(array.shape)}, not {dtype}")
    return np.asarray(array)


def _check_lengths(
    stored: dict[str, npt.NDArray[Any]], codes: dict[str, npt.NDArray[Any]], folder: Path
) -> None:
    documents = len(stored["document_start"]) - 1
    others = [array for name, array in stored.items() if name != "document_start"]
    if {len(array) for array in (*others, *codes.values())} != {documents}:
        raise DamagedIndex(f"{folder}: the columns are not of one length")
