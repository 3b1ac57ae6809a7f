"""The forms of an export: CSV for spreadsheets, NDJSON and JSON for programs.

Each is written piece by piece, so that an answer of any size needs no more memory than a small
one. Every row of CSV and NDJSON carries the query, the index version and a permalink, so that it
still says where it is from when it has been sorted, cut and sent on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from search.answers.found_document import place_of
from search.exports.exporting import BATCH, Export, ExportOrder, FoundText

ExportFormName = Literal["csv", "ndjson", "json"]

COLUMNS = (
    "query", "index_version", "order", "permalink", "document", "passage", "title", "date",
    "date_inferred", "source", "speaker", "place", "kind", "language", "score", "text",
    "original_url",
)  # fmt: skip
"""The columns of CSV, in their order, which stays; new ones come last."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would run as a formula."""


class ExportedPassage(FoundText, frozen=True, kw_only=True):
    """A passage of an export in JSON, with its address in this archive."""

    permalink: str


class ExportedLine(ExportedPassage, frozen=True, kw_only=True):
    """A line of NDJSON: a passage, and the search that found it."""

    query: str
    index_version: str
    order: ExportOrder


class ExportHead(msgspec.Struct, frozen=True, kw_only=True):
    """What an export in JSON says before its passages."""

    query: Annotated[str, Meta(description="The query and its filters in normal form.")]
    description: Annotated[str, Meta(description="The same in words.")]
    index_version: str
    order: Annotated[
        ExportOrder,
        Meta(description="`reading` where more was found than can be paged through."),
    ]
    found_passages: Annotated[int, Meta(ge=0)]
    found_documents: Annotated[int, Meta(ge=0)]


class ExportAnswer(ExportHead, frozen=True, kw_only=True):
    """An export in JSON: all passages found."""

    passages: tuple[ExportedPassage, ...]


def as_csv(export: Export, site: str) -> Iterator[str]:
    """An export as CSV (RFC 4180), a line of names first.

    Values are for people: yes or no, dates as precise as they are known. A cell that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    about = export.reading.normalized, export.index_version, export.order
    for batch in _batches(export):
        writer.writerows(_row(about, found, site) for found in batch)
        yield _taken(buffer)
    yield _taken(buffer)


def as_ndjson(export: Export, site: str) -> Iterator[str]:
    """An export as lines, each of which is JSON."""
    query, version, order = export.reading.normalized, export.index_version, export.order
    for batch in _batches(export):
        lines = (
            ExportedLine(**_fields(found, site), query=query, index_version=version, order=order)
            for found in batch
        )
        yield "".join(msgspec.json.encode(line).decode() + "\n" for line in lines)


def as_json(export: Export, site: str) -> Iterator[str]:
    """An export as one object, an `ExportAnswer`."""
    head = ExportHead(
        query=export.reading.normalized,
        description=export.reading.description,
        index_version=export.index_version,
        order=export.order,
        found_passages=export.total.passages,
        found_documents=export.total.documents,
    )
    yield msgspec.json.encode(head).decode().removesuffix("}") + ',"passages":['
    between = "\n"
    for batch in _batches(export):
        passages = (ExportedPassage(**_fields(found, site)) for found in batch)
        yield between + ",\n".join(msgspec.json.encode(each).decode() for each in passages)
        between = ",\n"
    yield "\n]}\n"


FORMS = {"csv": as_csv, "ndjson": as_ndjson, "json": as_json}
"""Who writes each form, by the ending of its files."""


def quoted(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula (OWASP, "CSV Injection")."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _batches(export: Export) -> Iterator[list[FoundText]]:
    texts = iter(export)
    while batch := list(islice(texts, BATCH)):
        yield batch


def _taken(buffer: io.StringIO) -> str:
    """What was written since it was last taken."""
    written = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return written


def _fields(found: FoundText, site: str) -> dict[str, Any]:
    permalink = site + place_of(found.document, found.passage)
    return {**msgspec.structs.asdict(found), "permalink": permalink}


def _row(about: Iterable[str], found: FoundText, site: str) -> list[str]:
    values = (
        *about,
        site + place_of(found.document, found.passage),
        found.document,
        str(found.passage),
        found.title,
        found.date,
        ("yes" if found.date_inferred else "no") if found.date else None,
        found.source,
        found.speaker,
        found.place,
        found.kind,
        found.language,
        f"{found.score:g}",
        found.text,
        found.original_url,
    )
    return [quoted(value) if value else "" for value in values]
