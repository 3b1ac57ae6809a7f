"""One page as a capture: HTML, plain text, or a PDF file, by what its bytes are."""

from __future__ import annotations

import hashlib
import re

from index.documents import Capture, Form
from index.errors import CaptureError
from index.reading.encodings import decode

PDF_MAGIC = b"%PDF-"
PDF_WITHIN = 1024
"""Bytes of rubbish that readers of PDF accept before the magic."""
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*){0,9}<(?:!doctype html|html|head|body)", re.I | re.S
)


def page_of(
    content: bytes,
    path: str,
    suffix: str,
    *,
    record: str | None = None,
    charset: str | None = None,
    fields: dict[str, str] | None = None,
) -> Capture:
    """The capture that the bytes of a page are.

    `suffix` is the ending its name has, such as `.html`; `charset` the encoding its server
    declared. Raises CaptureError: `empty` for what holds no text, `binary` for what is none.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if is_pdf(content):
        return Capture(
            path=path, record=record, form="pdf", text="", content=content, sha256=sha256,
            encoding="PDF", fields=fields or {},
        )  # fmt: skip
    decoded = decode(content, charset)
    if not decoded.text.strip():
        raise CaptureError("empty", "holds no text")
    is_html = suffix in _HTML_SUFFIXES or _HTML_START.match(decoded.text)
    form: Form = "html" if is_html else "text"
    return Capture(
        path=path, record=record, form=form, text=decoded.text, sha256=sha256,
        encoding=decoded.encoding, fields=fields or {},
    )  # fmt: skip


def is_pdf(content: bytes) -> bool:
    """Whether bytes are a PDF file, which may have a little rubbish in front of it."""
    at = content.find(PDF_MAGIC, 0, PDF_WITHIN)
    return at == 0 or (at > 0 and not content[:at].lstrip().startswith(b"<"))
