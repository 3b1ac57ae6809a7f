"""What extraction made of each source: how much it stripped, and which fields it found.

A site that changes its pages shows here first: its share of text drops, its dates are no longer
found, or a reason to strip turns up that was not there before. A sample of each source is looked
at, evenly from its first document to its last, since the audit of a whole archive takes long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, TypeAlias, get_args

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.commands.statistics import ArchiveReport
from index.documents import Block, Document, MetadataField
from index.storage.collection import Collection
from index.storage.generations import Generation

SAMPLE = 200
"""Documents of a source that are looked at, at most."""
MOST, FEWEST = 2_000, 3
"""Documents of all sources together, about, and of one source however many there are: the page of
sources waits for this, at half a millisecond a document."""
REASONS = 5
"""Reasons to strip that are told, the commonest first."""
_SHOWN: tuple[MetadataField, ...] = ("title", "date", "place", "byline")
_NUMBER = re.compile(r"\d[\d,.]*")

Share = Annotated[float, Meta(ge=0, le=1)]
Audited: TypeAlias = tuple[Document, Sequence[Block] | None]
"""A document, and the audit of its capture unless that has come before."""


class SourceExtraction(msgspec.Struct, frozen=True, kw_only=True):
    """What extraction made of a sample of one source; null where documents name no source.

    `text` is the share of the captures' characters that was kept as text, `fields` the share of
    the documents for which a field was found, `reasons` why blocks were stripped, with how many
    were, numbers within a reason written as `#`.
    """

    source: str | None
    documents: Annotated[int, Meta(ge=0)]
    captures: Annotated[int, Meta(ge=0)]
    kept: Annotated[int, Meta(ge=0, description="Blocks kept.")]
    stripped: Annotated[int, Meta(ge=0, description="Blocks stripped.")]
    text: Share
    fields: dict[str, Share]
    reasons: dict[str, int]


class AuditedReport(ArchiveReport, frozen=True, kw_only=True):
    """What the archive holds, and what extraction made of each source, the largest first."""

    extraction: tuple[SourceExtraction, ...]


def audited_report(
    report: ArchiveReport, extraction: tuple[SourceExtraction, ...]
) -> AuditedReport:
    """A report with what extraction made of the sources."""
    return AuditedReport(**msgspec.structs.asdict(report), extraction=extraction)


def extraction_report(generation: Generation) -> tuple[SourceExtraction, ...]:
    """What extraction made of each source of a generation, the largest source first."""
    column = generation.columns.coded["source"]
    sources = [*enumerate(column.values), (-1, None)]
    living = generation.columns.document_rank >= 0
    own = [(name, np.flatnonzero((column.codes == code) & living)) for code, name in sources]
    own = sorted((one for one in own if len(one[1])), key=lambda one: -len(one[1]))
    most = max(FEWEST, min(SAMPLE, MOST // max(1, len(own))))
    return tuple(
        source_extraction(name, _audited(sampled(numbers, most), generation.documents))
        for name, numbers in own
    )


def sampled(numbers: NDArray[np.int64], most: int) -> list[int]:
    """So many of some documents' numbers at most, evenly from the first to the last."""
    if len(numbers) <= most:
        return [int(number) for number in numbers]
    places = np.linspace(0, len(numbers) - 1, most).astype(np.int64)
    return [int(number) for number in numbers[places]]


def _audited(numbers: Iterable[int], documents: Collection) -> Iterator[Audited]:
    """Documents, each with its capture's audit where no document before is of that capture."""
    seen = set()
    for number in numbers:
        document = documents.get(number)
        capture = (document.path, document.record)
        yield document, None if capture in seen else documents.blocks(number)
        seen.add(capture)


def source_extraction(source: str | None, audited: Iterable[Audited]) -> SourceExtraction:
    """What extraction made of some documents of a source; each capture's audit comes once."""
    found: Counter[str] = Counter()
    documents = captures = 0
    blocks: list[Block] = []
    for document, audit in audited:
        documents += 1
        captures += audit is not None
        blocks += audit or ()
        found.update(f for f in get_args(MetadataField) if _is_found(document, f))
    kept = [block for block in blocks if block.kept]
    characters = sum(len(block.text) for block in blocks)
    reasons = Counter(_NUMBER.sub("#", block.reason) for block in blocks if not block.kept)
    return SourceExtraction(
        source=source,
        documents=documents,
        captures=captures,
        kept=len(kept),
        stripped=len(blocks) - len(kept),
        text=sum(len(block.text) for block in kept) / characters if characters else 0.0,
        fields={field: found[field] / documents for field in get_args(MetadataField)},
        reasons=dict(reasons.most_common(REASONS)),
    )


def _is_found(document: Document, field: MetadataField) -> bool:
    """Whether a document has a value; kind `other` is none."""
    value = getattr(document, field)
    return value is not None and not (field == "kind" and value == "other")


def print_extraction_report(reports: Sequence[SourceExtraction], console: Console) -> None:
    """Print what extraction made of each source, a row each, then why it mostly strips."""
    table = Table(box=box.SIMPLE, collapse_padding=True, pad_edge=False)
    table.add_column("source", overflow="fold", min_width=16)
    for heading in ("sample", "blocks\nstripped", "text\nstripped", *_SHOWN):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in reports:
        blocks = one.stripped + one.kept
        stripped = (one.stripped / blocks, 1 - one.text) if blocks else (0.0, 0.0)
        shares = (*stripped, *(one.fields[field] for field in _SHOWN))
        table.add_row(_name(one), f"{one.documents:,}", *(f"{share:.0%}" for share in shares))
    console.print(table)
    for one in reports:
        for reason, count in one.reasons.items():
            line = Text.assemble(_name(one), f": {count:,} × ", (reason, "dim"))
            console.print(line, soft_wrap=True)


def _name(one: SourceExtraction) -> Text:
    return Text(one.source) if one.source else Text("(none)", style="dim")
