"""What extraction made of each source: how much it stripped, and which fields it found.

A site that changes its pages shows here first: its share of text drops, its dates are no longer
found, or a reason to strip turns up that was not there before. A sample of each source is looked
at, evenly from its first document to its last, since the audit of a whole archive takes long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, get_args

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.documents import Block, Document, MetadataField
from index.generations import Generation

SAMPLE = 200
"""Documents of a source that are looked at, at most."""
REASONS = 5
"""Reasons to strip that are told, the commonest first."""
_SHOWN: tuple[MetadataField, ...] = ("title", "date", "place", "byline")
_NUMBER = re.compile(r"\d[\d,.]*")

Share = Annotated[float, Meta(ge=0, le=1)]


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


def extraction_report(generation: Generation) -> tuple[SourceExtraction, ...]:
    """What extraction made of each source of a generation, the largest source first."""
    column = generation.columns.coded["source"]
    sources = [*enumerate(column.values), (-1, None)]
    own = [(name, np.flatnonzero(column.codes == code)) for code, name in sources]
    store = generation.documents
    return tuple(
        source_extraction(name, ((store.get(n), store.blocks(n)) for n in sampled(numbers)))
        for name, numbers in sorted(own, key=lambda one: -len(one[1]))
        if len(numbers)
    )


def sampled(numbers: NDArray[np.int64]) -> list[int]:
    """SAMPLE of some documents' numbers at most, evenly from the first to the last."""
    if len(numbers) <= SAMPLE:
        return [int(number) for number in numbers]
    places = np.linspace(0, len(numbers) - 1, SAMPLE).astype(np.int64)
    return [int(number) for number in numbers[places]]


def source_extraction(
    source: str | None, audited: Iterable[tuple[Document, Sequence[Block]]]
) -> SourceExtraction:
    """What extraction made of some documents of a source, each with its capture's audit."""
    captures: dict[tuple[str, str | None], Sequence[Block]] = {}
    found: Counter[str] = Counter()
    documents = 0
    for document, blocks in audited:
        documents += 1
        captures.setdefault((document.path, document.record), blocks)
        found.update(f for f in get_args(MetadataField) if getattr(document, f) is not None)
    blocks = [block for own in captures.values() for block in own]
    kept = [block for block in blocks if block.kept]
    characters = sum(len(block.text) for block in blocks)
    reasons = Counter(_NUMBER.sub("#", block.reason) for block in blocks if not block.kept)
    return SourceExtraction(
        source=source,
        documents=documents,
        captures=len(captures),
        kept=len(kept),
        stripped=len(blocks) - len(kept),
        text=sum(len(block.text) for block in kept) / characters if characters else 0.0,
        fields={field: found[field] / documents for field in get_args(MetadataField)},
        reasons=dict(reasons.most_common(REASONS)),
    )


def print_extraction_report(reports: Sequence[SourceExtraction], console: Console) -> None:
    """Print what extraction made of each source, a row each, then why it mostly strips."""
    table = Table(box=box.SIMPLE)
    table.add_column("source", overflow="fold", min_width=16)
    for heading in ("sample", "stripped", "text", *_SHOWN):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in reports:
        stripped = one.stripped / max(1, one.stripped + one.kept)
        shares = (stripped, one.text, *(one.fields[field] for field in _SHOWN))
        table.add_row(_name(one), f"{one.documents:,}", *(f"{share:.0%}" for share in shares))
    console.print(table)
    for one in reports:
        for reason, count in one.reasons.items():
            line = Text.assemble(_name(one), f": {count:,} × ", (reason, "dim"))
            console.print(line, soft_wrap=True)


def _name(one: SourceExtraction) -> Text:
    return Text(one.source) if one.source else Text("(none)", style="dim")
