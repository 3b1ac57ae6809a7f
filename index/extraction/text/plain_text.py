"""A document of plain text: a speech with its title and dateline, a report, an article.

Nothing is taken for furniture here but the few phrases a blog or a page leaves at the top or
the bottom, and the marks with which agencies end: every other line is text.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extraction.draft import Draft
from index.extraction.metadata.names import byline
from index.extraction.text.audit import Audit
from index.extraction.text.heading import (
    first_text,
    read_dates_and_bylines,
    read_footer,
    read_header,
)
from index.extraction.text.lines import Line, is_credit_line
from index.extraction.text.page_dump import LONGEST_CAPTION, drafted, is_repeated_start

LONGEST_NOTICE = 12


def read(lines: Sequence[Line], title: int | None = None) -> tuple[Draft, Audit]:
    """The document of a plain text, and the audit of its lines.

    `title` is the number of the line known to be the title, where type or place has told it.
    """
    audit = Audit(lines)
    start, end = _trim(audit)
    text = first_text(lines, start, end)
    if title is None:
        read_header(audit, start, text, from_top=True)
    else:
        read_dates_and_bylines(audit, start, max(text, title))
        audit.keep(title, "title", "title: the largest type on the first page")
    read_footer(audit, end)
    for at in range(start, end):
        if not audit.judged(at):
            _keep(audit, at)
    return drafted(audit), audit


def _trim(audit: Audit) -> tuple[int, int]:
    """Strip the furniture phrases and stray marks at both ends; what is left, first and past."""
    lines = audit.lines
    start, end = 0, len(lines)
    while end > start + 1 and _is_stray(lines[end - 1]):
        end -= 1
        audit.strip(end, "phrase or stray mark below the text")
    while start < end - 1 and _is_stray(lines[start]):
        audit.strip(start, "phrase or stray mark above the text")
        start += 1
    return start, end


def _is_stray(line: Line) -> bool:
    text = line.text
    if line.phrase or line.recurs or not any(character.isalnum() for character in text):
        return True
    return line.words <= LONGEST_NOTICE and not byline(text) and line.notice


def _keep(audit: Audit, at: int) -> None:
    lines = audit.lines
    if at + 1 < len(lines) and is_repeated_start(lines[at], lines[at + 1]):
        audit.strip(at, "repeats the beginning of the next line")
    elif lines[at].words < LONGEST_CAPTION and is_credit_line(lines[at]):
        audit.keep(at, "caption", "caption: it speaks of a photograph")
    else:
        audit.keep(at, "paragraph", "text of the document")
