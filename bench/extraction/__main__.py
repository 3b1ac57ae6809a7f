"""`make quality` and `make model`: extraction measured, and its model trained.

Quality prints each row with its aim and *met* or *missed* and exits with 1 where one is missed
or a score has fallen below its floor.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec
from rich.console import Console

from bench.extraction import metadata_rows, speed_rows, text_rows
from bench.extraction.cross_validation import class_of, fold_models, training_of
from bench.extraction.floors import fallen, load_floors, risen, save_floors
from bench.extraction.pages import KnownPage, data_hash, known_pages
from bench.extraction.training import FOLDS
from bench.report import print_rows
from bench.rows import Row
from index.extraction.html.model import FILE, save

SHARED = Path("../shared")
WORK = Path("var/quality")
WIDTH = 180
REPORT = FILE.with_suffix(".json")
_BEGAN = time.monotonic()

shared_option = click.option(
    "--shared",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=SHARED,
    show_default=True,
    help="The folder with extraction/, corpora/ and seeds/.",
)


@click.group()
def main() -> None:
    """Extraction: measure it, train its model."""


@main.command()
@shared_option
@click.option("--lower-floors", is_flag=True, help="Take this run's scores as the new floors.")
def quality(shared: Path, lower_floors: bool) -> None:
    """Measure text, titles, dates, datelines and speed, trafilatura beside it."""
    digest = data_hash(shared / "extraction")
    rows = all_rows(shared, digest)
    print_rows(rows, Console(width=WIDTH))
    floors = load_floors()
    lost = [] if lower_floors else fallen(rows, floors, digest)
    save_floors(risen(rows, floors, digest, lower=lower_floors))
    for line in lost:
        click.echo(f"below its floor: {line}")
    missed = [row for row in rows if not row.met]
    click.echo(f"\n{len(missed)} of {len(rows)} rows missed, {len(lost)} below their floor.")
    sys.exit(1 if missed or lost else 0)


def all_rows(shared: Path, digest: str) -> list[Row]:
    """Every row of the table."""
    pages = known_pages(shared / "extraction")
    _say("speed, before anything else fills the memory")
    speed = speed_rows.rows(pages)
    models = fold_models(pages, digest, WORK, _say)
    _say("reading every page, out of fold")
    found = text_rows.outcomes(pages, models)
    rows = text_rows.rows(found)
    _say("dumps")
    rows.append(text_rows.dump_row(pages))
    _say("titles and dates")
    rows += metadata_rows.rows(found)
    rows += metadata_rows.dateline_rows(shared)
    rows.append(_seeds())
    _say("other scripts")
    rows += text_rows.script_rows(pages, models)
    return rows + speed


def _seeds() -> Row:
    """Whether the facts of the five real captures hold, by their own tests."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    run = subprocess.run([*command, "tests/test_shared_seeds.py"], capture_output=True, text=True)
    last = run.stdout.strip().splitlines()[-1:] or ["no answer"]
    return Row(corpus="seeds", subject="facts of expected.toml that fail", against="",
               figure=float(run.returncode), aim=0, ours=last[0])  # fmt: skip


@main.command()
@shared_option
def train(shared: Path) -> None:
    """Train the model on all pages, and write it with the report of what it scored."""
    digest = data_hash(shared / "extraction")
    pages = known_pages(shared / "extraction")
    models = fold_models(pages, digest, WORK, _say)
    _say("training on all pages")
    least = models[0].threshold, models[0].article_threshold
    model = training_of(class_of(pages).lessons).model()
    save(FILE, replace(model, threshold=least[0], article_threshold=least[1]))
    _say("measuring, out of fold")
    rows = text_rows.rows(text_rows.outcomes(pages, models))
    write_report(pages, digest, least, rows)
    _say(f"written: {FILE.name} ({FILE.stat().st_size:,} bytes), {REPORT.name}")


def write_report(
    pages: list[KnownPage], digest: str, least: tuple[float, float], rows: list[Row]
) -> None:
    """Write what the model was trained on and what it scored beside it."""
    counts = {corpus: sum(page.corpus == corpus for page in pages) for corpus in ("AEB", "WCXB")}
    report = msgspec.json.encode(
        {
            "trained": datetime.now(UTC).date(),
            "pages": counts,
            "sites": len({page.site for page in pages}),
            "data": digest,
            "threshold": least[0],
            "threshold of pages that call themselves articles": least[1],
            "validation": f"{FOLDS} folds by site; every score is of pages of unseen sites",
            "scores": {f"{row.corpus}, {row.subject}": row.ours for row in rows},
            "beside": {f"{row.corpus}, {row.subject}": row.theirs for row in rows},
            "rivals": sorted({row.against for row in rows}),
        }
    )
    REPORT.write_bytes(msgspec.json.format(report, indent=2) + b"\n")


def _say(what: str) -> None:
    click.echo(f"[{time.monotonic() - _BEGAN:6.0f} s] {what}", err=True)


if __name__ == "__main__":
    main(prog_name="python -m bench.extraction")
