"""Extractions and documents as bytes: MessagePack, a document in chunks.

A search shows a passage or two of a document that may be a debate of a whole day. So a document
is cut into chunks that are unpacked each for itself: the first holds what is known of it and its
first paragraphs, the others hold paragraphs only. Compressing them is left to the store, which
does it better with many at hand (see `index.storage.chunks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import msgspec
import zstandard

from index.dates import PartialDate
from index.documents import Block, Document, Evidence, Extraction, Role, passages

CHUNK = 3072
"""Characters of text in a chunk at most, but for longer paragraphs: unpacked in about 5 µs."""

OPENING = 512
"""The same of the first chunk, which is read to tell what a document is."""


class CaptureKey(NamedTuple):
    """What an extraction depends on: the same key means the same extraction.

    `settings` is a fingerprint of the archive's settings and of the extracting code.
    """

    path: str
    record: str | None
    sha256: str
    settings: str


class Chunk(NamedTuple):
    """A part of a document as bytes, and how many paragraphs it holds."""

    data: bytes
    paragraphs: int


_CHUNK: msgspec.msgpack.Decoder[Document | tuple[str, ...]] = msgspec.msgpack.Decoder(
    Document | tuple[str, ...]
)


PackedDocument = tuple[Chunk, ...]
"""A document as bytes."""


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
    return tuple(_chunks(document))


@cache
def no_audit() -> bytes:
    """The audit of a capture without blocks."""
    return _compress(())


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


def pack_additions(additions: Additions) -> bytes:
    """Encode additions."""
    return msgspec.msgpack.encode(additions)


def unpack_additions(data: bytes) -> Additions:
    """Decode what `pack_additions` encoded."""
    return msgspec.msgpack.decode(data, type=Additions)


def unpack_document(chunks: Sequence[bytes]) -> Document:
    """A document as extraction gave it, from the data of all its chunks."""
    opening = unpack_opening(chunks[0])
    if len(chunks) == 1:
        return opening
    paragraphs = tuple(chain(opening.paragraphs, *map(unpack_paragraphs, chunks[1:])))
    return msgspec.structs.replace(opening, paragraphs=paragraphs)


def unpack_opening(data: bytes) -> Document:
    """A document with its first paragraphs only, from its first chunk."""
    opening = _CHUNK.decode(data)
    if not isinstance(opening, Document):
        raise msgspec.ValidationError("a document does not begin here")
    return opening


def unpack_paragraphs(data: bytes) -> tuple[str, ...]:
    """The paragraphs of any chunk."""
    chunk = _CHUNK.decode(data)
    return chunk.paragraphs if isinstance(chunk, Document) else chunk


def unpack_blocks(data: bytes, documents: Sequence[Document]) -> tuple[Block, ...]:
    """The audit of a capture, given its documents in order."""
    packed = msgspec.msgpack.decode(zstandard.decompress(data), type=tuple[_PackedBlock, ...])
    return tuple(
        Block(
            text=_text(block, documents),
            kept=block.kept,
            role=block.role,
            reason=block.reason,
            score=block.score,
            document=block.document,
        )
        for block in packed
    )


class _PackedBlock(msgspec.Struct, frozen=True, array_like=True):
    """A block; where its text is a passage of its document, the number of that passage.

    Audits written before there were scores end with the document.
    """

    text: str | int
    kept: bool
    role: Role
    reason: str
    document: int | None
    score: float | None = None


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
            block.kept, block.role, block.reason, block.document, block.score,
        )
        for block in extraction.blocks
    ]  # fmt: skip


def _text(block: _PackedBlock, documents: Sequence[Document]) -> str:
    if isinstance(block.text, str):
        return block.text
    assert block.document is not None
    document = documents[block.document]
    return document.paragraphs[block.text - 1] if block.text else document.title or ""


def _chunks(document: Document) -> Iterator[Chunk]:
    """A document in chunks: what is known of it with its first paragraphs, then the others."""
    first, *others = _cut(document.paragraphs)
    opening = msgspec.structs.replace(document, paragraphs=first)
    yield Chunk(msgspec.msgpack.encode(opening), len(first))
    for paragraphs in others:
        yield Chunk(msgspec.msgpack.encode(paragraphs), len(paragraphs))


def _cut(paragraphs: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Paragraphs in stretches of so many characters at most; the first may be empty."""
    start, size, most = 0, 0, OPENING
    for number, text in enumerate(paragraphs):
        size += len(text)
        if size > most and number > start:
            yield paragraphs[start:number]
            start, size, most = number, len(text), CHUNK
    yield paragraphs[start:]


def _compress(value: object) -> bytes:
    return zstandard.compress(msgspec.msgpack.encode(value))
