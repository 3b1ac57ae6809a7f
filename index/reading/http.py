"""The page in an HTTP response as it was stored: headers off, chunks joined, unpacked.

Crawlers store responses in every state: packed as they came, unpacked with the headers of the
packed ones, in chunks or not. What the headers say is therefore tried, not trusted.
"""

from __future__ import annotations

import io
import re
import zlib
from email.message import Message
from http.client import HTTPException, parse_headers
from typing import NamedTuple

import zstandard

from index.errors import CaptureError
from index.reading import limits
from index.reading.limits import too_large

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_SIP = 256
_WINDOW = 2**23
"""Bytes that a client has to hold for a body packed as zstd, and no more (RFC 9659)."""


class Response(NamedTuple):
    """What a server answered: status, media type in lower case, encoding, and the page."""

    status: int
    media_type: str
    charset: str | None
    content: bytes


def response_of(block: bytes) -> Response | None:
    """The response that a block of bytes is, or None where it is none.

    Raises CaptureError: `too_large` for a page packed so that it would fill the memory,
    `damaged` for one whose packing is broken, `unsupported` for one packed in an unknown way.
    """
    stream = io.BytesIO(block)
    status = _STATUS.match(stream.readline(limits.MAX_CAPTURE))
    if status is None:
        return None
    try:
        headers = parse_headers(stream)
    except HTTPException as error:
        raise CaptureError("damaged", f"has headers that cannot be read: {error}") from error
    content = stream.read()
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        content = _joined(content)
    for packing in reversed(headers.get("Content-Encoding", "").lower().split(",")):
        content = _unpacked(content, packing.strip())
    return Response(int(status[1]), media_type(headers), headers.get_content_charset(), content)


def media_type(headers: Message) -> str:
    """The media type that headers give; empty where they give none."""
    return headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _joined(content: bytes) -> bytes:
    """The chunks of a body as one; a body that is in no chunks stays as it is (RFC 9112, 7.1)."""
    pieces: list[bytes] = []
    at = 0
    while (size := _CHUNK.match(content, at)) is not None:
        length = int(size[1], 16)
        if not length:
            return b"".join(pieces)
        pieces.append(content[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if content[at : at + 2] == b"\r\n" else 1
    return b"".join(pieces) if pieces and at >= len(content) else content


def _unpacked(content: bytes, packing: str) -> bytes:
    match packing:
        case "" | "identity":
            return content
        case "gzip" | "x-gzip":
            return _inflated(content, 16 + zlib.MAX_WBITS) if content[:2] == _GZIP else content
        case "deflate":
            with_header = content[:1] and content[0] & 0x0F == 8
            return _inflated(content, zlib.MAX_WBITS if with_header else -zlib.MAX_WBITS)
        case "zstd":
            return _unpacked_zstd(content) if content[:4] == _ZSTD else content
        case _ if not _is_text(content):
            raise CaptureError(
                "unsupported",
                f"is packed as {packing}, which cannot be read: fetch it again packed as gzip",
            )
    return content


def _inflated(content: bytes, window: int) -> bytes:
    inflater = zlib.decompressobj(window)
    try:
        found = inflater.decompress(content, limits.MAX_CAPTURE + 1)
    except zlib.error as error:
        raise CaptureError("damaged", f"the compressed data is broken: {error}") from error
    if len(found) > limits.MAX_CAPTURE:
        raise too_large("holds", limits.MAX_CAPTURE)
    if not inflater.eof:
        raise CaptureError("damaged", "the compressed data ends early: fetch it again")
    return found


def _unpacked_zstd(content: bytes) -> bytes:
    """The frames of a body, each taken in sips, for four bytes can stand for 128 KB (RFC 8878)."""
    found, at = bytearray(), 0
    frame = _frame()
    try:
        while at < len(content):
            sip = content[at : at + _SIP]
            found += frame.decompress(sip)
            at += len(sip)
            if len(found) > limits.MAX_CAPTURE:
                raise too_large("holds", limits.MAX_CAPTURE)
            if frame.eof and (at := at - len(frame.unused_data)) < len(content):
                frame = _frame()
    except zstandard.ZstdError as error:
        raise CaptureError("damaged", f"the compressed data is broken: {error}") from error
    if not frame.eof:
        raise CaptureError("damaged", "the compressed data ends early: fetch it again")
    return bytes(found)


def _frame() -> zstandard.ZstdDecompressionObj:
    return zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()


def _is_text(content: bytes) -> bool:
    """Whether bytes are what a header wrongly calls packed: text from the first byte on."""
    return content[:64].lstrip()[:1] == b"<" or content[:512].isascii()
