"""What is printed on every page: the name of the paper, the day, the number of the page.

A line at the head or foot of a page is furniture where it stands on many pages there, but for
its digits, or gives nothing but a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.extraction.pdf.columns import LARGE, strips_of, usual_height
from index.extraction.pdf.rows import Page, Row

OUTERMOST = 3
"""Lines from the edge of a page among which running heads are looked for."""
SHARE, FEWEST = 0.4, 2
"""On what share of the pages, and on how many at least; odd and even pages may differ."""
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\W*(?:p\.|page|seite|стр\.?|pág\.?|제)?\s*\d{1,4}\s*(?:면|页|頁)?\W*", re.I)


def running_heads(pages: Sequence[Page]) -> dict[int, str]:
    """Why a row is a running head, by the identity of the row (`id`)."""
    usual = usual_height([row for page in pages for row in page.rows])
    edges = {page.number: _edges(page, LARGE * usual) for page in pages}
    counts = Counter(key for rows in edges.values() for key in {_key(row) for row in rows})
    enough = max(FEWEST, SHARE * len(pages))
    found: dict[int, str] = {}
    for rows in edges.values():
        for row in rows:
            if counts[_key(row)] >= enough:
                on = f"{counts[_key(row)]} of {len(pages)} pages"
                found[id(row)] = f"running head: it stands on {on}"
            elif _NUMBER.fullmatch(row.text):
                found[id(row)] = "page number"
    return found


def _edges(page: Page, large: float) -> list[Row]:
    """The rows on the outermost lines of a page, but for large type and lines of many columns."""
    strips = strips_of(page.rows)
    if len(strips) <= 2 * OUTERMOST:
        outermost = strips[:1] + strips[1:][-1:]
    else:
        outermost = strips[:OUTERMOST] + strips[-OUTERMOST:]
    few = [strip for strip in outermost if len(strip) <= OUTERMOST + 1]
    return [row for strip in few for row in strip if row.height < large]


def _key(row: Row) -> str:
    return _DIGITS.sub("#", row.text.casefold())
