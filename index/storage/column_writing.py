"""Making columns: of documents as they are added, and of other columns, taken, joined, cleared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from index import disk
from index.columnar.array_files import save
from index.columnar.field_terms import concatenated
from index.columnar.overflow import OverflowWriter
from index.dates import PartialDate
from index.schema import VALUE_FIELDS
from index.storage.columns import DTYPES, HAS_BIT, NO_DAY, CodedColumn, Columns, Facts, days_of
from index.storage.pages import NO_PAGE

_TAKEN = [name for name in DTYPES if name != "document_rank"]
_NOTHING = {
    "first_day": NO_DAY, "last_day": NO_DAY, "precision": 0, "present": 0, "month_day": 0,
    "page": NO_PAGE, "captured_day": NO_DAY,
}  # fmt: skip
"""What the columns say of a deleted document; its id counts no more, because its rank is -1."""


class ColumnsWriter:
    """Collects the facts of documents that are added in the order of reading."""

    def __init__(self) -> None:
        self._passages: list[int] = []
        self._words: list[NDArray[Any]] = [np.zeros(0, np.int32)]
        # As arrays from the first: the objects of a million documents would take ten times the
        # memory, and leave it in pieces that nothing else fits.
        self._stored = {name: [np.zeros(0, DTYPES[name])] for name in _TAKEN}
        self._codes = {field: [np.zeros(0, np.int32)] for field in VALUE_FIELDS}
        self._values: dict[str, dict[str, int]] = {field: {} for field in VALUE_FIELDS}

    def add(self, facts: Sequence[Facts], passages: Sequence[int], words: NDArray[Any]) -> None:
        """Add documents: how many passages each has, and how many words each passage has."""
        self._passages += passages
        self._words.append(words.astype(np.int32))
        for name, parts in self._stored.items():
            parts.append(np.array([getattr(each, name) for each in facts], DTYPES[name]))
        for n, (field, codes) in enumerate(self._codes.items()):
            codes.append(_codes([each.values[n] for each in facts], self._values[field]))

    def columns(self) -> Columns:
        """The columns of what was added."""
        stored = {name: np.concatenate(parts) for name, parts in self._stored.items()}
        return Columns(
            document_start=_starts(np.array(self._passages, np.int64)),
            passage_words=np.concatenate(self._words),
            document_rank=np.arange(len(self._passages), dtype=np.int32),
            coded={
                field: _joined([CodedColumn(np.concatenate(codes), list(self._values[field]))])
                for field, codes in self._codes.items()
            },
            **stored,
        )


def taken(columns: Columns, documents: NDArray[np.integer]) -> Columns:
    """The columns of some documents, in this order, which is their rank."""
    start = columns.document_start.astype(np.int64)
    passages = concatenated(start[documents], start[documents + 1])
    return Columns(
        document_start=_starts(np.diff(start)[documents]),
        passage_words=columns.passage_words[passages],
        document_rank=np.arange(len(documents), dtype=np.int32),
        coded={
            field: CodedColumn(column.codes[documents], column.values)
            for field, column in columns.coded.items()
        },
        **{name: getattr(columns, name)[documents] for name in _TAKEN},
    )


def joined(parts: Sequence[Columns]) -> Columns:
    """The columns of all documents of some columns, one after the other; ranks are kept."""
    lengths = [np.zeros(0, np.int32), *(np.diff(part.document_start) for part in parts)]
    words = [np.zeros(0, np.int32), *(part.passage_words for part in parts)]
    return Columns(
        document_start=_starts(np.concatenate(lengths)),
        passage_words=np.concatenate(words),
        coded={field: _joined([part.coded[field] for part in parts]) for field in VALUE_FIELDS},
        **{
            name: np.concatenate([np.zeros(0, dtype), *(getattr(part, name) for part in parts)])
            for name, dtype in DTYPES.items()
        },
    )


def ranked(columns: Columns, ranks: NDArray[np.int32]) -> Columns:
    """The same with other ranks; documents of rank -1 lose their values, their words too."""
    dead = ranks < 0
    dead_passages = np.repeat(dead, np.diff(columns.document_start))
    cleared = {
        name: np.where(dead, nothing, getattr(columns, name)).astype(DTYPES[name])
        for name, nothing in _NOTHING.items()
    }
    coded = {
        field: _used(np.where(dead, -1, column.codes).astype(np.int32), column.values)
        for field, column in columns.coded.items()
    }
    words = np.where(dead_passages, 0, columns.passage_words).astype(np.int32)
    return replace(columns, document_rank=ranks, passage_words=words, coded=coded, **cleared)


def dated(columns: Columns, dates: Mapping[int, PartialDate]) -> Columns:
    """The same with dates for documents whose datelines lack a year; those not here have none."""
    stored = {
        name: getattr(columns, name).copy()
        for name in ("first_day", "last_day", "precision", "present")
    }
    undated = columns.month_day > 0
    for name in ("first_day", "last_day", "precision"):
        stored[name][undated] = _NOTHING[name]
    stored["present"][undated] &= np.uint32(~HAS_BIT["date"] & 0xFFFFFFFF)
    for number, date in dates.items():
        found = zip(("first_day", "last_day", "precision"), days_of(date), strict=True)
        for name, value in found:
            stored[name][number] = value
        stored["present"][number] |= np.uint32(HAS_BIT["date"])
    return replace(columns, **stored)


def write_columns(columns: Columns, folder: Path) -> None:
    """Write a file a column, and `columns.json` with the values that codes stand for."""
    disk.make_folder(folder)
    save(folder, document_start=columns.document_start)
    save(folder, **{name: getattr(columns, name) for name in DTYPES})
    words = OverflowWriter(folder, "passage_words", np.uint8)
    words.add(columns.passage_words)
    words.close()
    save(folder, **{f"code_{field}": column.codes for field, column in columns.coded.items()})
    named = {field: column.values for field, column in columns.coded.items()}
    disk.write(folder / "columns.json", msgspec.json.encode(named))


def _starts(lengths: NDArray[np.integer]) -> NDArray[np.int32]:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)


def _codes(values: Sequence[str | None], known: dict[str, int]) -> NDArray[np.int32]:
    """The code of each value, -1 for none; `known` are the codes so far, and gets the new ones."""
    codes = (-1 if value is None else known.setdefault(value, len(known)) for value in values)
    return np.fromiter(codes, np.int32, len(values))


def _joined(parts: Sequence[CodedColumn]) -> CodedColumn:
    known = sorted({value for part in parts for value in part.values})
    code = {value: n for n, value in enumerate(known)}
    codes = [np.zeros(0, np.int32)]
    for part in parts:
        # Behind the values, where -1 looks, stands -1.
        own = np.array([*map(code.__getitem__, part.values), -1], np.int32)
        codes.append(own[part.codes])
    return CodedColumn(np.concatenate(codes), known)


def _used(codes: NDArray[np.int32], values: list[str]) -> CodedColumn:
    """A coded column without the values that no document has any more."""
    used = np.zeros(len(values) + 1, np.bool_)
    used[codes] = True
    used[-1] = False
    number = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
    kept = [value for value, is_used in zip(values, used.tolist(), strict=False) if is_used]
    return CodedColumn(number[codes], kept)
