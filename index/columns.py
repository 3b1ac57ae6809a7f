"""The columns of a generation: one value a passage or a document, as numpy arrays.

Filters, facets, groups and timelines read these instead of asking the index a document at a
time. They are plain `.npy` files, opened with `mmap`, so every process that serves the index
shares one copy of them in the page cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from index.dates import Precision
from index.documents import Document
from index.errors import DamagedIndex
from index.schema import HAS_FIELDS, VALUE_FIELDS, field_value, fields_present

NO_DAY = int(np.iinfo(np.int32).min)
"""Stands for no date in `first_day` and `last_day`."""

PRECISIONS: tuple[Precision | None, ...] = (None, "year", "month", "day")
"""What the numbers of `Columns.precision` mean."""

Int32 = npt.NDArray[np.int32]
_DTYPES: dict[str, npt.DTypeLike] = {
    "passage_document": np.int32, "passage_number": np.int32, "passage_words": np.int32,
    "document_start": np.int32, "first_day": np.int32, "last_day": np.int32,
    "precision": np.uint8, "present": np.uint32,
}  # fmt: skip


@dataclass(frozen=True)
class CodedColumn:
    """A value a document: `codes` int32[D] number `values`, which are sorted; -1 is none."""

    codes: Int32
    values: list[str]


@dataclass(frozen=True)
class Columns:
    """The columns of P passages of D documents.

    passage_document, passage_number, passage_words: int32[P]; a passage's number in this order
    is its number in the Whoosh index. document_start: int32[D+1], the first passage of each
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
        bit = np.uint32(1 << HAS_FIELDS.index(field))
        found: npt.NDArray[np.bool_] = (self.present & bit) != 0
        return found


class ColumnsWriter:
    """Collects the columns while documents are added in order, then writes them."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {name: [] for name in _DTYPES}
        self._values: dict[str, list[str | None]] = {field: [] for field in VALUE_FIELDS}

    def add_document(self, document: Document) -> None:
        """Begin the next document; its passages follow."""
        date = document.date
        numbers = self._numbers
        numbers["document_start"].append(len(numbers["passage_document"]))
        numbers["first_day"].append(date.first_day if date else NO_DAY)
        numbers["last_day"].append(date.last_day if date else NO_DAY)
        numbers["precision"].append(PRECISIONS.index(date.precision) if date else 0)
        numbers["present"].append(sum(1 << HAS_FIELDS.index(f) for f in fields_present(document)))
        for field, values in self._values.items():
            values.append(field_value(document, field))

    def add_passage(self, number: int, words: int) -> None:
        """Add a passage, of so many words, to the document begun last."""
        self._numbers["passage_document"].append(len(self._numbers["document_start"]) - 1)
        self._numbers["passage_number"].append(number)
        self._numbers["passage_words"].append(words)

    def write(self, folder: Path) -> None:
        """Write a file a column, and `columns.json` with the values that codes stand for."""
        folder.mkdir()
        self._numbers["document_start"].append(len(self._numbers["passage_document"]))
        for name, numbers in self._numbers.items():
            np.save(folder / f"{name}.npy", np.array(numbers, dtype=_DTYPES[name]))
        named: dict[str, list[str]] = {}
        for field, values in self._values.items():
            named[field] = sorted({value for value in values if value is not None})
            code = {value: number for number, value in enumerate(named[field])}
            codes = [-1 if value is None else code[value] for value in values]
            np.save(folder / f"code_{field}.npy", np.array(codes, dtype=np.int32))
        (folder / "columns.json").write_bytes(msgspec.json.encode(named))


def open_columns(folder: Path) -> Columns:
    """The columns written to a folder. Raises DamagedIndex, naming the file that is amiss."""
    path = folder / "columns.json"
    try:
        named = msgspec.json.decode(path.read_bytes(), type=dict[str, list[str]])
    except (OSError, msgspec.MsgspecError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}") from error
    arrays = {name: _load(folder / f"{name}.npy", dtype) for name, dtype in _DTYPES.items()}
    codes = {field: _load(folder / f"code_{field}.npy", np.int32) for field in VALUE_FIELDS}
    coded = {field: CodedColumn(codes[field], named.get(field, [])) for field in VALUE_FIELDS}
    columns = Columns(**arrays, coded=coded)
    _check_lengths(columns, folder)
    return columns


def _load(path: Path, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    try:
        array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise DamagedIndex(f"{path} cannot be read: {error}") from error
    if array.dtype != dtype or array.ndim != 1:
        raise DamagedIndex(f"{path} holds {array.dtype}{list(array.shape)}, not {dtype}")
    return np.asarray(array)


def _check_lengths(columns: Columns, folder: Path) -> None:
    documents = len(columns.document_start) - 1
    passages = len(columns.passage_document)
    by_document: list[npt.NDArray[Any]] = [
        columns.first_day,
        columns.last_day,
        columns.precision,
        columns.present,
    ]
    by_document += [column.codes for column in columns.coded.values()]
    by_passage: list[npt.NDArray[Any]] = [columns.passage_number, columns.passage_words]
    if {len(array) for array in by_document} != {documents} or {
        len(array) for array in by_passage
    } != {passages}:
        raise DamagedIndex(f"{folder}: the columns are not of one length")
