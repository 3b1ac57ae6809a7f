"""A page as arrays: what its blocks are made of, which boxes they stand in, what looks alike.

Everything that is known of blocks is computed from this, a whole page at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.extraction.html.blocks import Box, HtmlBlock, Look, Page
from index.extraction.html.boxes import TAGS, Boxes, Floats, Numbers, boxes
from index.extraction.html.letters import Letters, letters

Columns = dict[str, NDArray[Any]]
"""Features by name: a number of any kind for each block."""

SHORTEST_PROSE = 8  # mass
LONG_ANYHOW = 25
FAR = 50
"""The distance from which on all distances are alike."""

H1 = TAGS.index("h1")


@dataclass(frozen=True)
class Clues:
    """What the head of a page says that helps to find its article.

    `title_at` is the block that holds the title. `body` is the article's text where JSON-LD
    gives it. `kinds` are words of what the page calls itself (`NewsArticle`, `product`).
    """

    title: str = ""
    title_at: int | None = None
    body: str = ""
    kinds: str = ""

    @property
    def is_article(self) -> bool:
        """Whether the page calls itself an article."""
        kinds = self.kinds.lower()
        return "article" in kinds or "blogposting" in kinds


@dataclass(frozen=True)
class Sheet:
    """The arrays of a page, a row a block but for `boxes` and `sums`.

    `at` is the number of a block's box, `links` and `bold` are the shares of its text that are,
    `pictures` is 1 where a picture stands before it, `groups` has the same number for blocks
    that look alike. `prose` is its mass if it reads like sentences, else 0; `sums` has for every
    box its mass, its mass in links, its prose, and the number of its blocks.
    """

    letters: Letters
    boxes: Boxes
    at: Numbers
    links: Floats
    bold: Floats
    pictures: Numbers
    groups: Numbers
    sums: Floats
    prose: Floats

    @property
    def tags(self) -> Numbers:
        """The tag of each block's box, as a number of TAGS."""
        return self.boxes.tags[self.at]

    @property
    def headings(self) -> NDArray[np.bool_]:
        """Which blocks are headings."""
        return (self.tags >= H1) & (self.tags < H1 + 6)

    @property
    def mass(self) -> Floats:
        """How much each block says, in English words."""
        return self.letters.column("mass")


def sheet(page: Page) -> Sheet:
    """The arrays of a page that has blocks."""
    blocks = page.blocks
    count = len(blocks)
    counted = letters([block.text for block in blocks])
    row = boxes(page.boxes)
    at = np.fromiter([block.box.number for block in blocks], np.int64, count)
    sizes = np.fromiter([len(block.text) for block in blocks], np.float64, count)
    linked = np.fromiter([block.link_characters for block in blocks], np.float64, count)
    links = np.minimum(linked / sizes, 1).astype(np.float32)
    mass = counted.column("mass")
    long = (counted.column("stops") > 0) | (mass >= LONG_ANYHOW)
    heading = (row.tags[at] >= H1) & (row.tags[at] < H1 + 6)
    reads = (mass >= SHORTEST_PROSE) & (links < 0.5) & long & ~heading
    prose = np.where(reads, mass * (1 - links), 0).astype(np.float32)
    values = np.stack([mass, mass * links, prose, np.ones(count, np.float32)], axis=1)
    strong = np.fromiter([block.bold_characters for block in blocks], np.float64, count)
    bold = (strong / sizes).astype(np.float32)
    pictures = np.zeros(count + 1, np.int64)
    pictures[page.images] = 1
    sums = row.totals(at, values)
    return Sheet(counted, row, at, links, bold, pictures[:-1], _groups(blocks), sums, prose)


def _groups(blocks: Sequence[HtmlBlock]) -> Numbers:
    """The same number for blocks whose boxes and the boxes around them look the same."""
    numbers: dict[Look, int] = {}
    found = (numbers.setdefault(block.box.look, len(numbers)) for block in blocks)
    return np.fromiter(found, np.int64, len(blocks))


def smallest_sheet() -> Sheet:
    """The arrays of a page of one block, for what all pages have in common."""
    box = Box(None, "html", "")
    return sheet(Page(blocks=[HtmlBlock(text="text", box=box)], boxes=[box]))


def heap(columns: Columns) -> Floats:
    """Columns as one array, a row a block (float32)."""
    rows = np.empty((len(columns), len(next(iter(columns.values())))), np.float32)
    for row, values in zip(rows, columns.values(), strict=True):
        row[:] = values
    return np.ascontiguousarray(rows.T)


def shifted(values: NDArray[Any], step: int) -> NDArray[Any]:
    """The value of the block `step` places on for each block; -1 beyond the page."""
    found = np.full_like(values, -1)
    if abs(step) < len(values):
        if step > 0:
            found[:-step] = values[step:]
        else:
            found[-step:] = values[:step]
    return found
