"""Text captures: which shape a text has, and the documents that are read from it.

Three shapes are told apart: an issue of a newspaper (`newspaper`), a page dumped with its
menu and footer (`page_dump`), and a document of plain text (`plain_text`).
"""

from __future__ import annotations

from operator import itemgetter

from index.archive import Archive
from index.documents import Block, Capture
from index.errors import CaptureError
from index.extraction.draft import Draft
from index.extraction.overrides import overrides_of
from index.extraction.text import newspaper, page_dump, plain_text
from index.extraction.text.lines import Line, lines
from index.extraction.text.rejoining import rejoined


def drafts(capture: Capture, archive: Archive) -> tuple[list[Draft], list[Block]]:
    """The articles of a text capture, and the audit of its lines.

    Raises CaptureError (`empty`) where a capture holds no text, or none but what the keeper of
    the archive has stripped.
    """
    found, struck = _without_struck(lines(capture.text, capture.recurring), capture, archive)
    if not any(character.isalnum() for line in found for character in line.text):
        raise CaptureError(
            "empty",
            f"{capture.path}: the capture holds no text. Scrape the page again or remove the file.",
        )
    drafted, whole, blocks = _read(found)
    if not struck:
        return drafted, blocks
    numbered = [(line.number, block) for line, block in zip(whole, blocks, strict=True)]
    return drafted, [block for _, block in sorted([*numbered, *struck], key=itemgetter(0))]


def _read(found: list[Line]) -> tuple[list[Draft], list[Line], list[Block]]:
    """The drafts of lines, and the lines as they were audited, each with its block."""
    if newspaper.is_issue(found):
        articles, blocks = newspaper.drafts(found)
        return articles, found, blocks
    whole = rejoined(found)
    shape = page_dump if page_dump.is_page_dump(whole) else plain_text
    draft, audit = shape.read(whole)
    return [draft], whole, audit.blocks()


def _without_struck(
    found: list[Line], capture: Capture, archive: Archive
) -> tuple[list[Line], list[tuple[int, Block]]]:
    """The lines left, and the blocks of those that archive.toml strips, with their numbers."""
    overrides = overrides_of(capture, archive)
    if not overrides.strip_lines:
        return found, []
    left, struck = [], []
    for line in found:
        if reason := overrides.stripping(line.text):
            block = Block(text=line.text, kept=False, role="furniture", reason=reason)
            struck.append((line.number, block))
        else:
            left.append(line)
    return left, struck
