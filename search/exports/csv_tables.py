"""Tables as CSV (RFC 4180), safe to open in a spreadsheet.

A spreadsheet takes a cell that begins with one of a few characters for a formula and runs it,
so such a cell gets an apostrophe before it
(https://owasp.org/www-community/attacks/CSV_Injection). Numbers are left as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

MEDIA_TYPE = "text/csv; charset=utf-8"

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ROWS_AT_ONCE = 500


def csv_table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A table with its head as text, some rows at a time; empty cells for None."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(head)
    for number, row in enumerate(rows, start=1):
        writer.writerow(map(_safe, row))
        if number % _ROWS_AT_ONCE == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _safe(cell: Cell) -> Cell:
    """A cell no spreadsheet runs."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
