"""The lines of an issue put together into pieces, with its furniture set aside.

Lines wrapped at a column's edge stand close together; a column of two or three words a line
is torn into one line a block, with blank lines between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise

from index.extraction.text.articles import Piece
from index.extraction.text.audit import Audit
from index.extraction.text.heading import is_title_like
from index.extraction.text.lines import Line, is_credit_line
from index.extraction.text.masthead import Jump, Masthead, jump, page_number
from index.extraction.text.page_dump import RECURS
from index.extraction.text.pull_quotes import PULL_QUOTE, Printed, Prose, pull_quotes, repeat
from index.extraction.text.rejoining import Vocabulary, goes_on, margin, whole

NARROW_WORDS = 4
NARROW_LENGTH = 30
SHORTEST_COLUMN = 3
LONGEST_BANNER = 12


def pieces_of(audit: Audit, head: Masthead) -> list[Piece]:
    """The pieces of an issue in the order they stand; furniture is stripped in the audit."""
    reader = PieceReader(audit, head)
    for at in range(len(audit.lines)):
        reader.read(at)
    return reader.close()


class PieceReader:
    """Reads an issue line by line, keeping the page it is on and the jump it came from."""

    def __init__(self, audit: Audit, head: Masthead) -> None:
        self.audit, self.head = audit, head
        self.pieces: list[Piece] = []
        self._waiting: list[int] = []
        self._page, self._first = 1, True
        self._jump: Jump | None = None
        self._latin = _is_latin("".join(line.text for line in audit.lines[:200]))
        self._width = margin(audit.lines)
        self._day = head.found["date"][0] if "date" in head.found else None
        self._vocabulary = Vocabulary(line.text for line in audit.lines)
        self._prose = Prose(audit.lines)

    def read(self, at: int) -> None:
        """Take in one line: as furniture, or as the next line of the column."""
        line = self.audit.lines[at]
        if at in self.head.lines:
            self.audit.strip(at, "masthead", "masthead")
        elif mark := jump(line):
            self._turn(at, mark)
        elif (page := page_number(line, self.head.name, self._day)) is not None and self._is_near(
            line, page
        ):
            self.audit.strip(at, "page line")
            self._boundary()
            self._turn_to(page or self._page + 1)
        elif line.recurs and not line.prose:
            self.audit.strip(at, RECURS)
        elif self._is_banner(line):
            self.audit.strip(at, "banner in another script")
        else:
            self._waiting.append(at)

    def end_paragraph(self) -> None:
        """Say that the lines read so far and those to come are not of one paragraph."""
        self._flush()

    def begin_page(self, page: int) -> None:
        """Say that what comes stands on another page."""
        self._boundary()
        self._page = page

    def close(self) -> list[Piece]:
        """End the last piece; all pieces, without those that only repeat others."""
        self._flush()
        if self.pieces:
            self.pieces[-1].cut = True
        return _without_repeats(self.audit, self.pieces)

    def _turn(self, at: int, mark: Jump) -> None:
        self.audit.strip(at, f"jump mark: the article goes on {mark.way} page {mark.page}")
        if mark.way == "to":
            self._flush()
            if self.pieces:
                self.pieces[-1].cut, self.pieces[-1].jump_to = True, mark.page
            return
        self._boundary()
        if head := self._jump_head():
            self.audit.strip(head.numbers[0], "headline repeated above a continuation")
            mark = replace(mark, head=head.line.text)
        self._jump = mark
        self._page = max(self._page, mark.page + 1)

    def _turn_to(self, page: int) -> None:
        """Begin a page; what stood last on the page before it is known to be there."""
        if self.pieces and page > self._page + 1:
            self.pieces[-1].page = page - 1
        self._page = page

    def _jump_head(self) -> Piece | None:
        """The short headline that stands between a page line and a jump, taken off the pieces."""
        if not self.pieces or not self.pieces[-1].first or len(self.pieces[-1].numbers) > 1:
            return None
        line = self.pieces[-1].line
        return self.pieces.pop() if line.words <= 8 and is_title_like(line) else None

    def _boundary(self) -> None:
        self._flush()
        if self.pieces:
            self.pieces[-1].cut = True
        self._first = True

    def _is_near(self, line: Line, page: int) -> bool:
        """Whether a bare number can be that of the page; a page line with words always can."""
        return (
            line.words > 2 or not line.text.strip(" -–—").isdigit() or abs(page - self._page) <= 2
        )

    def _is_banner(self, line: Line) -> bool:
        return (
            line.words <= LONGEST_BANNER and not line.prose and _is_latin(line.text) != self._latin
        )

    def _flush(self) -> None:
        lines = self.audit.lines
        quotes = pull_quotes(lines, self._waiting, self._prose)
        for at in quotes:
            self.audit.strip(at, PULL_QUOTE)
        waiting = [at for at in self._waiting if at not in quotes]
        for group, narrow in _groups(lines, waiting, self._width):
            whole_line = whole([lines[at] for at in group], self._vocabulary)
            piece = Piece(group, whole_line, self._page, first=self._first, narrow=narrow)
            piece.jump_from, self._jump, self._first = self._jump, None, False
            piece.caption = whole_line.words < 80 and is_credit_line(whole_line)
            self.pieces.append(piece)
        self._waiting = []


def _groups(
    lines: Sequence[Line], numbers: Sequence[int], width: int
) -> list[tuple[list[int], bool]]:
    """The numbers of lines that make one piece each, and whether it is a narrow column."""
    groups: list[tuple[list[int], bool]] = []
    at = 0
    while at < len(numbers):
        column = _narrow_column(lines, numbers, at)
        if column:
            groups.append((column, True))
            at += len(column)
            continue
        last = groups[-1] if groups else None
        line = lines[numbers[at]]
        if last and not last[1] and not line.gap and goes_on(lines[last[0][-1]], line, width):
            last[0].append(numbers[at])
        else:
            groups.append(([numbers[at]], False))
        at += 1
    return groups


def _narrow_column(lines: Sequence[Line], numbers: Sequence[int], start: int) -> list[int]:
    """The lines of a narrow column that begins here; none if there is no such column."""
    column: list[int] = []
    for at in islice(numbers, start, None):
        if lines[at].words > NARROW_WORDS or len(lines[at].text) > NARROW_LENGTH:
            break
        column.append(at)
    seams = [(lines[a], lines[b]) for a, b in pairwise(column)]
    broken = sum(before.open and after.lower for before, after in seams)
    return column if len(column) >= SHORTEST_COLUMN and broken * 2 >= len(seams) else []


def _is_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(character < "ɐ" for character in letters) * 2 >= len(letters)


def _without_repeats(audit: Audit, pieces: list[Piece]) -> list[Piece]:
    """The pieces without pull quotes and beginnings that are repeated in full."""
    printed = Printed([piece.line.text for piece in pieces])
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        reason = repeat(piece.line, after.line if after else None, printed)
        if reason is None:
            kept.append(piece)
            continue
        for number in piece.numbers:
            audit.strip(number, reason)
        if after and piece.first:
            after.first, after.jump_from = True, piece.jump_from
        if kept and piece.cut:
            kept[-1].cut, kept[-1].jump_to = True, kept[-1].jump_to or piece.jump_to
    return kept
