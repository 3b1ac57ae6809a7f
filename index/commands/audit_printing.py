"""What extraction makes of a capture, for reading: documents, evidence, and every block."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec
from rich.console import Console
from rich.text import Text

from index.documents import Block, Capture, Document, Extraction, Failure, MetadataField

Shown = Literal["all", "kept", "stripped"]


class CaptureAudit(msgspec.Struct, frozen=True, kw_only=True):
    """One capture as `rostrum extract --json` prints it: what came of it, or why nothing did."""

    path: str
    record: str | None
    extraction: Extraction | None = None
    failure: Failure | None = None


def print_audit(
    capture: Capture, extraction: Extraction, console: Console, shown: Shown = "all"
) -> None:
    """Print a capture's documents with their evidence, then its blocks, kept (+) or not (-)."""
    _print(console, f"{_name(capture)} ({capture.form}, {capture.encoding})", "bold")
    for document in extraction.documents:
        _print_document(document, console)
    console.print()
    for block in extraction.blocks:
        if shown == "all" or block.kept == (shown == "kept"):
            _print_block(block, console)
    console.print()


def print_failure(failure: Failure, console: Console) -> None:
    """Print why a capture could not be used."""
    _print(console, f"{_name(failure)}: {failure.message} ({failure.reason})", "red")


def _print_document(document: Document, console: Console) -> None:
    _print(console, f"document {document.ordinal}, id {document.id}", "bold cyan")
    for field in get_args(MetadataField):
        value = getattr(document, field)
        if value is None:
            continue
        line = Text(f"  {field:<10}{value}")
        if evidence := document.evidence.get(field):
            words = f": {_one_line(evidence.text)}" if evidence.text else ""
            line.append(f"  [{evidence.rule}, {evidence.confidence}{words}]", style="dim")
        console.print(line, soft_wrap=True)
    if document.date is None and document.month_day is not None:
        month, day = document.month_day
        _print(console, f"  date      --{month:02d}-{day:02d}, the year to be found in a parallel")


def _print_block(block: Block, console: Console) -> None:
    where = "" if block.document is None else f", document {block.document}"
    score = "" if block.score is None else f", score {block.score:.2f}"
    line = Text.assemble(
        ("+ ", "green") if block.kept else ("- ", "red"),
        (_one_line(block.text), "" if block.kept else "red"),
        (f"  [{block.role}{where}{score}: {block.reason}]", "dim"),
    )
    console.print(line, soft_wrap=True)


def _name(capture: Capture | Failure) -> str:
    return f"{capture.path}, {capture.record}" if capture.record else capture.path


def _one_line(text: str) -> str:
    """Text without line breaks, tabs, or anything a terminal could take for a command."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _print(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=True)
