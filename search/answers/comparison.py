"""A comparison as the API gives it and `rostrum compare --json` prints it.

Version 1 only grows: a key, once here, stays. Offsets are characters, end exclusive.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from index.documents import Passage
from search.answers.found_document import FoundDocument, document_page, found_document
from search.answers.quotation import StretchAnswer, TouchedPassage, stretches
from search.answers.results import Count
from search.wordings.comparison import ComparedRow, Comparison, RowKind
from search.wordings.wording import DifferenceKind


class ComparedDifference(msgspec.Struct, frozen=True, kw_only=True):
    """What the left says and what the right says instead; of nothing, the place is told."""

    kind: DifferenceKind
    left: tuple[StretchAnswer, ...]
    right: tuple[StretchAnswer, ...]


class ComparedPassages(msgspec.Struct, frozen=True, kw_only=True):
    """Passages that belong together. `moved` ones stand elsewhere on the right; told once."""

    kind: RowKind
    left: tuple[TouchedPassage, ...]
    right: tuple[TouchedPassage, ...]
    differences: tuple[ComparedDifference, ...]


class ComparisonAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Two documents compared, passage by passage and word by word."""

    left: FoundDocument
    right: FoundDocument
    left_words: Count
    right_words: Count
    shared_words: Annotated[
        int, Meta(ge=0, description="Words of the left that stand on the right, or spelt alike.")
    ]
    rows: tuple[ComparedPassages, ...]
    index_version: str


def comparison_answer(found: Comparison) -> ComparisonAnswer:
    """The answer for a comparison an engine made."""
    pages = document_page(found.left.id), document_page(found.right.id)
    return ComparisonAnswer(
        left=found_document(found.left),
        right=found_document(found.right),
        left_words=found.left_words,
        right_words=found.right_words,
        shared_words=found.shared_words,
        rows=tuple(_row(row, *pages) for row in found.rows),
        index_version=found.index_version,
    )


def _row(row: ComparedRow, left: str, right: str) -> ComparedPassages:
    return ComparedPassages(
        kind=row.kind,
        left=_passages(row.left, left),
        right=_passages(row.right, right),
        differences=tuple(
            ComparedDifference(kind=d.kind, left=stretches(d.left), right=stretches(d.right))
            for d in row.differences
        ),
    )


def _passages(passages: tuple[Passage, ...], page: str) -> tuple[TouchedPassage, ...]:
    return tuple(
        TouchedPassage(number=p.number, text=p.text, url=f"{page}#p{p.number}") for p in passages
    )
