"""What `archive.toml` says of the elements of a page: which are always text, which never.

What is dropped is taken off the page before anything else looks at it, so that its words are no
title and its dates are no date of the article; it comes back in the audit, where it stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Block, Role
from index.extraction.html.blocks import Box, HtmlBlock, Page, TimeElement, page_blocks
from index.extraction.html.boilerplate import Label, is_caption
from index.extraction.html.markup import Element
from index.extraction.html.selectors import Choice, chosen_boxes
from index.extraction.overrides import Overrides


@dataclass(frozen=True)
class ChosenPage:
    """A page without what its keeper dropped.

    `kept` are the reasons to keep blocks, by their number on what is left of the page; `struck`
    the blocks taken off, by their number on the page as it was.
    """

    page: Page
    kept: dict[int, str]
    struck: dict[int, Block]

    def keep(self, labels: list[Label]) -> None:
        """Put down that what the keeper keeps is kept, whatever the model says."""
        for at, reason in self.kept.items():
            role: Role = "caption" if is_caption(self.page.blocks[at]) else "paragraph"
            labels[at] = labels[at].kept_as(role, reason)

    def whole(self, audit: list[Block]) -> list[Block]:
        """The audit of the blocks left, with those taken off where they stood."""
        left = iter(audit)
        count = len(audit) + len(self.struck)
        return [self.struck.get(at) or next(left) for at in range(count)]


def chosen_page(root: Element, page: Page, overrides: Overrides) -> ChosenPage:
    """A page by what its keeper says; its tree is changed where inline elements are chosen.

    What stands in a dropped element is dropped, even where it also stands in one that is kept.
    """
    boxes: dict[int, Choice] = {}
    if overrides.keep or overrides.drop:
        boxes = chosen_boxes(root, overrides)
        page = page_blocks(root)
    choices = [_choice(block, boxes, overrides) for block in page.blocks]
    if not any(choices):
        return ChosenPage(page, {}, {})
    left = [at for at, choice in enumerate(choices) if choice is None or choice.kept]
    struck = {
        at: _struck(page.blocks[at], choice.reason)
        for at, choice in enumerate(choices)
        if choice and not choice.kept
    }
    kept = {to: choice.reason for to, at in enumerate(left) if (choice := choices[at])}
    return ChosenPage(_only(page, left), kept, struck)


def _struck(block: HtmlBlock, reason: str) -> Block:
    return Block(text=block.text, kept=False, role="furniture", reason=reason)


def _choice(block: HtmlBlock, boxes: dict[int, Choice], overrides: Overrides) -> Choice | None:
    if reason := overrides.stripping(block.text):
        return Choice(False, reason)
    found: Choice | None = None
    box: Box | None = block.box if boxes else None
    while box is not None:
        choice = boxes.get(box.number)
        if choice is not None and (found is None or found.kept):
            found = choice
        box = box.parent
    return found


def _only(page: Page, left: Sequence[int]) -> Page:
    """A page with some of its blocks, and with the times that do not stand before another."""
    place = {at: to for to, at in enumerate(left)}
    place[len(page.blocks)] = len(left)
    return Page(
        blocks=[page.blocks[at] for at in left],
        boxes=page.boxes,
        times=[
            TimeElement(time.value, time.names, place[time.block])
            for time in page.times
            if time.block in place
        ],
        images=[place[at] for at in page.images if at in place],
        items=page.items,
        data=page.data,
    )
