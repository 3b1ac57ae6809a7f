"""The commands of this package, those of upkeep aside. `python -m index` is `index`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click
import msgspec
from rich.console import Console

from index.archive import FILE_NAME, load_archive
from index.building.build import build
from index.building.pool import try_extract
from index.building.progress import watched
from index.building.recurrence import recurrence_of
from index.columnar.dump import dump
from index.commands.audit_printing import CaptureAudit, Shown, print_audit, print_failure
from index.commands.command_line import Command, index_option, option
from index.commands.extraction_report import (
    SourceExtraction,
    audited_report,
    extraction_report,
    print_extraction_report,
)
from index.commands.report import Report, print_failures, print_report
from index.commands.statistics import archive_report, print_archive_report
from index.commands.upkeep import UPKEEP_COMMANDS
from index.commands.watching import keep_indexed
from index.documents import Capture, Extraction, Failure
from index.errors import ArchiveNotFound, IndexingError
from index.reading.captures import read_file
from index.reading.files import find_files
from index.storage.generations import open_generation

json_option = option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command("index", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
@option("--full", is_flag=True, help="Extract unchanged captures again, too.")
@option("--jobs", type=click.IntRange(1), help="Processes to extract in; one a core unless told.")
@option(
    "--parallels/--no-parallels",
    default=True,
    help="Find passages of different documents that share text.",
)
@option(
    "--watch",
    metavar="SECONDS",
    type=click.FloatRange(0.1),
    help="Go on: look every so often what has changed, and index it.",
)
@option("--strict", is_flag=True, help="Exit with 1 if a capture could not be used.")
@option("--quiet", is_flag=True, help="Print neither progress nor report.")
@json_option
def index_command(
    paths: tuple[Path, ...],
    index_dir: Path,
    full: bool,
    jobs: int | None,
    parallels: bool,
    watch: float | None,
    strict: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Index folders or files of captures.

    Captures that have not changed since the last time are not extracted again. One that cannot
    be used does not stop the run: it is in the report, with the reason.
    """

    def once() -> Report:
        nonlocal full
        with watched(Console(stderr=True), quiet=quiet or as_json) as progress:
            report = build(
                paths,
                index_dir,
                full=full,
                progress=progress,
                jobs=jobs or _cores(),
                parallels=parallels,
            )
        full = False
        if as_json:
            _print_json(report)
        elif not quiet:
            print_report(report, Console())
        return report

    if watch is not None:
        keep_indexed(paths, watch, lambda: _done(once))
    if once().failures and strict:
        sys.exit(1)


@click.command("extract", cls=Command)
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@option(
    "--archive",
    type=click.Path(path_type=Path),
    help=f"The archive's folder or its {FILE_NAME}, if the file is not below it.",
)
@option(
    "--all",
    "shown",
    flag_value="all",
    default=True,
    show_default=False,
    help="Show every block, which is the default.",
)
@option("--kept", "shown", flag_value="kept", help="Show only blocks that were kept.")
@option("--stripped", "shown", flag_value="stripped", help="Show only those stripped.")
@json_option
def extract_command(
    paths: tuple[Path, ...], archive: Path | None, shown: Shown, as_json: bool
) -> None:
    """Show what is extracted from FILE: documents, evidence, and every block kept or stripped.

    With --json, one JSON object a capture and line. Exits with 1 if a capture cannot be used.
    """
    console, errors = Console(), Console(stderr=True)
    failed = False
    for capture, outcome in _extractions(paths, archive):
        failed |= isinstance(outcome, Failure)
        if as_json:
            _print_json(_audit(capture, outcome))
        elif isinstance(outcome, Failure):
            print_failure(outcome, errors)
        elif isinstance(capture, Capture):
            print_audit(capture, outcome, console, shown)
    if failed:
        sys.exit(1)


@click.command("stats", cls=Command)
@index_option
@option("--failures", is_flag=True, help="List all captures that could not be used.")
@option("--extraction", is_flag=True, help="Show what was stripped and found, by source.")
@option("--dump", "dumped", is_flag=True, help="Print its words and where they stand, all of it.")
@json_option
def stats_command(
    index_dir: Path, failures: bool, extraction: bool, dumped: bool, as_json: bool
) -> None:
    """Show what the index holds: documents by source, dates, failures, size."""
    with closing(open_generation(index_dir)) as generation:
        if dumped:
            for live in generation.segments:
                for line in dump(live.segment):
                    click.echo(line)
            return
        if extraction:
            _show_extraction(extraction_report(generation), as_json=as_json)
            return
        found = archive_report(generation)
        if as_json:
            _print_json(audited_report(found, extraction_report(generation)))
            return
    if failures:
        print_failures(found.failures, Console())
        if not found.failures:
            click.echo("No capture failed.")
    else:
        print_archive_report(found, Console())


def _done(once: Callable[[], Report]) -> bool:
    """Whether a run of several succeeded; what hindered it is said, and ends nothing."""
    try:
        once()
    except (IndexingError, OSError) as error:
        click.echo(f"Not indexed, and tried again: {error}", err=True)
        return False
    return True


def _show_extraction(reports: Sequence[SourceExtraction], *, as_json: bool) -> None:
    if as_json:
        _print_json(reports)
    else:
        print_extraction_report(reports, Console())


COMMANDS = (index_command, extract_command, stats_command, *UPKEEP_COMMANDS)


def _extractions(
    paths: tuple[Path, ...], archive: Path | None
) -> Iterator[tuple[Capture | Failure, Extraction | Failure]]:
    """Each capture of the files given, with what comes of it."""
    for path in paths:
        if not path.exists():
            raise ArchiveNotFound(f"{path} does not exist. Name a file of captures.")
        root = _archive_root(path.resolve(), archive.resolve() if archive else None)
        settings = load_archive(root)
        known = root if (root / FILE_NAME).is_file() else path.resolve()
        recurrence = recurrence_of((file, root, settings) for file in find_files(known))
        for file in find_files(path.resolve()):
            for capture in read_file(file, root, settings):
                if isinstance(capture, Failure):
                    yield capture, capture
                    continue
                marked = recurrence.marked(capture, settings)
                yield marked, try_extract(marked, settings, lambda extraction: extraction)


def _archive_root(path: Path, archive: Path | None) -> Path:
    """The folder whose settings are for a file: the one named, or the nearest above with any."""
    if archive is not None:
        return archive.parent if archive.name == FILE_NAME else archive
    folder = path if path.is_dir() else path.parent
    return next((f for f in (folder, *folder.parents) if (f / FILE_NAME).is_file()), folder)


def _audit(capture: Capture | Failure, outcome: Extraction | Failure) -> CaptureAudit:
    return CaptureAudit(
        path=capture.path,
        record=capture.record,
        extraction=outcome if isinstance(outcome, Extraction) else None,
        failure=outcome if isinstance(outcome, Failure) else None,
    )


def _print_json(value: object) -> None:
    click.echo(msgspec.json.encode(value))


def _cores() -> int:
    return len(os.sched_getaffinity(0))


if __name__ == "__main__":
    index_command(prog_name="python -m index")
