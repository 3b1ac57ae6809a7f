"""A document's answer as the API gives it and `rostrum show --json` prints it.

Version 1 only grows: a key, once here, stays. Highlights are character offsets in the text
beside them, end exclusive.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from index.documents import Confidence, Document, Role, passages
from search.answers.found_document import FoundDocument, document_page, found_document, place_of
from search.answers.results import Count
from search.results import DocumentView, Neighbours, Order, ParallelPassage, Span, Version

_METADATA = (
    "title", "date", "posted", "captured", "place", "agency", "publisher", "source",
    "byline", "speaker", "kind", "language", "url", "issue",
)  # fmt: skip


class MetadataValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a document, and what it was read from where that is known."""

    value: str
    rule: Annotated[str | None, Meta(description="The rule that found it.")] = None
    evidence: Annotated[str | None, Meta(description="The words it stood in.")] = None
    confidence: Confidence | None = None


class PassageText(msgspec.Struct, frozen=True, kw_only=True):
    """A passage whole. Number 0 is the title; highlights are character offsets, end exclusive."""

    number: Count
    text: str
    highlights: tuple[Span, ...]
    url: str


class AuditedBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A block of the capture in the order it stood: kept or stripped, as what, and why."""

    text: str
    kept: bool
    role: Role
    reason: str
    score: Annotated[
        Annotated[float, Meta(ge=0, le=1)] | None,
        Meta(description="How likely it is text, where the model for pages judged it."),
    ]


class ParallelText(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of another document that shares text with one of this; spans are offsets."""

    passage: Annotated[int, Meta(ge=0, description="The number of the passage here.")]
    document: Annotated[FoundDocument, Meta(description="The other document.")]
    number: Annotated[int, Meta(ge=0, description="The number of the passage there.")]
    url: Annotated[str, Meta(description="The passage there.")]
    order: Annotated[
        Order, Meta(description="Whether the other is earlier, later, or the dates do not tell.")
    ]
    shared_words: Count
    share: Annotated[float, Meta(ge=0, le=1, description="How much of the words here they are.")]
    share_there: Annotated[float, Meta(ge=0, le=1, description="And of the words there.")]
    spans: Annotated[tuple[Span, ...], Meta(description="What is shared, in the passage here.")]
    text: Annotated[str, Meta(description="The passage there, whole.")]
    spans_there: Annotated[tuple[Span, ...], Meta(description="What is shared, in this text.")]


class MoreParallels(msgspec.Struct, frozen=True, kw_only=True):
    """How many parallels a passage has beside those given, which are the earliest."""

    passage: Count
    count: Count


class VersionAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A wording of the page, when it was seen, and how many paragraphs differ from that before.

    `shown` is true for the wording of this document. `id` is that of its first capture.
    """

    id: str
    title: str | None
    first_seen: str | None
    last_seen: str | None
    captures: Annotated[int, Meta(ge=1)]
    added: Count
    dropped: Count
    shown: bool
    url: str


class NeighboursAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The documents before and after one, by date, among those with its value of a field."""

    field: Annotated[str, Meta(description="source or speaker")]
    value: str
    previous: FoundDocument | None
    next: FoundDocument | None


class DocumentAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A document whole: what is known of it and from where, its passages, and the audit.

    `month_day` is a dateline's month and day where nothing tells the year. `parallels` is null
    where the archive was indexed without looking for them.
    """

    id: str
    title: str | None
    date: str | None
    date_precision: Annotated[str | None, Meta(description="year, month or day")]
    month_day: tuple[int, int] | None
    path: Annotated[str, Meta(description="The capture, relative to the archive's folder.")]
    record: Annotated[str | None, Meta(description="The record of the capture, if it has many.")]
    url: Annotated[str, Meta(description="The document's page here.")]
    metadata: dict[str, MetadataValue]
    passages: tuple[PassageText, ...]
    parallels: tuple[ParallelText, ...] | None
    more_parallels: tuple[MoreParallels, ...]
    audit: tuple[AuditedBlock, ...]
    versions: Annotated[
        tuple[VersionAnswer, ...],
        Meta(description="Of its page, oldest first, where that was captured more than once."),
    ]
    neighbours: tuple[NeighboursAnswer, ...]
    sha256: Annotated[str, Meta(description="The hash of the capture as it was read.")]
    index_version: str


def document_answer(view: DocumentView) -> DocumentAnswer:
    """The answer for a document an engine gave."""
    document = view.document
    return DocumentAnswer(
        id=document.id,
        title=document.title,
        date=str(document.date) if document.date else None,
        date_precision=document.date.precision if document.date else None,
        month_day=document.month_day,
        path=document.path,
        record=document.record,
        url=place_of(document.id),
        metadata=_metadata(document),
        passages=tuple(
            PassageText(
                number=passage.number,
                text=passage.text,
                highlights=view.highlights.get(passage.number, ()),
                url=place_of(document.id, passage.number),
            )
            for passage in passages(document)
        ),
        parallels=None if view.parallels is None else tuple(map(_parallel, view.parallels)),
        more_parallels=tuple(
            MoreParallels(passage=passage, count=count)
            for passage, count in view.more_parallels.items()
        ),
        audit=tuple(
            AuditedBlock(
                text=block.text,
                kept=block.kept,
                role=block.role,
                reason=block.reason,
                score=block.score,
            )
            for block in view.blocks
        ),
        versions=tuple(map(_version, view.versions)),
        neighbours=tuple(map(_neighbours, view.neighbours)),
        sha256=view.sha256,
        index_version=view.index_version,
    )


def _parallel(found: ParallelPassage) -> ParallelText:
    page = document_page(found.document.id)
    return ParallelText(
        passage=found.passage,
        document=found_document(found.document),
        number=found.number,
        url=f"{page}#p{found.number}",
        order=found.order,
        shared_words=found.shared_words,
        share=found.share,
        share_there=found.share_there,
        spans=found.spans,
        text=found.text,
        spans_there=found.spans_there,
    )


def _version(version: Version) -> VersionAnswer:
    return VersionAnswer(**msgspec.structs.asdict(version), url=document_page(version.id))


def _neighbours(found: Neighbours) -> NeighboursAnswer:
    return NeighboursAnswer(
        field=found.field,
        value=found.value,
        previous=found_document(found.previous) if found.previous else None,
        next=found_document(found.next) if found.next else None,
    )


def _metadata(document: Document) -> dict[str, MetadataValue]:
    """Every value a document has, with its evidence."""
    values = {name: getattr(document, name) for name in _METADATA}
    return {
        name: _with_evidence(document, name, str(value))
        for name, value in values.items()
        if value is not None
    }


def _with_evidence(document: Document, name: str, value: str) -> MetadataValue:
    """One value with what it was read from, if that was written down."""
    found = document.evidence.get(name)
    if found is None:
        return MetadataValue(value=value)
    return MetadataValue(
        value=value, rule=found.rule, evidence=found.text, confidence=found.confidence
    )
