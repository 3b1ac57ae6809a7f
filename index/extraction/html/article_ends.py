"""Where in its column an article begins and ends.

Above the first sentence stand the page's date lines and decks, below the last the lists of
other articles and the readers' comments; neither is the article, however much it reads like
it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.extraction.html.article_box import column_of, holder, within
from index.extraction.html.blocks import HEADINGS, Box, HtmlBlock
from index.extraction.text.phrases import is_barrier, is_comment_heading, is_notice

_COMMENTS = re.compile(r"(?:\w+ ){0,3}comments", re.IGNORECASE)
ENOUGH_BEFORE_COMMENTS = 300
LINKED = 0.8
WORDS_OF_A_LEAD = 6


def first_block(
    blocks: Sequence[HtmlBlock], kept: Sequence[bool], prose: int, start: int, column: Box
) -> int:
    """The first block of the article: its first prose, or the salutation or lead above it."""
    first = prose
    for at in range(prose - 1, start - 1, -1):
        block = blocks[at]
        if not kept[at] or block.box.tag in HEADINGS or holder(block.box) is not column:
            break
        if block.link_characters:
            break
        if block.text.endswith((",", ":", "!")) or block.words >= WORDS_OF_A_LEAD:
            first = at
    return first


def last_block(
    blocks: Sequence[HtmlBlock], kept: Sequence[bool], prose: Sequence[int], column: Box
) -> int:
    """The last block of the article: its last prose, with the list that may follow it."""
    end = _barrier(blocks, prose)
    last = max((at for at in prose if at < end), default=prose[-1])
    for at in range(last + 1, end):
        if not kept[at] or holder(blocks[at].box) is not column:
            break
        if blocks[at].box.tag == "li":
            last = at
        elif blocks[at].box.tag not in HEADINGS:
            break
    return last


def _barrier(blocks: Sequence[HtmlBlock], prose: Sequence[int]) -> int:
    """Where comments or related articles begin, if the article's own column is past."""
    total = sum(len(blocks[at].text) for at in prose)
    counted, past = set(prose), 0
    for at, block in enumerate(blocks):
        enough = ENOUGH_BEFORE_COMMENTS if is_comments(block.text) else total / 2
        if past > enough and _announces_more(block.text) and _column_ends(blocks, prose, at):
            return at
        if at in counted:
            past += len(block.text)
    return len(blocks)


def _column_ends(blocks: Sequence[HtmlBlock], prose: Sequence[int], barrier: int) -> bool:
    """Whether no prose below a barrier stands in the column of the prose above it."""
    above = [at for at in prose if at < barrier]
    column = column_of(blocks, above)
    return not any(at > barrier and holder(blocks[at].box) is column for at in prose)


def outside_reason(blocks: Sequence[HtmlBlock], at: int, column: Box) -> str | None:
    """Why prose outside the article's column is none of it: a notice, or a teaser.

    A teaser is a text under a linked headline in the same box, as fronts and lists of other
    articles have them.
    """
    block = blocks[at]
    if within(block.box, column):
        return None
    if is_notice(block.text[:1000]):
        return "wording of notices and appeals, not of articles"
    for before in blocks[max(0, at - 3) : at]:
        if before.link_share > LINKED and _are_near(before.box, block.box):
            return "teaser: text under a linked headline"
    return None


def _are_near(one: Box, other: Box) -> bool:
    """Whether two boxes share a parent or a grandparent."""
    return holder(one) is holder(other) or _up(one) is _up(other)


def _up(box: Box) -> Box | None:
    return box.parent.parent if box.parent is not None else None


def is_comments(text: str) -> bool:
    """Whether a line heads the comments of readers."""
    return is_comment_heading(text) or bool(_COMMENTS.fullmatch(text))


def _announces_more(text: str) -> bool:
    return is_barrier(text) or is_comments(text)
