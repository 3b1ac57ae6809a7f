"""Records whose text is plain: the scraper has already cut the article out.

What a record brings as text is the article, so nothing is taken for furniture; every line is
a paragraph unless blank lines part them. A record without a title is read like any text.
"""

from __future__ import annotations

from index.archive import Archive
from index.documents import Block, Capture
from index.errors import CaptureError
from index.extraction.draft import Draft
from index.extraction.overrides import overrides_of
from index.extraction.text import shapes as text
from index.extraction.text.lines import lines
from index.extraction.text.rejoining import rejoined


def drafts(capture: Capture, archive: Archive) -> tuple[list[Draft], list[Block]]:
    """The article of a record, and the audit of its paragraphs.

    Raises CaptureError (`empty`) where the record has no words.
    """
    title = capture.fields.get("title", "").strip()
    if not title:
        return text.drafts(capture, archive)
    overrides = overrides_of(capture, archive)
    found = [line.text for line in rejoined(lines(capture.text))]
    blocks = [_block(one, title, overrides.stripping(one)) for one in found]
    paragraphs = [block.text for block in blocks if block.role == "paragraph"]
    if not any(character.isalnum() for one in paragraphs for character in one):
        raise CaptureError(
            "empty",
            f"{capture.path} ({capture.record}): the record's text has no words. "
            "Scrape it again or remove it.",
        )
    return [Draft(title=title, paragraphs=paragraphs)], blocks


def _block(paragraph: str, title: str, struck: str | None) -> Block:
    if struck:
        return Block(text=paragraph, kept=False, role="furniture", reason=struck)
    if paragraph.casefold() == title.casefold():
        reason = "repeats the title"
        return Block(text=paragraph, kept=True, role="title", reason=reason, document=0)
    reason = "text of the record"
    return Block(text=paragraph, kept=True, role="paragraph", reason=reason, document=0)
