"""`make torture`: every promise is tried, every row printed; exits with 1 where one is missed."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import click
import msgspec
from rich.console import Console

from bench.torture.load import OVER_TIME, OverTime
from bench.torture.load_plot import draw
from bench.torture.page import LOAD_PICTURE, page
from bench.torture.promises import PROMISES
from bench.torture.results import Result, load, print_results, result_of, save
from bench.torture.trials import Promise, Trial

RESULTS = Path(__file__).parent / "results.json"
PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
WIDTH = 160


@click.command()
@click.option("--quick", is_flag=True, help="Try less, within five minutes.")
@click.option(
    "--only",
    "names",
    multiple=True,
    type=click.Choice([promise.name for promise in PROMISES]),
    help="Try this promise alone. Repeatable.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/torture"),
    show_default=True,
    help="Where archives and indexes go that are tortured.",
)
@click.option("--render", is_flag=True, help="Try nothing; write docs/reliability.md anew.")
def torture(quick: bool, names: tuple[str, ...], work: Path, render: bool) -> None:
    """Try to break every promise, and judge every row by its aim."""
    if render:
        _write_page(load(RESULTS))
        return
    chosen = [promise for promise in PROMISES if not names or promise.name in names]
    results = [_tried(promise, work.resolve(), quick=quick) for promise in chosen]
    kept = save(results, work / "results.json" if quick else RESULTS)
    print_results(results, Console(width=WIDTH))
    missed = sum(result.missed for result in results)
    click.echo(f"\n{missed} rows missed.")
    if not quick:
        _write_page(kept)
    sys.exit(1 if missed else 0)


def _write_page(results: list[Result]) -> None:
    """Write the page, and the picture of load over time where there has been any."""
    PAGE.write_text(page(results), encoding="utf-8")
    if OVER_TIME.exists():
        draw(msgspec.json.decode(OVER_TIME.read_bytes(), type=OverTime), PAGE.parent / LOAD_PICTURE)


def _tried(promise: Promise, work: Path, *, quick: bool) -> Result:
    began = time.monotonic()

    def say(what: str) -> None:
        click.echo(f"[{time.monotonic() - began:6.0f} s] {promise.name}: {what}", err=True)

    say("begins")
    folder = work / promise.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rows = promise.rows(Trial(folder, quick, say))
    shutil.rmtree(folder, ignore_errors=True)
    return result_of(promise, rows, time.monotonic() - began)


if __name__ == "__main__":
    torture(prog_name="python -m bench.torture")
