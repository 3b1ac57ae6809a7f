"""What the trials found: kept as JSON, a promise at a time, so that each can be tried alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
from rich.console import Console
from rich.table import Table

from bench.report import aim, cores, figure, machine, system
from bench.torture.trials import Promise, Tried


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The trial of one promise: when and where, how long it took, and its rows."""

    number: int
    name: str
    promised: str
    date: str
    machine: str
    seconds: float
    rows: list[Tried]

    @property
    def missed(self) -> int:
        """How many rows missed their aim."""
        return sum(not row.met for row in self.rows)


def result_of(promise: Promise, rows: list[Tried], seconds: float) -> Result:
    """A trial that ends now, on this machine."""
    return Result(
        number=promise.number,
        name=promise.name,
        promised=promise.promised,
        date=datetime.now(UTC).date().isoformat(),
        machine=f"{machine()}, {cores()} cores; {system()}",
        seconds=round(seconds, 1),
        rows=rows,
    )


def load(path: Path) -> list[Result]:
    """The results in a file, by number; none where there is no file."""
    return msgspec.json.decode(path.read_bytes(), type=list[Result]) if path.exists() else []


def save(results: Iterable[Result], path: Path) -> list[Result]:
    """Put results into a file, in the place of earlier ones of the same promises."""
    by_name = {found.name: found for found in (*load(path), *results)}
    ordered = sorted(by_name.values(), key=lambda found: (found.number, found.name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n")
    return ordered


def cells(row: Tried) -> tuple[str, ...]:
    """A row as text: what was tried, how often, figure, aim, verdict, note."""
    return (row.what, f"{row.times:,}", figure(row), aim(row), row.verdict, row.note)


def print_results(results: Iterable[Result], console: Console) -> None:
    """The table, every row with its figure, *met* or *missed*."""
    table = Table(box=None, pad_edge=False)
    for heading, justify in zip(_HEADINGS, _JUSTIFY, strict=True):
        table.add_column(heading, justify=justify, overflow="fold")
    for found in results:
        for row in found.rows:
            table.add_row(str(found.number), *cells(row), style="" if row.met else "red")
    console.print(table)


_HEADINGS = ("", "what was tried", "times", "figure", "aim", "", "")
_JUSTIFY: tuple[Literal["left", "right"], ...] = (
    "right",
    "left",
    "right",
    "right",
    "right",
    "left",
    "left",
)
