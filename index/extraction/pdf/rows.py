"""The text layer of a PDF file: each page as stretches of characters on a line.

PDF knows characters and their places, nothing of words, lines or columns. PDFium gives them
in the order they are read, and puts in the spaces; a row ends where the next character
stands elsewhere: on another line, or beyond a gap as wide as that between columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass
from typing import Any, TypeAlias

import pypdfium2

from index.errors import CaptureError
from index.extraction.pdf.direction import is_leftward, mirror

GAP = 1.0
"""How far apart two characters of a row may be, in heights of a line."""
RUN = 12.0
"""How long words may be that run against the direction of their row, in heights of a line."""
MOST_PAGES, MOST_CHARACTERS = 2_000, 4_000_000
Box: TypeAlias = tuple[float, float, float, float]
"""Where a character stands: left, bottom, right, top, in points."""

_raw = pypdfium2.raw
_BREAKS = frozenset((10, 13))
_HYPHEN = frozenset((2, 0xAD, 0xFFFE))
"""What PDFium gives for a hyphen at the end of a line."""


@dataclass
class Row:
    """Characters in a row: where they stand, in points from the page's lower left, and how high.

    On a page that reads from right to left they are counted from its lower right. `leftward`
    says that some of the characters are written to the left.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    leftward: bool = False

    @property
    def height(self) -> float:
        """The height of the line, which grows with the size of the type."""
        return self.top - self.bottom


@dataclass
class Page:
    """A page: its number from 1, and its rows as they were written."""

    number: int
    rows: list[Row]


def pages_of(content: bytes) -> list[Page]:
    """The pages of a PDF file with their rows.

    Raises CaptureError: `damaged` for what PDFium cannot open, `locked` for what wants a
    password, `too_large` for more text than a capture can be.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error) from error
    try:
        return list(_pages(document))
    finally:
        document.close()


def _refusal(error: Exception) -> CaptureError:
    if "password" in str(error).lower():
        return CaptureError("locked", "is locked with a password: save it without one")
    return CaptureError("damaged", f"cannot be opened as a PDF file: {error}")


def _pages(document: Any) -> Iterator[Page]:  # noqa: ANN401
    left = MOST_CHARACTERS
    for number in range(min(len(document), MOST_PAGES + 1)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        text = page.get_textpage()
        left -= text.count_chars()
        if left < 0 or number == MOST_PAGES:
            raise CaptureError("too_large", "holds more text than a capture can: split it")
        rows = list(_rows(text))
        mirror(rows)
        yield Page(number + 1, rows)
        text.close()
        page.close()


def _rows(text: Any) -> Iterator[Row]:  # noqa: ANN401
    """The rows of a page in the order they were written."""
    row: Row | None = None
    before: Box = (0.0, 0.0, 0.0, 0.0)
    pending = False
    for character, box in _characters(text):
        if character.isspace() or box is None:
            pending = character == " "
            if character == "\n" and row:
                yield row
                row = None
            continue
        leftward = is_leftward(character)
        if row is not None and not _follows(row, before, box, leftward=leftward):
            yield row
            row = None
        if row is None:
            row = Row(character, *box, leftward)
        else:
            row.text += f" {character}" if pending else character
            _widen(row, box)
            row.leftward = row.leftward or leftward
        pending, before = False, box
    if row is not None:
        yield row


def _widen(row: Row, box: Box) -> None:
    row.left, row.bottom = min(row.left, box[0]), min(row.bottom, box[1])
    row.right, row.top = max(row.right, box[2]), max(row.top, box[3])


def _follows(row: Row, before: Box, box: Box, *, leftward: bool) -> bool:
    """Whether a character stands on the row's line, beside what is there, in type of like size.

    `before` is the box of the character that comes before it.
    """
    left, bottom, right, top = box
    height = top - bottom
    overlap = min(top, row.top) - max(bottom, row.bottom)
    if overlap < 0.5 * min(height, row.height):
        return False
    least, most = -0.5 * height, GAP * max(height, row.height)
    if least < left - row.right < most:
        return True
    if not leftward and not row.leftward:
        return False
    if least < row.left - right < most or least < before[0] - right < most:
        return True
    against = RUN * height
    if leftward:
        return 0 <= left - row.right < against
    return least < left - before[2] < most or 0 <= row.left - right < against


def _characters(text: Any) -> Iterator[tuple[str, Box | None]]:  # noqa: ANN401
    """Each character of a page with the box of its line: left, bottom, right, top."""
    box = _raw.FS_RECTF()
    handle, where = text.raw, byref(box)
    unicode_of, box_of = _raw.FPDFText_GetUnicode, _raw.FPDFText_GetLooseCharBox
    for at in range(text.count_chars()):
        code = unicode_of(handle, at)
        if code in _BREAKS or code == 0:
            yield "\n", None
        elif box_of(handle, at, where) and box.right > box.left:
            character = "-" if code in _HYPHEN else chr(code) if code < 0x110000 else " "
            yield character, (box.left, box.bottom, box.right, box.top)
        else:
            yield " ", None
