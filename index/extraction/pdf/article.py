"""A PDF file as documents: an issue of a newspaper cut into its articles, or one text.

An issue shows itself by its masthead, its jumps, or by several headlines over columns. Its
headlines are told by the size of their type, not by their wording; all else is done as with
an issue that came as text.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from index.archive import Archive
from index.documents import Block, Capture
from index.errors import CaptureError
from index.extraction.draft import Draft
from index.extraction.overrides import overrides_of
from index.extraction.pdf.layout import Paragraph, layout, rejoined_over_pages
from index.extraction.pdf.rows import pages_of
from index.extraction.text import plain_text
from index.extraction.text.articles import Piece, stand_under_headlines
from index.extraction.text.audit import Audit
from index.extraction.text.heading import is_title_like
from index.extraction.text.masthead import Masthead, issue_date, jump, read_masthead
from index.extraction.text.newspaper import articles
from index.extraction.text.pieces import PieceReader
from index.extraction.text.rejoining import Vocabulary

HEADLINE, TITLE = 1.3, 1.15
"""Least size of a headline in an issue and of the title of a document, in usual heights."""
LONGEST_HEADLINE = 40
ENOUGH_HEADLINES, ENOUGH_COLUMNS = 2, 3


def drafts(capture: Capture, archive: Archive) -> tuple[list[Draft], list[Block], str]:
    """The documents of a PDF file, the audit of its paragraphs, and its text line by line.

    Raises CaptureError (`no_text`) where its pages are pictures, and as `pages_of` does.
    """
    paragraphs = layout(pages_of(capture.content))
    if not any(character.isalnum() for one in paragraphs for character in one.line.text):
        raise CaptureError(
            "no_text",
            f"{capture.path}: its pages hold no text, only pictures of it. "
            "Have the text recognised (OCR) and put in.",
        )
    text = "\n".join(one.line.text for one in paragraphs)
    overrides = overrides_of(msgspec.structs.replace(capture, text=text), archive)
    for one in paragraphs:
        one.furniture = overrides.stripping(one.line.text) or one.furniture
    found, blocks = _issue(paragraphs) if is_issue(paragraphs) else _document(paragraphs)
    return found, blocks, text


def is_issue(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a file is an issue of a newspaper rather than one text with headings."""
    lines = [one.line for one in paragraphs]
    head = read_masthead([one.line for one in paragraphs if one.furniture is None])
    headlines = sum(_is_headline(one) for one in paragraphs)
    if headlines < ENOUGH_HEADLINES:
        return False
    if "issue" in head.found or any(jump(line) for line in lines):
        return True
    return sum(_is_headline(p) and p.columns >= ENOUGH_COLUMNS for p in paragraphs) >= headlines / 2


def _is_headline(one: Paragraph) -> bool:
    large = one.size >= HEADLINE and 2 <= one.line.words <= LONGEST_HEADLINE
    return large and one.furniture is None


def _issue(paragraphs: Sequence[Paragraph]) -> tuple[list[Draft], list[Block]]:
    audit = Audit([one.line for one in paragraphs])
    head = _masthead(paragraphs)
    reader = PieceReader(audit, head)
    page = 0
    for at, one in enumerate(paragraphs):
        if one.page != page:
            page = one.page
            reader.begin_page(page)
        if one.furniture:
            audit.strip(at, one.furniture)
        else:
            reader.read(at)
            reader.end_paragraph()
    pieces = reader.close()
    _mark_headlines(pieces, paragraphs)
    return articles(audit, pieces, head), audit.blocks()


def _masthead(paragraphs: Sequence[Paragraph]) -> Masthead:
    """The masthead on the first page; running heads above it are no part of it."""
    numbers = [at for at, one in enumerate(paragraphs) if one.furniture is None]
    head = read_masthead([paragraphs[at].line for at in numbers])
    head.lines = [numbers[at] for at in head.lines]
    issue_date(head, [one.line for one in paragraphs])
    return head


def _mark_headlines(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> None:
    """Say which pieces are headlines: of several in a row only the largest is."""
    sizes = [max(paragraphs[at].size for at in piece.numbers) for piece in pieces]
    for piece in pieces:
        piece.headline = all(_is_headline(paragraphs[at]) for at in piece.numbers)
    row: list[int] = []
    for at in range(len(pieces) + 1):
        goes_on = at < len(pieces) and pieces[at].headline
        if row and not (goes_on and pieces[at].page == pieces[row[0]].page):
            largest = max(row, key=lambda one: sizes[one])
            for one in row:
                pieces[one].headline = one == largest
            row = []
        if goes_on:
            row.append(at)
    stand_under_headlines(pieces)


def _document(paragraphs: Sequence[Paragraph]) -> tuple[list[Draft], list[Block]]:
    """The one document of a file that is no issue."""
    furniture = [
        (one.page, Block(text=one.line.text, kept=False, role="furniture", reason=one.furniture))
        for one in paragraphs
        if one.furniture
    ]
    vocabulary = Vocabulary(one.line.text for one in paragraphs)
    text = rejoined_over_pages([one for one in paragraphs if not one.furniture], vocabulary)
    draft, audit = plain_text.read([one.line for one in text], _title(text))
    rows = [(one.page, block) for one, block in zip(text, audit.blocks(), strict=True)]
    return [draft], [block for _, block in sorted([*furniture, *rows], key=lambda row: row[0])]


def _title(paragraphs: Sequence[Paragraph]) -> int | None:
    """The paragraph on the first page in the largest type, if it is larger than the rest."""
    first = [at for at, one in enumerate(paragraphs[:12]) if one.page == paragraphs[0].page]
    likely = [at for at in first if paragraphs[at].size >= TITLE]
    likely = [at for at in likely if is_title_like(paragraphs[at].line)]
    return max(likely, key=lambda at: paragraphs[at].size, default=None)
