"""Extraction: a capture becomes its documents and the audit of its blocks.

The one door to this package. The form of a capture decides who cuts it: pages by their
markup, texts by their lines, records by their fields; what was cut out is then completed
with its metadata in the same way whatever it came from.
"""

from __future__ import annotations

import msgspec

from index.archive import Archive
from index.documents import Block, Capture, Extraction
from index.errors import CaptureError
from index.extraction import records
from index.extraction.bounds import bounded
from index.extraction.draft import Draft
from index.extraction.html import article as html
from index.extraction.metadata.completion import complete
from index.extraction.text import shapes as text

_READERS = {"html": html.drafts, "text": text.drafts, "record": records.drafts}


def extract(capture: Capture, archive: Archive) -> Extraction:
    """The documents of a capture in order, and every block of it, kept or stripped, and why.

    Raises CaptureError: `empty` where no paragraph is left, `too_large` and `too_slow` for what
    takes more memory or time than a capture may; `reason` is the code and the message says what
    to do.
    """
    with bounded():
        drafts, blocks, capture = _cut(capture, archive)
        documents = tuple(
            complete(draft, capture, archive, ordinal) for ordinal, draft in enumerate(drafts)
        )
    if not any(document.paragraphs for document in documents):
        raise CaptureError(
            "empty",
            f"{capture.path}: no paragraph is left of this capture. Look at it with "
            "`rostrum extract`, then capture it again or remove it.",
        )
    return Extraction(documents=documents, blocks=tuple(blocks))


def _cut(capture: Capture, archive: Archive) -> tuple[list[Draft], list[Block], Capture]:
    """The drafts and blocks of a capture, and the capture with the text that it holds."""
    if capture.form != "pdf":
        return *_READERS[capture.form](capture, archive), capture
    from index.extraction.pdf import article as pdf  # few archives need PDFium

    drafts, blocks, lines = pdf.drafts(capture, archive)
    return drafts, blocks, msgspec.structs.replace(capture, text=lines)
