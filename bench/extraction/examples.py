"""Pages as examples to learn from: features and label of every block.

Besides the page as it is there are variants that teach what an archive holds and the
benchmarks do not: pages that call their parts nothing, pages of tables and lines as the
nineties made them, short and very long, and the article alone, as records of a scraper have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from bench.extraction.labelling import labels
from bench.extraction.pages import KnownPage
from index.extraction.html.blocks import Box, HtmlBlock, Page, page_blocks
from index.extraction.html.boxes import Floats
from index.extraction.html.features import features
from index.extraction.html.head import page_facts
from index.extraction.html.markup import cleaned, parse
from index.extraction.html.sheet import Clues, Sheet, sheet
from index.extraction.html.titles import clues_of, title_of

NAMELESS = frozenset(("article", "main", "nav", "aside", "footer", "header", "section"))
ARTICLE_SHARE = 0.97
ALONE = 0.4
MOST_AROUND = 24


@dataclass(frozen=True)
class Example:
    """A page's blocks: their texts, sheet, features, labels, and how much each block matters.

    `is_article` says that the page calls itself one.
    """

    texts: tuple[str, ...]
    is_article: bool
    sheet: Sheet
    rows: Floats
    labels: Floats
    weights: Floats


def example(page: KnownPage) -> Example | None:
    """A page as it is; None where it has no text."""
    text = cleaned(page.html)
    blocks = page_blocks(parse(text, page.id))
    if not blocks.blocks:
        return None
    facts = page_facts(text, blocks)
    true = labels([block.text for block in blocks.blocks], page.text)
    return _example(blocks, clues_of(facts, title_of(blocks.blocks, facts)), true)


def variants(page: KnownPage) -> list[Example]:
    """A page without names, its article as an old page has it, and its article alone."""
    blocks = page_blocks(parse(cleaned(page.html), page.id))
    true = labels([block.text for block in blocks.blocks], page.text)
    if not (true > 0.5).any():
        return []
    luck = Random(page.id)
    old, kept = _old([(blocks.blocks, true)], luck)
    found = [_example(_nameless(blocks), Clues(), true), _example(old, Clues(), kept)]
    if (alone := _alone(blocks, true)) is not None and luck.random() < ALONE:
        within = np.array([_within(block.box, alone) for block in blocks.blocks])
        found.append(_example(_fragment(blocks, alone), Clues(), true[within]))
    return found


def long_page(pages: Sequence[KnownPage]) -> Example:
    """The articles of several pages on one, as debates and whole issues stand on old pages."""
    parts = []
    for page in pages:
        blocks = page_blocks(parse(cleaned(page.html), page.id)).blocks
        parts.append((blocks, labels([block.text for block in blocks], page.text)))
    old, true = _old(parts, Random(pages[0].id))
    return _example(old, Clues(), true)


def _old(parts: Sequence[tuple[list[HtmlBlock], Floats]], luck: Random) -> tuple[Page, Floats]:
    """A page of tables without names: some menu, the articles in one cell, some notices."""
    root = Box(None, "html", "")
    page = Page(boxes=[root])
    taken: list[float] = []
    above, below = luck.randrange(MOST_AROUND), luck.randrange(MOST_AROUND)
    cell = _cell(page, root)
    for at, (blocks, true) in enumerate(parts):
        article = np.flatnonzero(true > 0.5)
        if not len(article):
            continue
        first, last = int(article[0]), int(article[-1]) + 1
        start = max(first - above, 0) if at == 0 else first
        end = last + below if at == len(parts) - 1 else last
        in_paragraphs = luck.random() < 0.5
        for number in range(start, min(end, len(blocks))):
            if (number == first and at == 0) or number == last:
                cell = _cell(page, root)
            inside = first <= number < last
            _put(page, cell, blocks[number], in_paragraphs=inside and in_paragraphs)
            taken.append(float(true[number]))
    return page, np.array(taken, np.float32)


def _cell(page: Page, root: Box) -> Box:
    cell = Box(root, "td", "", number=len(page.boxes))
    page.boxes.append(cell)
    return cell


def _put(page: Page, cell: Box, block: HtmlBlock, *, in_paragraphs: bool) -> None:
    """Add a copy of a block, in a paragraph of its own or as a line of its cell."""
    box = cell
    if in_paragraphs:
        box = Box(cell, "p", "", number=len(page.boxes))
        page.boxes.append(box)
    page.blocks.append(
        HtmlBlock(
            text=block.text,
            box=box,
            link_characters=block.link_characters,
            bold_characters=block.bold_characters,
        )
    )


def _example(page: Page, clues: Clues, true: Floats) -> Example:
    arrays = sheet(page)
    article = float(arrays.mass[true > 0.5].sum())
    weights = np.sqrt((arrays.mass + 1) / (article + 30))
    texts = tuple(block.text for block in page.blocks)
    rows = features(arrays, clues)
    return Example(texts, clues.is_article, arrays, rows, true, weights)


def _nameless(page: Page) -> Page:
    copies: list[Box] = []
    for box in page.boxes:
        parent = copies[box.parent.number] if box.parent is not None else None
        tag = "div" if box.tag in NAMELESS else box.tag
        copies.append(Box(parent, tag, "", box.hidden, box.number))
    return _rebuilt(page.blocks, copies, page, {box: copies[box.number] for box in page.boxes})


def _alone(page: Page, true: Floats) -> Box | None:
    """The smallest box that holds nearly all of the article, if that is not the page."""
    total = 0.0
    held: dict[Box, float] = {}
    for block, label in zip(page.blocks, true.tolist(), strict=True):
        share = label * len(block.text)
        total += share
        at: Box | None = block.box
        while at is not None:
            held[at] = held.get(at, 0.0) + share
            at = at.parent
    if not total:
        return None
    found = [box for box, share in held.items() if share >= ARTICLE_SHARE * total]
    smallest = max(found, key=lambda box: box.number)
    return smallest if smallest.tag not in ("html", "body") else None


def _within(box: Box | None, outer: Box) -> bool:
    while box is not None and box is not outer:
        box = box.parent
    return box is outer


def _fragment(page: Page, outer: Box) -> Page:
    root = Box(None, "html", "")
    copies: dict[Box, Box] = {}
    row = [root]
    for box in page.boxes:
        if _within(box, outer):
            parent = copies.get(box.parent, root) if box.parent is not None else root
            copies[box] = Box(parent, box.tag, box.names, box.hidden, len(row))
            row.append(copies[box])
    return _rebuilt([block for block in page.blocks if block.box in copies], row, page, copies)


def _rebuilt(blocks: list[HtmlBlock], boxes: list[Box], page: Page, copies: dict[Box, Box]) -> Page:
    """A page of the same blocks in other boxes; pictures are left out with what stood around."""
    moved = [
        HtmlBlock(
            text=block.text,
            box=copies[block.box],
            link_characters=block.link_characters,
            bold_characters=block.bold_characters,
        )
        for block in blocks
    ]
    images = page.images if len(blocks) == len(page.blocks) else []
    return Page(blocks=moved, boxes=boxes, images=images)
