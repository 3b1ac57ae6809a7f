"""What a run of the indexer did, told as a table."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.documents import Failure

SHOWN_FAILURES = 20
"""Failures listed after a run; `rostrum stats --failures` lists all."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of the indexer did.

    `captures` is how many were read: `unchanged` of them were taken over from the generation
    before, `extracted` are new or changed, and the rest are `failures`. `removed` captures were
    in the generation before and are gone. `version` is the generation that now answers;
    `changed` is False where it is the one from before because nothing changed.
    """

    version: str
    changed: bool
    captures: int
    unchanged: int
    extracted: int
    removed: int
    failures: tuple[Failure, ...]
    documents: int
    passages: int
    words: int
    years_inferred: int
    notices: tuple[str, ...]
    seconds: float


def print_report(report: Report, console: Console) -> None:
    """Print what a run did: a table of counts, then what failed and what else to know."""
    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, count in _counts(report):
        table.add_row(name, count)
    console.print(table)
    print_failures(report.failures[:SHOWN_FAILURES], console)
    if len(report.failures) > SHOWN_FAILURES:
        more = len(report.failures) - SHOWN_FAILURES
        console.print(f"and {more:,} more: rostrum stats --failures", highlight=False)
    for notice in report.notices:
        console.print(notice, markup=False, highlight=False)
    if not report.changed:
        console.print(f"Nothing has changed; generation {report.version} stays.", highlight=False)


def print_failures(failures: Sequence[Failure], console: Console) -> None:
    """Print captures that failed, one a row, with the reason of each."""
    if not failures:
        return
    table = Table(box=box.SIMPLE, title="Captures that could not be used", title_justify="left")
    for heading in ("capture", "record", "reason", "what happened"):
        table.add_column(heading, overflow="fold")
    for failure in failures:
        cells = (failure.path, failure.record or "", failure.reason, failure.message)
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)


def _counts(report: Report) -> list[tuple[str, str]]:
    counts = [
        ("captures read", report.captures),
        ("  unchanged", report.unchanged),
        ("  new or changed", report.extracted),
        ("  failed", len(report.failures)),
        ("captures gone since", report.removed),
        ("documents", report.documents),
        ("  dated by a parallel", report.years_inferred),
        ("passages", report.passages),
        ("words", report.words),
    ]
    return [*((name, f"{count:,}") for name, count in counts), ("time", f"{report.seconds:.1f} s")]
