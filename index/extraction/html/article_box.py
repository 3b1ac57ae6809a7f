"""Where on a page its article stands: the box that holds it, and the column it is set in.

Found by prose alone: what reads like sentences is counted for every box around it, and the
page is entered from the outside as long as one box holds nearly all of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.extraction.html.blocks import HEADINGS, Box, HtmlBlock
from index.extraction.html.regions import is_named_main
from index.extraction.text.lines import ends_sentence

SHORTEST_PROSE = 40
LONG_ANYHOW = 120
MOST_LINKS = 0.5
MAIN_SHARE = 0.8
NAMED_MAIN_SHARE = 0.5
_PARAGRAPHS = ("p", "li", "ul", "ol", "blockquote", "td", "tr")


def is_prose(block: HtmlBlock) -> bool:
    """Whether a block reads like sentences rather than like a menu or a headline."""
    text = block.text
    if len(text) < SHORTEST_PROSE or block.link_share > MOST_LINKS or block.box.tag in HEADINGS:
        return False
    return ends_sentence(text) or len(text) >= LONG_ANYHOW or ". " in text


def count_prose(blocks: Sequence[HtmlBlock]) -> None:
    """Add up in every box the characters of prose it holds."""
    for block in blocks:
        if is_prose(block):
            _add_prose(block.box, len(block.text) - block.link_characters)


def _add_prose(box: Box | None, characters: int) -> None:
    while box is not None:
        box.prose += characters
        box = box.parent


def root_of(box: Box) -> Box:
    """The outermost box, the page."""
    while box.parent is not None:
        box = box.parent
    return box


def main_box(blocks: Sequence[HtmlBlock], places: Sequence[str | None]) -> Box | None:
    """The smallest box that still holds most of the prose outside the furniture.

    From the whole page down, the box with the most prose is entered while it holds four
    fifths of its parent's; a box the page itself calls its article is entered at half.
    `places` says of each block in what furniture it stands.
    """
    prose: dict[Box, int] = {}
    for block, place in zip(blocks, places, strict=True):
        if place is None and is_prose(block):
            at: Box | None = block.box
            while at is not None:
                prose[at] = prose.get(at, 0) + len(block.text) - block.link_characters
                at = at.parent
    return _entered(prose) if prose else None


def _entered(prose: dict[Box, int]) -> Box:
    children: dict[Box, list[Box]] = {}
    for box in prose:
        if box.parent is not None:
            children.setdefault(box.parent, []).append(box)
    at = root_of(next(iter(prose)))
    while below := children.get(at):
        best = max(below, key=lambda box: prose[box])
        needed = NAMED_MAIN_SHARE if is_named_main(best) else MAIN_SHARE
        if prose[best] < needed * prose[at] or best.tag in ("p", "blockquote", "li"):
            break
        at = best
    return at


def within(box: Box | None, outer: Box) -> bool:
    """Whether a box is another or stands somewhere inside it."""
    while box is not None:
        if box is outer:
            return True
        box = box.parent
    return False


def column_of(blocks: Sequence[HtmlBlock], prose: Sequence[int]) -> Box:
    """The box whose children most of the prose is: the column the article is set in.

    `prose` are the numbers of the blocks that count, at least one.
    """
    weight: dict[Box, int] = {}
    for at in prose:
        box = holder(blocks[at].box)
        weight[box] = weight.get(box, 0) + len(blocks[at].text)
    return max(weight, key=lambda box: weight[box])


def holder(box: Box) -> Box:
    """The box a paragraph stands in, which for text without `<p>` is its own."""
    while box.tag in _PARAGRAPHS and box.parent is not None:
        box = box.parent
    return box
