"""Extractions and documents as bytes: MessagePack, compressed.

Packing happens in the processes that extract, so that what travels between processes is small
and the process that writes the store only writes.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from index.dates import PartialDate
from index.documents import Block, Document, Evidence, Extraction, Role, passages

_LEVEL = 4
"""Of zlib: a tenth smaller than the quickest and not much slower; beyond it time doubles."""


class CaptureKey(NamedTuple):
    """What an extraction depends on: the same key means the same extraction.

    `settings` is a fingerprint of the archive's settings and of the extracting code.
    """

    path: str
    record: str | None
    sha256: str
    settings: str


class PackedDocument(msgspec.Struct, frozen=True):
    """A document as bytes, with what building asks of it: its id, and whether it lacks a year."""

    id: str
    needs_year: bool
    data: bytes


class Packed(msgspec.Struct, frozen=True):
    """An extraction as bytes: its documents in order, and the audit of all blocks."""

    documents: tuple[PackedDocument, ...]
    audit: bytes


class Additions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the archive as a whole adds to a document; None leaves what extraction said."""

    id: str | None = None
    path: str | None = None
    date: PartialDate | None = None
    date_evidence: Evidence | None = None


def pack(extraction: Extraction) -> Packed:
    """Encode an extraction."""
    documents = tuple(map(pack_document, extraction.documents))
    return Packed(documents, _compress(_references(extraction)))


def pack_document(document: Document) -> PackedDocument:
    """Encode a document."""
    return PackedDocument(document.id, needs_year(document), _compress(document))


@cache
def no_audit() -> bytes:
    """The audit of a capture without blocks."""
    return _compress(())


def needs_year(document: Document) -> bool:
    """Whether a dateline gives the document's month and day and nothing gives its year."""
    return document.date is None and document.month_day is not None


def complete(document: Document, additions: Additions) -> Document:
    """A document with what the archive adds to it."""
    changes: dict[str, object] = {}
    if additions.id is not None:
        changes["id"] = additions.id
    if additions.path is not None:
        changes["path"] = additions.path
    if additions.date is not None and additions.date_evidence is not None:
        changes["date"] = additions.date
        changes["evidence"] = {**document.evidence, "date": additions.date_evidence}
    return msgspec.structs.replace(document, **changes) if changes else document


def pack_additions(additions: Additions) -> bytes | None:
    """Encode additions; None where there are none."""
    return None if additions == Additions() else msgspec.msgpack.encode(additions)


def unpack_additions(data: bytes) -> Additions:
    """Decode what `pack_additions` encoded."""
    return msgspec.msgpack.decode(data, type=Additions)


def unpack_document(data: bytes) -> Document:
    """A document as extraction gave it."""
    return msgspec.msgpack.decode(zlib.decompress(data), type=Document)


def unpack_blocks(data: bytes, documents: Sequence[Document]) -> tuple[Block, ...]:
    """The audit of a capture, given its documents in order."""
    packed = msgspec.msgpack.decode(zlib.decompress(data), type=tuple[_PackedBlock, ...])
    return tuple(
        Block(
            text=_text(block, documents),
            kept=block.kept,
            role=block.role,
            reason=block.reason,
            document=block.document,
        )
        for block in packed
    )


class _PackedBlock(msgspec.Struct, frozen=True, array_like=True):
    """A block; where its text is a passage of its document, the number of that passage."""

    text: str | int
    kept: bool
    role: Role
    reason: str
    document: int | None


def _references(extraction: Extraction) -> list[_PackedBlock]:
    """The blocks of an extraction, which for the most part say again what documents say."""
    known = [
        {passage.text: passage.number for passage in passages(document)}
        for document in extraction.documents
    ]
    return [
        _PackedBlock(
            block.text if block.document is None
            else known[block.document].get(block.text, block.text),
            block.kept, block.role, block.reason, block.document,
        )
        for block in extraction.blocks
    ]  # fmt: skip


def _text(block: _PackedBlock, documents: Sequence[Document]) -> str:
    if isinstance(block.text, str):
        return block.text
    assert block.document is not None
    document = documents[block.document]
    return document.paragraphs[block.text - 1] if block.text else document.title or ""


def _compress(value: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(value), _LEVEL)
