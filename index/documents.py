"""The words of the project as types: captures, documents, passages, and the audit of a capture.

A *capture* is one scraped file or record as it came. A *document* is one article or speech
found in it. A *passage* is one paragraph of a document, the unit that is indexed and hit;
passage 0 is the document's title, so that a title can be found like any other words.
"""

from __future__ import annotations

import textwrap
from typing import Literal

import msgspec

from index.dates import PartialDate

Form = Literal["html", "text", "record", "pdf"]
Kind = Literal["speech", "report", "editorial", "interview", "letter", "other"]
Role = Literal["title", "paragraph", "caption", "date", "byline", "masthead", "furniture"]
Confidence = Literal["high", "medium", "low"]

MetadataField = Literal[
    "title", "date", "posted", "captured", "place", "agency", "publisher", "source",
    "byline", "speaker", "kind", "language", "url", "issue",
]  # fmt: skip


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """One scraped file or record as it came, decoded.

    `path` is relative to the archive's root, with forward slashes. `record` names a record
    within a file of many (its own id, URL, or line number) and is None where the file is the
    capture. `fields` are the values a record brought along, under the names of
    `MetadataField`; text that is HTML stays HTML and `form` says so. `content` is what is not
    text and is taken apart by extraction, a PDF file; `text` is then empty. `recurring` are the
    lines that stand on many captures of the same source, as far as they stand in this one.
    """

    path: str
    record: str | None = None
    form: Form
    text: str
    sha256: str
    encoding: str = "utf-8"
    fields: dict[str, str] = {}
    content: bytes = b""
    recurring: frozenset[str] = frozenset()


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A capture that could not be read or extracted, and why.

    `reason` is a stable code (`unreadable`, `binary`, `bad_json`, `empty`, `too_large`, …);
    `message` says it for people: what was wrong, where, and what to do.
    """

    path: str
    record: str | None = None
    reason: str
    message: str


class Evidence(msgspec.Struct, frozen=True):
    """What a value was read from: the rule that found it and the words it stood in."""

    rule: str
    text: str
    confidence: Confidence = "high"


class Block(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One block of a capture in the order it stood, kept or stripped, and why.

    `score` is how likely the block is text by the model that judges pages, 0 to 1; None where
    no model was asked. `document` is the ordinal, from 0, of the capture's document it was kept
    for, and None for a block that belongs to none.
    """

    text: str
    kept: bool
    role: Role
    reason: str
    score: float | None = None
    document: int | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article or speech.

    `id` is derived from path, record and ordinal, so it survives a reindex. `evidence` says
    for each field found where its value came from. `month_day` is a dateline's month and day
    whose year nothing in the capture tells; `date` is then None until a dated parallel
    supplies the year.
    """

    id: str
    path: str
    record: str | None = None
    ordinal: int = 0
    title: str | None = None
    date: PartialDate | None = None
    posted: PartialDate | None = None
    captured: PartialDate | None = None
    month_day: tuple[int, int] | None = None
    place: str | None = None
    agency: str | None = None
    publisher: str | None = None
    source: str | None = None
    byline: str | None = None
    speaker: str | None = None
    kind: Kind = "other"
    language: str | None = None
    url: str | None = None
    issue: str | None = None
    paragraphs: tuple[str, ...] = ()
    evidence: dict[str, Evidence] = {}


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one capture: its documents in order and the audit of its blocks."""

    documents: tuple[Document, ...]
    blocks: tuple[Block, ...]


class Passage(msgspec.Struct, frozen=True):
    """One paragraph of a document; number 0 is its title, paragraphs count from 1."""

    number: int
    text: str


def called(document: Document) -> str:
    """What to call a document where it is listed: its title, or else its opening words."""
    if document.title or not document.paragraphs:
        return document.title or "Untitled"
    return textwrap.shorten(document.paragraphs[0], 72, placeholder=" …")


def is_inferred(document: Document, field: str) -> bool:
    """Whether a value was worked out from other documents or found in an uncertain place."""
    evidence = document.evidence.get(field)
    return evidence is not None and evidence.confidence != "high"


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document: its title as number 0, where it has one, then its paragraphs."""
    title = (Passage(0, document.title),) if document.title else ()
    body = (Passage(n, text) for n, text in enumerate(document.paragraphs, start=1))
    return (*title, *body)
