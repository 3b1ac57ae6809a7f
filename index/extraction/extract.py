"""Extraction: a capture becomes its documents and the audit of its blocks.

The one door to this package. The form of a capture decides who cuts it: pages by their
markup, texts by their lines, records by their fields; what was cut out is then completed
with its metadata in the same way whatever it came from.
"""

from __future__ import annotations

from index.archive import Archive
from index.documents import Capture, Extraction
from index.errors import CaptureError
from index.extraction import records
from index.extraction.html import article as html
from index.extraction.metadata.completion import complete
from index.extraction.text import shapes as text

_READERS = {"html": html.drafts, "text": text.drafts, "record": records.drafts}


def extract(capture: Capture, archive: Archive) -> Extraction:
    """The documents of a capture in order, and every block of it, kept or stripped, and why.

    Raises CaptureError: `empty` where no paragraph is left, `too_large` for a page beyond
    reading; `reason` is the code and the message says what to do.
    """
    drafts, blocks = _READERS[capture.form](capture, archive)
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
