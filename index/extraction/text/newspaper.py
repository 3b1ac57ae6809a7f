"""An issue of a newspaper as text: many articles, cut by columns and pages.

Only furniture is deleted here, never a long line of prose: what cannot be placed stays where
it stood. The steps are those of a reader: put aside mastheads, page lines and jumps; put the
columns together; find the headlines; follow each article over its pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from index.documents import Block, Evidence, Role
from index.extraction.draft import Draft
from index.extraction.metadata.names import agency_signature, byline
from index.extraction.text.articles import Piece, mark_headlines
from index.extraction.text.audit import Audit
from index.extraction.text.heading import is_date_line
from index.extraction.text.line_kernels import PAGE
from index.extraction.text.lines import Line
from index.extraction.text.masthead import (
    Masthead,
    is_numbered,
    issue_date,
    marks_page,
    read_masthead,
)
from index.extraction.text.pieces import pieces_of
from index.extraction.text.rejoining import Vocabulary, joined
from index.extraction.text.seams import Seams
from index.extraction.text.threads import links, threaded

ENOUGH_SIGNS = 3
ENOUGH_PROSE = 4


def is_issue(lines: Sequence[Line]) -> bool:
    """Whether a text is an issue: by its page lines and jumps, or a masthead with its number.

    A page of a website may say `page 2` once; only an issue says it again and again, or has
    several headlines below a numbered masthead.
    """
    if sum(1 for _ in islice((line for line in lines if line.prose), ENOUGH_PROSE)) < ENOUGH_PROSE:
        return False
    signs = sum(marks_page(line) for line in lines if line.hints & PAGE)
    if signs >= ENOUGH_SIGNS:
        return True
    if not is_numbered(lines):
        return False
    head = read_masthead(lines)
    if "issue" not in head.found or "date" not in head.found:
        return False
    return signs > 0 or _headlines(lines, head) > 1


def _headlines(lines: Sequence[Line], head: Masthead) -> int:
    """How many headlines stand below a masthead."""
    pieces = pieces_of(Audit(lines), head)
    mark_headlines(pieces)
    return sum(piece.headline for piece in pieces)


def drafts(lines: Sequence[Line]) -> tuple[list[Draft], list[Block]]:
    """The articles of an issue, and the audit of its lines."""
    audit = Audit(lines)
    head = read_masthead(lines)
    issue_date(head, lines)
    pieces = pieces_of(audit, head)
    mark_headlines(pieces)
    return articles(audit, pieces, head), audit.blocks()


def articles(audit: Audit, pieces: Sequence[Piece], head: Masthead) -> list[Draft]:
    """The articles that the pieces of an issue are threaded into."""
    seams = Seams(piece.line.text for piece in pieces if piece.line.prose)
    vocabulary = Vocabulary(line.text for line in audit.lines)
    return [
        _drafted(audit, pieces, article, number, head, vocabulary)
        for number, article in enumerate(threaded(pieces, links(pieces, seams)))
    ]


def _drafted(
    audit: Audit,
    pieces: Sequence[Piece],
    article: list[list[int]],
    number: int,
    head: Masthead,
    vocabulary: Vocabulary,
) -> Draft:
    draft = Draft(found=dict(head.found))
    draft.found["kind"] = ("report", Evidence("article of an issue", head.name or "", "low"))
    for group in article:
        text = joined((pieces[at].line.text for at in group), vocabulary)
        _place(audit, draft, [pieces[at] for at in group], text, number)
    return draft


def _place(audit: Audit, draft: Draft, group: Sequence[Piece], text: str, number: int) -> None:
    """Put one paragraph where it belongs in a draft, and say so in the audit."""
    piece = group[0]
    if piece.headline:
        draft.title = text
        _keep(audit, piece, "title", "headline", number)
    elif not draft.paragraphs and (byline(text) or is_date_line(piece.line)):
        draft.header.append(text)
        _keep(audit, piece, "byline" if byline(text) else "date", "line below the headline", number)
    elif len(text) < 40 and (byline(text) or agency_signature(text)):
        draft.footer.append(text)
        _keep(audit, piece, "byline", "signature below the text", number)
    else:
        draft.paragraphs.append(text)
        for one in group:
            role: Role = "caption" if one.caption else "paragraph"
            _keep(audit, one, role, _reason(one, group), number)


def _keep(audit: Audit, piece: Piece, role: Role, reason: str, number: int) -> None:
    for at in piece.numbers:
        audit.keep(at, role, reason, number)


def _reason(piece: Piece, group: Sequence[Piece]) -> str:
    if piece.caption:
        return "caption: it speaks of a photograph"
    if piece.narrow and not piece.line.final:
        return "narrow column rejoined; where it belongs cannot be told for certain"
    if piece.narrow:
        return "narrow column rejoined"
    if len(group) > 1:
        return "paragraph rejoined over a break of column or page"
    if piece.line.lower:
        return "text of the article; the beginning of its sentence was not found"
    if piece.line.open and not piece.line.text.endswith(","):
        return "text of the article; the rest of its sentence was not found"
    return "text of the article"
