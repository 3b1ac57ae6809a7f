"""What a run found, kept as JSON and told as a table."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from bench import peers
from bench.corpora import Corpus
from bench.measures.growth import Point
from bench.plan import Plan
from bench.rows import Judged, Row

_CPU_INFO = Path("/proc/cpuinfo")


class CorpusFacts(msgspec.Struct, frozen=True):
    """How much text a corpus holds."""

    name: str
    documents: int
    passages: int
    text_bytes: int


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run: where and when, by which plan, of which versions, on how much, and what it found."""

    date: str
    machine: str
    cores: int
    system: str
    plan: Plan
    versions: dict[str, str]
    corpora: list[CorpusFacts]
    rows: list[Row]
    points: list[Point]

    @property
    def missed(self) -> list[Row]:
        """The rows whose aim was not reached."""
        return [row for row in self.rows if not row.met]

    @property
    def name(self) -> str:
        """What the file of this run is called: date and machine."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.machine.lower()).strip("-")
        return f"{self.date[:10]}-{slug}-{self.cores}-cores"


def run_of(corpora: Iterable[Corpus], rows: list[Row], points: list[Point], *, plan: Plan) -> Run:
    """A run that ends now, on this machine."""
    names = [name for name in peers.installed() if name != peers.TANTIVY_ONE_FIELD]
    return Run(
        date=datetime.now(UTC).isoformat(timespec="minutes"),
        machine=machine(),
        cores=cores(),
        system=system(),
        plan=plan,
        versions={name: peers.peer(name).version for name in names},
        corpora=[CorpusFacts(c.name, c.documents, c.passages, c.text_bytes) for c in corpora],
        rows=rows,
        points=points,
    )


def save(run: Run, folder: Path) -> Path:
    """Write a run to its file in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.name}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(run), indent=2) + b"\n")
    return path


def load_run(path: Path) -> Run:
    """The run in a file."""
    return msgspec.json.decode(path.read_bytes(), type=Run)


def print_rows(rows: Iterable[Row], console: Console) -> None:
    """The table, judged rows and others."""
    table = Table(box=None, pad_edge=False)
    for heading in ("corpus", "what", "against"):
        table.add_column(heading, overflow="fold")
    for heading in ("ours", "theirs", "figure", "aim"):
        table.add_column(heading, justify="right")
    table.add_column("")
    table.add_column("", overflow="fold")
    for row in rows:
        table.add_row(*cells(row), style="" if row.met else "red")
    console.print(table)


def cells(row: Row) -> tuple[str, ...]:
    """A row as text: corpus, subject, against, ours, theirs, figure, aim, verdict, note."""
    made_of = (row.corpus, row.subject, row.against, row.ours, row.theirs)
    return (*made_of, figure(row), aim(row), row.verdict, row.note)


def figure(row: Judged) -> str:
    """What is judged, with its unit."""
    return f"{row.figure:.3g} {row.unit}".strip() if row.figure < 1000 else f"{row.figure:,.0f}"


def aim(row: Judged) -> str:
    """What was aimed at."""
    if row.aim is None:
        return ""
    return f"{'≥' if row.rule == 'at least' else '≤'} {row.aim:g} {row.unit}".strip()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def system() -> str:
    """The operating system and the Python that runs."""
    return f"{platform.system()}, Python {platform.python_version()}"


def machine() -> str:
    """The processor's name, where the system tells it."""
    if _CPU_INFO.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", _CPU_INFO.read_text(), re.M)
        if found:
            return re.sub(r"\((R|TM)\)|CPU|@.*", "", found[1]).strip()
    return platform.machine()
