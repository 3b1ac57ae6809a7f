"""Which blocks of a page are its article, and why the others are not.

Three questions, in this order. What is the block's box called (a menu, a footer)? Which is
the smallest box that holds nearly all the prose that is left? What within that box is still
no text: lists of links, appeals to share, headings over nothing? Each answer is the reason
the audit shows. `classify` is the one door, so that a trained model can take its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Role
from index.extraction.html.article_box import (
    MOST_LINKS,
    column_of,
    count_prose,
    is_prose,
    main_box,
    root_of,
    within,
)
from index.extraction.html.article_ends import first_block, last_block, outside_reason
from index.extraction.html.blocks import HEADINGS, Box, HtmlBlock
from index.extraction.html.regions import DOUBTFUL, LARGEST_SHARE, Regions
from index.extraction.text.lines import ends_sentence
from index.extraction.text.phrases import LEGAL, is_furniture

MOST_ABOVE_TITLE = 0.7
_CAPTIONS = ("figcaption", "caption")
_CAPTION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:caption|captions|cutline|photo-?credit)(?:$|[\s_-])|caption-text"
)
LONGEST_LEAD = 12
LONGEST_NOTICE = 200


@dataclass(frozen=True)
class Label:
    """What a block is, whether it is kept, and why, in words for people."""

    role: Role
    kept: bool
    reason: str


def classify(blocks: Sequence[HtmlBlock], title_at: int | None = None) -> list[Label]:
    """A label for every block of a page.

    `title_at` is the block that holds the article's title, if it is known: what stands above
    it is not the article.
    """
    count_prose(blocks)
    root = root_of(blocks[0].box) if blocks else None
    places = _places(blocks, root.prose if root else 0)
    main = main_box(blocks, places) or root
    labels = [_label(block, place, main) for block, place in zip(blocks, places, strict=True)]
    if title_at is not None and _stands_late(blocks, labels, title_at):
        title_at = None
    _add_lead(blocks, places, labels, title_at)
    return _trimmed(blocks, labels, title_at or 0)


def _places(blocks: Sequence[HtmlBlock], prose: int) -> list[str | None]:
    """What each block stands in; a meaning that would cost the page its text is distrusted."""
    regions = Regions(prose)
    places = [regions.of(block.box) for block in blocks]
    lost: Counter[str] = Counter()
    for block, place in zip(blocks, places, strict=True):
        if place in DOUBTFUL and is_prose(block):
            lost[place] += len(block.text)
    distrusted = frozenset(place for place, size in lost.items() if size > LARGEST_SHARE * prose)
    if not distrusted:
        return places
    regions = Regions(prose, distrusted)
    return [regions.of(block.box) for block in blocks]


def _label(block: HtmlBlock, place: str | None, main: Box | None) -> Label:
    if place is not None:
        return Label("furniture", False, f"stands in {place}")
    if main is None or not within(block.box, main):
        return Label("furniture", False, "outside the box that holds the article")
    if reason := _furniture_reason(block):
        return Label("furniture", False, reason)
    if _is_caption(block):
        return Label("caption", True, "caption of a picture")
    if block.box.tag in HEADINGS:
        return Label("paragraph", True, "heading within the article")
    return Label("paragraph", True, "text of the article")


def _stands_late(blocks: Sequence[HtmlBlock], labels: Sequence[Label], title_at: int) -> bool:
    """Whether so much of the text stands above a title that it must be another's title."""
    sizes = [
        len(block.text) if label.kept and is_prose(block) else 0
        for block, label in zip(blocks, labels, strict=True)
    ]
    return sum(sizes[:title_at]) > MOST_ABOVE_TITLE * sum(sizes)


def _add_lead(
    blocks: Sequence[HtmlBlock],
    places: Sequence[str | None],
    labels: list[Label],
    title_at: int | None,
) -> None:
    """Keep the sentences between the title and the text, which stand in a box of their own."""
    first = next((at for at, label in enumerate(labels) if label.kept), 0)
    if title_at is None or not title_at < first <= title_at + LONGEST_LEAD:
        return
    for at in range(title_at + 1, first):
        block = blocks[at]
        if places[at] is not None or _furniture_reason(block):
            continue
        if _is_caption(block):
            labels[at] = Label("caption", True, "caption of a picture")
        elif is_prose(block):
            labels[at] = Label("paragraph", True, "between the title and the text")


def _is_caption(block: HtmlBlock) -> bool:
    parent = block.box.parent.tag if block.box.parent is not None else ""
    return (
        block.box.tag in _CAPTIONS
        or parent in _CAPTIONS
        or bool(_CAPTION_NAMES.search(block.box.names))
    )


def _furniture_reason(block: HtmlBlock) -> str | None:
    if block.link_share > MOST_LINKS and not ends_sentence(block.text):
        linked = round(block.link_share * block.words)
        return f"menu: {linked} of {block.words} words are links"
    if is_furniture(block.text) and not block.text.startswith("("):
        return "a phrase pages put around articles"
    if LEGAL.search(block.text) and len(block.text) < 200:
        return "wording of notices and appeals, not of articles"
    if not any(character.isalnum() for character in block.text):
        return "no letters or digits"
    return None


def _trimmed(blocks: Sequence[HtmlBlock], labels: Sequence[Label], start: int) -> list[Label]:
    """The labels with what stands above the first and below the last prose taken off."""
    result = list(labels)
    for at in range(start):
        if result[at].kept:
            result[at] = Label("furniture", False, "above the title")
    prose = [at for at in range(start, len(blocks)) if _is_text(blocks[at], labels[at])]
    if not prose:
        return list(labels) if start else result
    column = column_of(blocks, prose)
    for at in prose:
        reason = outside_reason(blocks, at, column)
        if reason is not None:
            result[at] = Label("furniture", False, reason)
    prose = [at for at in prose if result[at].kept]
    kept = [label.kept for label in result]
    last = last_block(blocks, kept, prose, column)
    first = first_block(blocks, kept, prose[0], start, column)
    for at in range(start, len(blocks)):
        if result[at].kept and at > last:
            result[at] = Label("furniture", False, "below the article")
        elif result[at].kept and at < first and result[at].role != "caption":
            result[at] = Label("furniture", False, "above the article's first sentence")
    return _without_idle_headings(blocks, result)


def _is_text(block: HtmlBlock, label: Label) -> bool:
    """Whether a kept block is text that may begin or end an article."""
    if not label.kept or label.role != "paragraph" or block.box.tag in HEADINGS:
        return False
    return is_prose(block) or ends_sentence(block.text)


def _without_idle_headings(blocks: Sequence[HtmlBlock], labels: list[Label]) -> list[Label]:
    """A heading is kept only if text of the article follows before the next heading."""
    follows = False
    for at in range(len(blocks) - 1, -1, -1):
        if not labels[at].kept:
            continue
        if blocks[at].box.tag not in HEADINGS:
            follows = True
        elif not follows:
            labels[at] = Label("furniture", False, "heading with no text of the article below it")
    return labels
