"""What every engine is given: documents cut into paragraphs, one JSON object a line.

All engines read the same file with the same decoder, so that reading costs all of them the
same, and none holds a corpus in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from index.dates import PartialDate
from index.documents import Document
from index.errors import IndexingError

NO_DAY = -(2**31)
"""The day of a passage whose document has no date, for peers without missing values."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One document. `agency` stands for any keyword of a document with a handful of values."""

    id: str
    title: str = ""
    date: str = ""
    source: str = ""
    agency: str = ""
    place: str = ""
    paragraphs: tuple[str, ...] = ()


class Row(NamedTuple):
    """One passage as a peer stores it; `day` counts from 1970-01-01."""

    document: int
    text: str
    day: int
    source: str
    agency: str
    place: str


_decoder = msgspec.json.Decoder(Record)


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file, one at a time."""
    with path.open("rb") as lines:
        yield from map(_decoder.decode, lines)


def write_records(records: Iterable[Record], path: Path) -> None:
    """Write records, one a line; `read_records` reads them."""
    with path.open("wb") as file:
        for record in records:
            file.write(msgspec.json.encode(record) + b"\n")


def write_captures(records: Iterable[Record], path: Path) -> None:
    """Records as a scraper would have left them: the text in one piece."""
    with path.open("wb") as file:
        for record in records:
            values = msgspec.structs.asdict(record)
            values["text"] = "\n\n".join(values.pop("paragraphs"))
            file.write(msgspec.json.encode(values) + b"\n")


def document(record: Record) -> Document:
    """A record as a document of the index."""
    return Document(
        id=record.id,
        path="records.jsonl",
        record=record.id,
        title=record.title or None,
        date=date(record),
        source=record.source or None,
        agency=record.agency or None,
        place=record.place or None,
        paragraphs=record.paragraphs,
    )


def rows(records: Iterable[Record]) -> Iterator[Row]:
    """The passages of records as the index counts them: the title of each, then its paragraphs."""
    for number, record in enumerate(records):
        when = date(record)
        day = when.first_day if when else NO_DAY
        for text in texts(record):
            yield Row(number, text, day, record.source, record.agency, record.place)


def texts(record: Record) -> tuple[str, ...]:
    """The texts of the passages of a record."""
    return (record.title, *record.paragraphs) if record.title else record.paragraphs


def date(record: Record) -> PartialDate | None:
    """The date of a record, if it has one that can be read."""
    try:
        return PartialDate.parse(record.date) if record.date else None
    except (ValueError, IndexingError):
        return None
