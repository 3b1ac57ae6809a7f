"""Which documents are captures of one page: those with the same address, written in any way.

A page that is captured again is the same page, whatever its words have become. The front page
of a site, which has no path, is another every day, so it is nobody's.
"""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import urlsplit

from index.documents import Document

NO_PAGE = 0
"""Stands for no page, or none that is known."""


def page_of(document: Document) -> int:
    """A number of 64 bits for the page a document is on, or NO_PAGE.

    Of several documents on one page, each is a page of its own.
    """
    address = _address(document.url) if document.url else ""
    if not address:
        return NO_PAGE
    named = f"{address}\n{document.ordinal}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(named, digest_size=8).digest(), "little") or 1


def _address(url: str) -> str:
    """An address without what does not tell pages apart; nothing for the front page of a site."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{path}{query}" if host and (path or query) else ""
