"""The paragraphs of a PDF file in reading order, each with its page and the size of its type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.extraction.pdf.columns import blocks_of, usual_height
from index.extraction.pdf.paragraphs import paragraphs_of
from index.extraction.pdf.rows import Page, Row
from index.extraction.pdf.running_heads import running_heads
from index.extraction.text.lines import Line
from index.extraction.text.lines import line as describe
from index.extraction.text.rejoining import Vocabulary, joined


@dataclass
class Paragraph:
    """A paragraph as it lies on a page.

    `size` is the height of its type in heights of the file's usual type, `furniture` the
    reason it is not text, if it is not; `columns` how many blocks its page was cut into.
    """

    line: Line
    page: int
    size: float
    furniture: str | None = None
    columns: int = 1


def layout(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of all pages; running heads come before the rest of their page."""
    heads = running_heads(pages)
    rows = [row for page in pages for row in page.rows]
    usual = usual_height([row for row in rows if id(row) not in heads] or rows)
    vocabulary = Vocabulary(row.text for row in rows)
    return [one for page in pages for one in _page(page, heads, usual, vocabulary)]


def _page(
    page: Page, heads: dict[int, str], usual: float, vocabulary: Vocabulary
) -> Iterator[Paragraph]:
    for row in page.rows:
        if reason := heads.get(id(row)):
            yield Paragraph(describe(row.text), page.number, row.height / usual, reason)
    blocks = blocks_of([row for row in page.rows if id(row) not in heads])
    for block in blocks:
        for lines in paragraphs_of(block):
            line = describe(joined((row.text for row in lines), vocabulary), gap=1)
            yield Paragraph(line, page.number, _size(lines, usual), columns=len(blocks))


def _size(lines: Sequence[Row], usual: float) -> float:
    return usual_height(lines) / usual


def rejoined_over_pages(paragraphs: Sequence[Paragraph], vocabulary: Vocabulary) -> list[Paragraph]:
    """The paragraphs with those put together that a page or a column broke."""
    found: list[Paragraph] = []
    for one in paragraphs:
        before = found[-1] if found else None
        if before and _is_broken(before, one):
            whole = joined((before.line.text, one.line.text), vocabulary)
            found[-1] = Paragraph(describe(whole, gap=1), before.page, before.size)
        else:
            found.append(one)
    return found


def _is_broken(before: Paragraph, after: Paragraph) -> bool:
    same_type = abs(before.size - after.size) < 0.1
    return same_type and before.line.open and after.line.lower
