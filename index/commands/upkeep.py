"""The commands `check` and `rollback`: whether an index is whole, and the one before it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click
import msgspec
from rich.console import Console

from index.building.progress import Progress, watched
from index.building.repairing import WentBack, go_back, repair
from index.commands.command_line import Command, index_option, option
from index.commands.report import Report
from index.errors import NoIndex
from index.storage.checking import Checked, check_current
from index.storage.current import FILE_NAME, repair_advice


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a check read and found, and what a repair did."""

    version: str
    files: int
    bytes: int
    damage: tuple[str, ...]
    rebuilt: Report | None = None
    went_back: WentBack | None = None


@click.command("check", cls=Command)
@index_option
@option("--repair", "repairs", is_flag=True, help="Repair what is damaged.")
@option("--jobs", type=click.IntRange(1), help="Files to read at a time; one a core unless told.")
@option("--json", "as_json", is_flag=True, help="Print JSON.")
def check_command(index_dir: Path, repairs: bool, jobs: int | None, as_json: bool) -> None:
    """Read all of the index and compare it with what was written.

    Names each damaged file and exits with 1. With --repair, the index is then built anew from
    the captures it was made of; where they are gone, the nearest generation that is whole
    answers again. It says which it did.
    """
    jobs = jobs or len(os.sched_getaffinity(0))
    with watched(Console(stderr=True), quiet=as_json) as progress:
        checked = _checked(index_dir, progress, jobs, repairs=repairs)
        done = repair(index_dir, progress, jobs) if repairs and checked.damage else None
    if as_json:
        click.echo(msgspec.json.encode(_report(checked, done)))
    else:
        _print(checked, done, index_dir)
    if checked.damage and done is None:
        sys.exit(1)


@click.command("rollback", cls=Command)
@index_option
@option("--to", metavar="GENERATION", help="The one to go to; the one before unless told.")
@option("--json", "as_json", is_flag=True, help="Print JSON.")
def rollback_command(index_dir: Path, to: str | None, as_json: bool) -> None:
    """Have the generation before the current one answer again, once it is found to be whole.

    The generation that is left is kept until the next run of `rostrum index`, which builds upon
    the one that answers.
    """
    with watched(Console(stderr=True), quiet=as_json) as progress:
        done = go_back(index_dir, progress, len(os.sched_getaffinity(0)), to)
    if as_json:
        click.echo(msgspec.json.encode(done))
        return
    _print_passed_over(done)
    click.echo(f"Generation {done.version} answers again.")
    if done.left:
        click.echo(
            f"{done.left} is kept: until the next run of rostrum index,"
            f" rostrum rollback --to {done.left} brings it back."
        )


UPKEEP_COMMANDS = (check_command, rollback_command)


def _checked(index_dir: Path, progress: Progress, jobs: int, *, repairs: bool) -> Checked:
    def begin(total: int) -> Callable[[int], None]:
        progress.begin("Checking", total, "bytes")
        return progress.advance

    try:
        return check_current(index_dir, begin, jobs)
    except NoIndex:
        if not repairs or not (index_dir / "generations").is_dir():
            raise
        return Checked("", 0, 0, (f"{index_dir / FILE_NAME} is missing.",))


def _report(checked: Checked, done: Report | WentBack | None) -> CheckReport:
    return CheckReport(
        **checked._asdict(),
        rebuilt=done if isinstance(done, Report) else None,
        went_back=done if isinstance(done, WentBack) else None,
    )


def _print(checked: Checked, done: Report | WentBack | None, index_dir: Path) -> None:
    for line in checked.damage:
        click.echo(line)
    if isinstance(done, Report):
        click.echo(
            f"Built anew from its captures: generation {done.version} answers,"
            f" {done.documents:,} documents of {done.captures:,} captures"
            f" ({len(done.failures):,} failed)."
        )
    elif isinstance(done, WentBack):
        _print_passed_over(done)
        click.echo(
            f"The captures it was built from are not there. Generation {done.version} answers"
            " again; what was indexed since is not in it."
            if done.left
            else f"Generation {done.version}, the newest that is whole, answers."
        )
    elif checked.damage:
        click.echo(repair_advice(index_dir))
    else:
        size = f"{checked.files:,} files, {checked.bytes / 1e6:,.1f} MB"
        click.echo(f"Generation {checked.version} is whole: {size}.")


def _print_passed_over(done: WentBack) -> None:
    for line in done.passed_over:
        click.echo(f"Passed over: {line}")
