"""A document that was found, as the API gives it wherever one is named."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta

from index.dates import Precision
from search.results import DocumentSummary, Span


class FoundDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a document found."""

    id: str
    title: Annotated[str, Meta(description="Where it is not titled, its opening words.")]
    titled: bool
    title_highlights: tuple[Span, ...]
    date: Annotated[str | None, Meta(description="ISO 8601, as precise as it is known.")]
    date_precision: Precision | None
    date_inferred: Annotated[bool, Meta(description="Whether the document itself says no date.")]
    source: str | None
    speaker: str | None
    place: str | None
    kind: str
    url: Annotated[str, Meta(description="The document's page here.")]
    original_url: Annotated[str | None, Meta(description="Where it was published.")]
    passages: Annotated[int, Meta(ge=0, description="How many it has, its title among them.")]
    versions: Annotated[
        int, Meta(ge=1, description="Wordings of its page; more than one where it was changed.")
    ]


def found_document(found: DocumentSummary) -> FoundDocument:
    """The answer for a document that was found."""
    return FoundDocument(
        id=found.id,
        title=found.title,
        titled=found.titled,
        title_highlights=found.title_highlights,
        date=found.date,
        date_precision=found.date_precision,
        date_inferred=found.date_inferred,
        source=found.source,
        speaker=found.speaker,
        place=found.place,
        kind=found.kind,
        url=document_page(found.id),
        original_url=found.url,
        passages=found.passages,
        versions=found.versions,
    )


def document_page(document_id: str) -> str:
    """The path of a document's page."""
    plain = document_id.isascii() and document_id.isalnum()
    return f"/documents/{document_id if plain else quote(document_id, safe='')}"


def place_of(document_id: str, passage: int | None = None) -> str:
    """The path of a document's page, and of a passage on it."""
    page = document_page(document_id)
    if passage is None:
        return page
    return f"{page}#p{passage}" if passage else f"{page}#title"
