"""What an index holds, in figures: by source, by date, and what is missing."""

from __future__ import annotations

import msgspec
import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.columns import NO_DAY
from index.dates import day_of
from index.documents import Failure
from index.generations import Generation


class SourceStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """What an index holds of one source; `source` is None for documents that name none.

    `first` and `last` are the days, ISO 8601, between which its dated documents lie.
    """

    source: str | None
    documents: int
    passages: int
    undated: int
    first: str | None
    last: str | None


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """What an index holds; `bytes` is the size of the current generation on disk."""

    title: str
    version: str
    built: str
    captures: int
    documents: int
    passages: int
    words: int
    undated: int
    bytes: int
    sources: tuple[SourceStatistics, ...]
    failures: tuple[Failure, ...]


def statistics(generation: Generation) -> Statistics:
    """The figures of a generation; sources with the most documents come first."""
    manifest, columns = generation.manifest, generation.columns
    named = columns.coded["source"]
    sources = [_of_source(generation, code) for code in np.unique(named.codes).tolist()]
    return Statistics(
        title=manifest.archive.title,
        version=manifest.version,
        built=manifest.built,
        captures=manifest.captures,
        documents=manifest.documents,
        passages=manifest.passages,
        words=manifest.words,
        undated=int(np.count_nonzero(columns.first_day == NO_DAY)),
        bytes=sum(manifest.files.values()),
        sources=tuple(sorted(sources, key=lambda found: (-found.documents, found.source or ""))),
        failures=generation.documents.failures(),
    )


def _of_source(generation: Generation, code: int) -> SourceStatistics:
    columns = generation.columns
    column = columns.coded["source"]
    chosen = column.codes == code
    dated = chosen & (columns.first_day != NO_DAY)
    passages = np.diff(columns.document_start)[chosen].sum()
    return SourceStatistics(
        source=column.values[code] if code >= 0 else None,
        documents=int(np.count_nonzero(chosen)),
        passages=int(passages),
        undated=int(np.count_nonzero(chosen) - np.count_nonzero(dated)),
        first=day_of(int(columns.first_day[dated].min())).isoformat() if dated.any() else None,
        last=day_of(int(columns.last_day[dated].max())).isoformat() if dated.any() else None,
    )


def print_statistics(found: Statistics, console: Console) -> None:
    """Print the figures: the whole in a sentence or two, the sources as a table."""
    console.print(
        f"{found.title}: {found.documents:,} documents in {found.passages:,} passages of"
        f" {found.words:,} words, from {found.captures:,} captures, {len(found.failures):,} of"
        f" which failed. {found.undated:,} documents are undated.",
        markup=False, highlight=False,
    )  # fmt: skip
    console.print(
        f"Generation {found.version}, built {found.built}, {found.bytes / 1e6:,.1f} MB.",
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
