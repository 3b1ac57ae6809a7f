"""Text captures: which shape a text has, and the documents that are read from it.

Three shapes are told apart: an issue of a newspaper (`newspaper`), a page dumped with its
menu and footer (`page_dump`), and a document of plain text (`plain_text`).
"""

from __future__ import annotations

from index.archive import Archive
from index.documents import Block, Capture
from index.errors import CaptureError
from index.extraction.draft import Draft
from index.extraction.text import newspaper, page_dump, plain_text
from index.extraction.text.lines import lines
from index.extraction.text.rejoining import rejoined


def drafts(capture: Capture, archive: Archive) -> tuple[list[Draft], list[Block]]:
    """The articles of a text capture, and the audit of its lines.

    What the keeper of `archive` says does not bear on a text; every form is read with it.
    Raises CaptureError (`empty`) where a capture holds no text.
    """
    found = lines(capture.text)
    if not any(character.isalnum() for line in found for character in line.text):
        raise CaptureError(
            "empty",
            f"{capture.path}: the capture holds no text. Scrape the page again or remove the file.",
        )
    if newspaper.is_issue(found):
        return newspaper.drafts(found)
    whole = rejoined(found)
    shape = page_dump if page_dump.is_page_dump(whole) else plain_text
    draft, audit = shape.read(whole)
    return [draft], audit.blocks()
