"""Web archives: the pages of a WARC file, one capture a stored response.

The format is ISO 28500 (https://iipc.github.io/warc-specifications/). It is read here because
a hostile file must not take the machine along: no line, record or page is held beyond its
limit. Only pages that came with success count; requests, redirects, pictures and pages that a
later record merely revisits hold no text of their own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from typing import IO, NamedTuple
from urllib.parse import urlsplit

from index.documents import Capture
from index.errors import CannotGoOn, CaptureError
from index.reading import limits
from index.reading.http import Response, media_type, response_of
from index.reading.limits import pass_over, pass_over_line, too_large
from index.reading.outcomes import Outcome, failure
from index.reading.pages import is_pdf, page_of

_VERSION = b"WARC/"
_LONGEST_LINE, _MOST_LINES = 2**16, 200
_TYPES = ("response", "resource", "conversion")
_MEDIA = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
_UNTOLD = ("", "application/octet-stream", "application/pdf", "application/x-pdf", "unk")
"""Media types whose pages are looked at to tell what they are."""


class _Head(NamedTuple):
    """The head of a record: its headers and how long what follows is, in bytes."""

    headers: Message
    length: int

    @property
    def name(self) -> str:
        """What the record is called in the index: its URL and when it was fetched."""
        return "@".join(filter(None, (self.url, self.headers.get("WARC-Date", "").strip())))

    @property
    def url(self) -> str:
        """The address of the page; some writers put it in angle brackets."""
        return self.headers.get("WARC-Target-URI", "").strip().strip("<>")


def warc_captures(stream: IO[bytes], path: str) -> Iterator[Outcome]:
    """The pages of a web archive in the order they stand.

    What is between two records is passed over, so a damaged record costs only itself. Raises
    CannotGoOn where the file is no web archive, or a record cannot be got past.
    """
    for number in itertools.count(1):
        try:
            head = _next_head(stream, number)
        except CannotGoOn:
            raise
        except CaptureError as error:
            yield failure(error, path, f"record {number}")
            continue
        if head is None:
            return
        try:
            capture = _capture(stream, head, path)
        except CannotGoOn:
            raise
        except CaptureError as error:
            yield failure(error, path, head.name or f"record {number}")
            continue
        if capture is not None:
            yield capture


def _next_head(stream: IO[bytes], number: int) -> _Head | None:
    """The head of the next record; None at the end of the file."""
    for passed in itertools.count():
        line = stream.readline(_LONGEST_LINE)
        if line.startswith(_VERSION):
            break
        if not line and number > 1:
            return None
        if number == 1 and (not line or passed > _MOST_LINES):
            raise CannotGoOn("bad_warc", "is no web archive: no record begins in its first lines")
        if not line.endswith(b"\n"):
            pass_over_line(stream)
    return _head(stream)


def _head(stream: IO[bytes]) -> _Head:
    lines = []
    while (line := stream.readline(_LONGEST_LINE)).strip():
        lines.append(line)
        if len(lines) > _MOST_LINES or not line.endswith(b"\n"):
            raise CaptureError("damaged", "the head of a record is too long to be one")
    headers = HeaderParser().parsestr(b"".join(lines).decode("utf-8", "replace"))
    length = headers.get("Content-Length", "").strip()
    if not length.isdecimal():
        raise CaptureError("damaged", "a record does not say how long it is")
    return _Head(headers, int(length))


def _capture(stream: IO[bytes], head: _Head, path: str) -> Capture | None:
    """The capture of a record, or None for one that is no page; its bytes are read either way."""
    if head.headers.get("WARC-Type", "").lower() not in _TYPES or _is_no_page(head.url):
        pass_over(stream, head.length)
        return None
    if head.length > limits.MAX_CAPTURE:
        pass_over(stream, head.length)
        raise too_large("holds", limits.MAX_CAPTURE)
    block = stream.read(head.length)
    if len(block) < head.length:
        raise CaptureError("damaged", "the file ends within a record: fetch it again")
    response = response_of(block) if _is_http(head) else None
    if response is None:
        charset = head.headers.get_content_charset()
        response = Response(200, media_type(head.headers), charset, block)
    return _page(response, head, path)


def _page(response: Response, head: _Head, path: str) -> Capture | None:
    if not 200 <= response.status < 300 or not response.content.strip():
        return None
    suffix = _MEDIA.get(response.media_type)
    if suffix is None:
        start = response.content[:1024].lstrip().lower()
        is_page = is_pdf(response.content) or start.startswith((b"<!doctype html", b"<html"))
        if response.media_type not in _UNTOLD or not is_page:
            return None
    captured = head.headers.get("WARC-Date", "").strip()[:10]
    fields = {"url": head.url, "captured": captured}
    return page_of(
        response.content, path, suffix or "", record=head.name or None, charset=response.charset,
        fields={name: value for name, value in fields.items() if value},
    )  # fmt: skip


def _is_http(head: _Head) -> bool:
    return "http" in head.headers.get("Content-Type", "").lower()


def _is_no_page(url: str) -> bool:
    """Whether an address is one that crawlers fetch for themselves."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path == "/robots.txt" or parts.scheme in ("dns", "whois", "metadata", "filedesc")
