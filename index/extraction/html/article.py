"""From an HTML capture to its article: blocks told apart, title found, paragraphs joined.

One page is one document. Lines around the text that say who and when are kept for its
metadata but are no passages; marks of the printed page (`Column: 1496`) are dropped and the
paragraph they cut in two is made whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.archive import Archive
from index.documents import Block, Capture, Role
from index.errors import CaptureError
from index.extraction.draft import Draft
from index.extraction.html.blocks import HEADINGS, HtmlBlock, Page, page_blocks
from index.extraction.html.boilerplate import Label, classify
from index.extraction.html.chosen import chosen_page
from index.extraction.html.head import page_facts
from index.extraction.html.markup import cleaned, parse
from index.extraction.html.model import Model
from index.extraction.html.published import (
    LONGEST_DECK,
    NEAR,
    add_date,
    has_one_day,
    is_day_alone,
    is_update,
    line_dates,
    strike_lists_of_days,
    unglued,
)
from index.extraction.html.titles import Title, clues_of, title_of
from index.extraction.metadata.names import byline, speaker_line
from index.extraction.metadata.publishers import publisher_of
from index.extraction.overrides import overrides_of
from index.extraction.text.lines import ends_sentence
from index.extraction.whitespace import tidied

_PAGE_MARK = re.compile(
    r"\W{0,2}(?:Column|Columns|Cols?\.|Page|Pg\.|p\.)\s*:?\s*\d+(?:\s*(?:[-–/&]|of)\s*\d+)?\W{0,2}",
    re.IGNORECASE,
)
_NEW_SPEAKER = re.compile(
    r"(?:[A-Z][\w.'’()-]*[\s,]+){1,12}[^.:]{0,60}:\s|\d+\.\s|\d?\d\.\d\d\s[ap]\.m"
)
_HYPHENATED = re.compile(r"[a-z]-$")
_BYLINE_NAMES = re.compile(r"(?:^|[\s_-])(?:byline|author|authors|writer|by)(?:$|[\s_-])")
_DATE_NAMES = re.compile(r"(?:^|[\s_-])(?:date|time|dateline|timestamp|published|posted|pubdate)")
LONGEST_LINE = 160
BELOW = 4
LEAST_DATA = 200
FAR_MORE = 3
_COUNTED = re.compile(r"\(\d+\)\s*$")  # March 2019 (4), of a blog's archive


def drafts(
    capture: Capture, archive: Archive, model: Model | None = None
) -> tuple[list[Draft], list[Block]]:
    """The article of a page, and the audit of its blocks, judged by a model or the shipped one.

    Raises CaptureError: `empty` where no paragraph is left, with what the page did hold.
    """
    where = capture.path if capture.record is None else f"{capture.path} ({capture.record})"
    text = cleaned(capture.text)
    root = parse(text, where)
    page = page_blocks(root)
    facts = page_facts(text, page, capture.fields.get("url"))
    own = {name: value for name, (value, _) in facts.found.items()}
    overrides = overrides_of(capture, archive, own.get("url"), own.get("publisher"))
    chosen = chosen_page(root, page, overrides)
    page = chosen.page
    title = title_of(page.blocks, facts)
    labels = classify(page, clues_of(facts, title), model)
    chosen.keep(labels)
    _mark_lines(page, labels, title)
    draft = Draft(title=title.text if title else None, found=dict(facts.found))
    if title:
        draft.found["title"] = (title.text, title.evidence)
    publisher = publisher_of([block.text for block in page.blocks])
    if publisher and capture.record is None:
        draft.found.setdefault("publisher", publisher)
    add_date(draft, facts, page, labels)
    if facts.section:
        draft.header.append(facts.section)
    updates = _add_text(draft, page.blocks, labels)
    draft.header += [] if facts.is_of_a_company else updates
    audit = chosen.whole([_audited(*pair) for pair in zip(page.blocks, labels, strict=True)])
    audit += _from_data(draft, facts.body)
    if not draft.paragraphs:
        raise CaptureError("empty", _empty_message(where, page))
    return [draft], audit


def _from_data(draft: Draft, body: str) -> list[Block]:
    """Give a draft the text its page holds only as data, and the audit of that.

    Pages built by scripts show next to nothing without them; many carry their article in
    JSON-LD all the same.
    """
    if len(body) < LEAST_DATA or len(body) < FAR_MORE * sum(map(len, draft.paragraphs)):
        return []
    draft.paragraphs = [text for line in body.splitlines() if (text := tidied(line))]
    reason = "text of the article, given as data (JSON-LD articleBody)"
    return [
        Block(text=text, kept=True, role="paragraph", reason=reason, document=0)
        for text in draft.paragraphs
    ]


def _empty_message(where: str, page: Page) -> str:
    words = sum(block.words for block in page.blocks)
    return (
        f"{where}: no paragraph of an article is in this page, only {words} words of menus and "
        "notices. If the page builds its text with scripts, capture it from a browser."
    )


def _audited(block: HtmlBlock, label: Label) -> Block:
    return Block(
        text=block.text,
        kept=label.kept,
        role=label.role,
        reason=label.reason,
        score=label.score,
        document=0 if label.kept else None,
    )


def _mark_lines(page: Page, labels: list[Label], title: Title | None) -> None:
    """Label the title and the lines around the text that say who wrote it and when."""
    blocks = page.blocks
    kept = [at for at, label in enumerate(labels) if label.kept]
    for at in kept:
        if _PAGE_MARK.fullmatch(blocks[at].text):
            labels[at] = labels[at].stripped("mark of a printed page or column")
    first, last = (kept[0], kept[-1]) if kept else (0, -1)
    top = title.block if title and title.block is not None else None
    start = first if top is None else min(first, top)
    head = max(first + 2, start + NEAR)
    for at in range(max(0, start - NEAR), min(len(blocks), last + 1 + BELOW)):
        if head < at < last - 2 and not labels[at].kept:
            continue
        role = _line_role(blocks[at], labels[at])
        if role is not None:
            labels[at] = labels[at].kept_as(role, f"gives the {role} of the article")
    strike_lists_of_days(blocks, labels)
    if top is not None:
        labels[top] = labels[top].kept_as("title", "title of the article")
    if title:
        _drop_repeated_title(blocks, labels, title)


def _line_role(block: HtmlBlock, label: Label) -> Role | None:
    """`date` or `byline` for a short line that is one."""
    text = block.text
    if len(text) > LONGEST_LINE or "stands in a menu" in label.reason or block.box.tag == "title":
        return None
    is_label = not label.kept and not block.link_characters
    if byline(text) or (is_label and speaker_line(text)):
        return "byline"
    dates = line_dates(text)
    dated = sum(found.end - found.start for found in dates)
    if dates and _is_date_line(block, dated) and not _COUNTED.search(text):
        return "date"
    named = not label.kept and _BYLINE_NAMES.search(block.box.names)
    return "byline" if named and 1 < block.words <= 8 and not ends_sentence(text) else None


def _is_date_line(block: HtmlBlock, dated: int) -> bool:
    """Whether a line with a date in it says little else, or is called a date."""
    rest = len(block.text) - dated
    return rest <= 60 if not ends_sentence(block.text) else rest <= 12


def _drop_repeated_title(blocks: Sequence[HtmlBlock], labels: list[Label], title: Title) -> None:
    plain = title.text.lower()
    for at, label in enumerate(labels):
        if label.kept and label.role == "paragraph" and blocks[at].text.lower() == plain:
            labels[at] = label.kept_as("title", "repeats the title")


def _add_text(draft: Draft, blocks: Sequence[HtmlBlock], labels: Sequence[Label]) -> list[str]:
    """Add the paragraphs, and the lines above and below them; the lines that date an update.

    Those are for the end of the header, to be believed only where there is no other date.
    """
    cut = False
    updates: list[str] = []
    begins = _beginning(blocks, labels)
    ends = max(
        (at for at, label in enumerate(labels) if label.kept and label.role == "paragraph"),
        default=0,
    )
    for at, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if label.role == "date" and is_update(block.text, blocks[at - 1].text if at else ""):
            updates += (
                [block.text] if at < min(begins + BELOW, ends) and has_one_day(block.text) else []
            )
        elif label.role == "date" and at >= begins and not is_day_alone(block.text):
            continue
        elif label.kept and label.role in ("date", "byline"):
            (draft.header if at < begins else draft.footer).append(unglued(block.text))
        elif label.kept and label.role != "title":
            _add_paragraph(draft.paragraphs, block, cut)
            cut = False
        cut = cut or label.reason.startswith("mark of a printed page")
    return updates


def _beginning(blocks: Sequence[HtmlBlock], labels: Sequence[Label]) -> int:
    """Where the text begins: at its first long paragraph, for decks stand above the date."""
    text = [at for at, label in enumerate(labels) if label.kept and label.role == "paragraph"]
    if not text:
        return len(blocks)
    near = (at for at in text if at <= text[0] + 8 and len(blocks[at].text) > LONGEST_DECK)
    return next(near, text[0])


def _add_paragraph(paragraphs: list[str], block: HtmlBlock, cut: bool) -> None:
    text = block.text
    if cut and paragraphs and block.box.tag not in HEADINGS and goes_on(paragraphs[-1], text):
        before = paragraphs[-1]
        hyphenated = _HYPHENATED.search(before) and text[:1].islower()
        paragraphs[-1] = before[:-1] + text if hyphenated else f"{before} {text}"
    else:
        paragraphs.append(text)


def goes_on(before: str, after: str) -> bool:
    """Whether a text continues, after a column mark, the paragraph above the mark."""
    if ends_sentence(before) or before.endswith((":", ":-", ":—", "—")):
        return False
    if after[:1].islower():
        return True
    return len(before) > 40 and not before.isupper() and not _NEW_SPEAKER.match(after)
