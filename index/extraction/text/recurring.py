"""Lines that stand on many pages of a source: its furniture, whatever they say.

One page cannot tell a menu of its own from a list that matters; a source's pages together can.
A line that stands on two pages in five, and on three at least, is furniture. Two captures of
one page are one page here, or all of its text would be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

SHARE, FEWEST = 0.4, 3
LONGEST, LONGEST_LABEL = 400, 60
"""Characters of a line that is looked at, and of one that may end without having said a thing."""
MOST_LINES, MOST_PAGES = 2_000, 1_000
_OF_SPEECH = '.!?…。！？,:;，：；"”»'
"""How a short line ends that is said or written to somebody: `Comrades,`, `Thank you.`"""


def line_keys(text: str) -> set[str]:
    """The lines of a text that could be furniture, with single spaces."""
    rows = (" ".join(row.split()) for row in text.splitlines()[:MOST_LINES])
    return {row for row in rows if 1 < len(row) <= LONGEST and not _is_said(row)}


def _is_said(row: str) -> bool:
    return len(row) < LONGEST_LABEL and row[-1] in _OF_SPEECH


class LineCounts:
    """The lines of a sample of each source's pages, and which of them recur."""

    def __init__(self) -> None:
        self._pages: dict[str, list[set[str]]] = defaultdict(list)

    def add(self, source: str, text: str) -> None:
        """Take in a page, unless enough of its source are known."""
        pages = self._pages[source]
        if len(pages) < MOST_PAGES:
            pages.append(line_keys(text))

    def recurring(self) -> Mapping[str, frozenset[str]]:
        """The lines that are furniture, by source; sources without any are left out."""
        found = {source: _recurring(_distinct(pages)) for source, pages in self._pages.items()}
        return {source: lines for source, lines in found.items() if lines}


def _recurring(pages: Sequence[set[str]]) -> frozenset[str]:
    enough = max(FEWEST, SHARE * len(pages))
    counted = Counter(line for page in pages for line in page)
    return frozenset(line for line, count in counted.items() if count >= enough)


def _distinct(pages: Sequence[set[str]]) -> list[set[str]]:
    """The pages, each once however often it was captured: by the longest line of its own."""
    furniture = _recurring(pages)
    own = {max(page - furniture, key=_by_length, default=""): page for page in pages}
    return list(own.values())


def _by_length(line: str) -> tuple[int, str]:
    return len(line), line
