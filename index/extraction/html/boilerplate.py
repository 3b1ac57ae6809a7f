"""Which blocks of a page are its article, and why the others are not.

A trained model scores every block; what it keeps is the article, but for what no article has:
marks without letters and paragraphs that stand there twice. Each answer has a reason in words
and the score, which the audit shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.documents import Role
from index.extraction.html.blocks import HEADINGS, HtmlBlock, Page
from index.extraction.html.model import Judgement, Model, judge, shipped
from index.extraction.html.sheet import Clues
from index.extraction.text.lines import ends_sentence
from index.extraction.text.phrases import is_comment_heading, is_furniture, is_notice

_CAPTIONS = ("figcaption", "caption")
_CAPTION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:caption|captions|cutline|photo-?credit)(?:$|[\s_-])|caption-text"
)
_APPEAL = re.compile(r"newsletter|subscri|paywall|cookie-?(?:banner|consent|notice)|gdpr")
ENOUGH_BESIDE_COMMENTS = 250  # characters
SHORTEST_TEXT = 40
SURE = 0.7
MOSTLY_LINKS = 0.5
LONGEST_NOTICE = 200
MOST_ABOVE_TITLE = 0.3
DIGITS = 2
"""Of a score behind the point: as much as it tells."""


class Label(NamedTuple):
    """What a block is, whether it is kept, and why, in words for people, and the model's score."""

    role: Role
    kept: bool
    reason: str
    score: float | None = None

    def kept_as(self, role: Role, reason: str) -> Label:
        """The label of the same block, kept for another reason than the model's."""
        return self._replace(role=role, kept=True, reason=reason)

    def stripped(self, reason: str) -> Label:
        """The label of the same block, stripped for another reason than the model's."""
        return self._replace(role="furniture", kept=False, reason=reason)


def classify(page: Page, clues: Clues, model: Model | None = None) -> list[Label]:
    """A label for every block of a page; by the model that is shipped, unless one is given."""
    if not page.blocks:
        return []
    judgement = judge(page, clues, model or shipped())
    labels = [_label(block, judgement, at) for at, block in enumerate(page.blocks)]
    if clues.is_article:
        labels = _without_comments(page, labels)
    return _trimmed(page.blocks, labels, judgement.scores, clues.title_at)


def _label(block: HtmlBlock, judgement: Judgement, at: int) -> Label:
    reason, score = judgement.reasons[at], round(judgement.scores[at], DIGITS)
    if stripped := reason if not judgement.kept[at] else _objection(block, judgement, at):
        return Label("furniture", False, stripped, score)
    if is_caption(block):
        return Label("caption", True, f"caption of a picture: {reason}", score)
    what = "heading within the article" if block.box.tag in HEADINGS else "text of the article"
    return Label("paragraph", True, f"{what}: {reason}", score)


def _objection(block: HtmlBlock, judgement: Judgement, at: int) -> str | None:
    """Why a block that the model keeps is no text all the same, or None."""
    if judgement.copies[at]:
        return "the same words stand above"
    if not any(character.isalnum() for character in block.text):
        return "no letters or digits"
    above = block.box.parent
    names = f"{block.box.names} {above.names if above else ''}"
    if judgement.scores[at] < SURE and _APPEAL.search(names):
        return "stands in an appeal to subscribe or consent"
    return _phrase(block, judgement.scores[at])


def _phrase(block: HtmlBlock, score: float) -> str | None:
    """Why what a block says in so many words is no article, or None."""
    if is_furniture(block.text) or is_comment_heading(block.text):
        return "a phrase pages put around articles"
    if len(block.text) > LONGEST_NOTICE:
        return None
    if block.link_share > MOSTLY_LINKS and " | " in block.text:
        return "menu: links with bars between them"
    if score < SURE and is_notice(block.text):
        return "wording of notices and appeals, not of articles"
    return None


def _without_comments(page: Page, labels: list[Label]) -> list[Label]:
    """The labels, of a page that calls itself an article, without what its readers wrote.

    However much that is, and however well it reads; but something has to be left.
    """
    commented: list[bool] = []
    for box in page.boxes:
        above = box.parent is not None and commented[box.parent.number]
        commented.append(above or "comment" in box.names or "disqus" in box.names)
    beside = sum(
        len(block.text)
        for block, label in zip(page.blocks, labels, strict=True)
        if label.kept and not commented[block.box.number]
    )
    if beside < ENOUGH_BESIDE_COMMENTS:
        return labels
    return [
        label.stripped("stands in readers' comments")
        if label.kept and commented[block.box.number]
        else label
        for block, label in zip(page.blocks, labels, strict=True)
    ]


def _trimmed(
    blocks: Sequence[HtmlBlock], labels: list[Label], scores: Sequence[float], title_at: int | None
) -> list[Label]:
    """The labels without what stands above the title, and without short lines below the text.

    Where much of the text stands above a title, the title is of something else.
    """
    text = [at for at, label in enumerate(labels) if label.kept and _is_text(blocks[at])]
    if not text:
        return labels
    for at in range(text[-1] + 1, len(blocks)):
        if labels[at].kept and (scores[at] < SURE or blocks[at].box.tag in HEADINGS):
            labels[at] = labels[at].stripped("a short line below the text")
    above = range(title_at or 0)
    sizes = [len(block.text) if label.kept else 0
             for block, label in zip(blocks, labels, strict=True)]  # fmt: skip
    if sum(sizes[at] for at in above) <= MOST_ABOVE_TITLE * sum(sizes):
        for at in above:
            if labels[at].kept:
                labels[at] = labels[at].stripped("above the title")
    return labels


def _is_text(block: HtmlBlock) -> bool:
    if block.box.tag in HEADINGS:
        return False
    if len(block.text) >= SHORTEST_TEXT:
        return True
    return ends_sentence(block.text) and not block.link_characters


def is_caption(block: HtmlBlock) -> bool:
    """Whether the page marks a block as the caption of a picture."""
    parent = block.box.parent.tag if block.box.parent is not None else ""
    return (
        block.box.tag in _CAPTIONS
        or parent in _CAPTIONS
        or bool(_CAPTION_NAMES.search(block.box.names))
    )
