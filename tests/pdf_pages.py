"""PDF files for tests, written line by line: where each line stands is what is tested."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 600, 800
BODY = 10.0
ROOM = 0.44
"""The width of a letter of Times, on the average, in sizes of the type."""


@dataclass
class PdfPage:
    """A page on which lines are set; y counts from the top."""

    lines: list[tuple[float, float, float, str]] = field(default_factory=list)

    def line(self, x: float, y: float, text: str, size: float = BODY) -> None:
        """Set one line."""
        self.lines.append((x, HEIGHT - y, size, text))

    def column(self, x: float, y: float, width: float, *paragraphs: str) -> float:
        """Set paragraphs in a column, first lines indented; the y below them."""
        for paragraph in paragraphs:
            rows = textwrap.wrap("  " + paragraph, int(width / BODY / ROOM))
            for number, row in enumerate(rows):
                self.line(x + (10 if number == 0 else 0), y, row.strip())
                y += 1.2 * BODY
        return y


def pdf(*pages: PdfPage) -> bytes:
    """A PDF file of these pages in Times, with the text in Windows-1252."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        drawn = "\n".join(_drawn(*line) for line in page.lines)
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    return _file([one.encode("cp1252") for one in objects])


def leftward_pdf(lines: Sequence[tuple[float, float, str]]) -> bytes:
    """A PDF file of one page in a script that is written to the left.

    Lines are places from the top, sizes and texts, and end at the right margin. Glyphs are
    drawn as they stand, from left to right; a table says which letters they are. Each is half
    as wide as its type is high.
    """
    letters = sorted({letter for _, _, text in lines for letter in text})
    codes = {letter: number for number, letter in enumerate(letters, start=33)}
    pairs = " ".join(f"<{code:02X}> <{ord(letter):04X}>" for letter, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def"
        " /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange"
        f" {len(codes)} beginbfchar {pairs} endbfchar endcmap end end"
    )
    drawn = "\n".join(_leftward(*line, codes) for line in lines)
    widths = " ".join(["500"] * 223)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /TrueType /BaseFont /Times /Encoding /WinAnsiEncoding"
        f" /FirstChar 33 /LastChar 255 /Widths [{widths}] /ToUnicode 6 0 R >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
        " /Resources << /Font << /F 3 0 R >> >> /Contents 5 0 R >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        f"<< /Length {len(table)} >>\nstream\n{table}\nendstream",
    ]
    return _file([one.encode() for one in objects])


def _leftward(y: float, size: float, text: str, codes: dict[str, int]) -> str:
    """A line as it is drawn: the letters turned round, numbers and Latin words left as they are."""
    seen = re.sub(r"[0-9A-Za-z]+", lambda run: run.group()[::-1], text)[::-1]
    glyphs = "".join(f"{codes[letter]:02X}" for letter in seen)
    x = WIDTH - 60 - 0.5 * size * len(text)
    return f"BT /F {size} Tf {x:.1f} {HEIGHT - y:.1f} Td <{glyphs}> Tj ET"


def _drawn(x: float, y: float, size: float, text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {x:.1f} {y:.1f} Td ({escaped}) Tj ET"


def _file(objects: list[bytes]) -> bytes:
    """The objects with the table that says where each begins."""
    content = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % size
    return content + head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(content)
