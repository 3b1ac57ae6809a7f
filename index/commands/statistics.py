"""What an archive holds, in figures: by source, by date, and what is missing."""

from __future__ import annotations

from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.dates import day_of
from index.documents import Failure
from index.storage.columns import NO_DAY, PRECISIONS, Columns
from index.storage.generations import Generation

Count = Annotated[int, Meta(ge=0)]


class SourceReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive holds of one source; `source` is null for documents that name none.

    `first` and `last` are its first and last date, as precise as they are known; `months`
    counts its documents by month (`2021-04`).
    """

    source: str | None
    documents: Count
    passages: Count
    undated: Count
    first: str | None
    last: str | None
    months: dict[str, int]


class ArchiveReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive holds, its largest source first, and what of it could not be read."""

    title: str
    captures: Count
    documents: Count
    passages: Count
    words: Count
    undated: Count
    bytes: Annotated[int, Meta(ge=0, description="The size of the index on disk.")]
    built: Annotated[str, Meta(description="When the index was built, ISO 8601.")]
    index_version: Annotated[str, Meta(description="Changes with every reindex.")]
    sources: tuple[SourceReport, ...]
    failures: tuple[Failure, ...]


def archive_report(generation: Generation) -> ArchiveReport:
    """The figures of a generation."""
    manifest, columns = generation.manifest, generation.columns
    column = columns.coded["source"]
    named = [(value, np.flatnonzero(column.codes == n)) for n, value in enumerate(column.values)]
    nameless = (None, np.flatnonzero((column.codes < 0) & (columns.document_rank >= 0)))
    reports = [_source(name, own, columns) for name, own in [*named, nameless] if len(own)]
    return ArchiveReport(
        title=manifest.archive.title,
        captures=manifest.captures,
        documents=manifest.documents,
        passages=manifest.passages,
        words=manifest.words,
        undated=manifest.documents - int(np.count_nonzero(columns.first_day != NO_DAY)),
        bytes=sum(entry.bytes for entry in manifest.files.values()),
        built=manifest.built,
        index_version=manifest.version,
        sources=tuple(sorted(reports, key=lambda found: (-found.documents, found.source or ""))),
        failures=generation.documents.failures(),
    )


def _source(name: str | None, documents: NDArray[np.int64], columns: Columns) -> SourceReport:
    sizes = np.diff(columns.document_start)[documents]
    dated = documents[columns.first_day[documents] != NO_DAY]
    return SourceReport(
        source=name,
        documents=len(documents),
        passages=int(sizes.sum()),
        undated=len(documents) - len(dated),
        first=_date(int(dated[columns.first_day[dated].argmin()]), columns) if len(dated) else None,
        last=_date(int(dated[columns.last_day[dated].argmax()]), columns) if len(dated) else None,
        months=_months(dated, columns),
    )


def _date(document: int, columns: Columns) -> str:
    """The date of a dated document, as precise as it is known."""
    day = day_of(int(columns.first_day[document]))
    precision = PRECISIONS[columns.precision[document]]
    return day.isoformat()[: {"year": 4, "month": 7}.get(str(precision), 10)]


def _months(dated: NDArray[np.int64], columns: Columns) -> dict[str, int]:
    known = dated[columns.precision[dated] >= PRECISIONS.index("month")]
    months = columns.first_day[known].astype("datetime64[D]").astype("datetime64[M]")
    names, counts = np.unique(months, return_counts=True)
    return dict(zip(np.datetime_as_string(names).tolist(), counts.tolist(), strict=True))


def print_archive_report(found: ArchiveReport, console: Console) -> None:
    """Print the figures: the whole in a sentence or two, the sources as a table."""
    console.print(
        f"{found.title}: {found.documents:,} documents in {found.passages:,} passages of"
        f" {found.words:,} words, from {found.captures:,} captures, {len(found.failures):,} of"
        f" which failed. {found.undated:,} documents are undated.",
        markup=False, highlight=False,
    )  # fmt: skip
    console.print(
        f"Generation {found.index_version}, built {found.built}, {found.bytes / 1e6:,.1f} MB.",
        markup=False, highlight=False,
    )  # fmt: skip
    table = Table(box=box.SIMPLE)
    table.add_column("source", overflow="fold")
    for heading in ("documents", "passages", "undated"):
        table.add_column(heading, justify="right")
    table.add_column("dates", no_wrap=True)
    for source in found.sources:
        counts = (source.documents, source.passages, source.undated)
        dates = f"{source.first} … {source.last}" if source.first else ""
        name = Text(source.source) if source.source else Text("(none)", style="dim")
        table.add_row(name, *(f"{count:,}" for count in counts), dates)
    console.print(table)
