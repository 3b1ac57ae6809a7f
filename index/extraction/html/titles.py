"""Which of the titles a page carries is the article's, and where on the page it stands.

The `<title>` has the site's name in it, og:title is written for sharing, and a page may have
several `<h1>`. A heading on the page that says what the metadata says is the surest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Confidence, Evidence
from index.extraction.html.blocks import HEADINGS, HtmlBlock
from index.extraction.html.head import PageFacts
from index.extraction.html.sheet import Clues
from index.extraction.metadata.date_patterns import find_dates

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|::|»|«|•|·|/)\s+|\s*\|\s*")
_WORD = re.compile(r"\w+")
ENOUGH_SHARED = 0.5
NEARLY_SAME = 0.8
LONGEST_TITLE = 300
_TOP = 40
LONGEST_WEEKDAY = 12


@dataclass(frozen=True)
class Title:
    """A title, what it was read from, and the block it stands in, if it stands on the page."""

    text: str
    evidence: Evidence
    block: int | None = None


def title_of(blocks: Sequence[HtmlBlock], facts: PageFacts) -> Title | None:
    """The title of a page's article, or None where nothing names it."""
    named = [(rule, without_site(text, facts)) for rule, text in facts.titles if text.strip()]
    if found := _agreeing_heading(blocks, ("h1",), named, ENOUGH_SHARED):
        return found
    if found := _agreeing_heading(blocks, ("h2", "h3"), named, NEARLY_SAME):
        return found
    ones = [at for at, block in enumerate(blocks) if block.box.tag == "h1"]
    if len(ones) == 1 and _names_an_article(blocks[ones[0]], facts):
        return _title(blocks[ones[0]].text, "<h1>", "high", ones[0])
    if found := _standing_part(blocks, named):
        return found
    if named:
        rule, text = named[0]
        return _title(text, rule, "medium", None)
    if ones:
        return _title(blocks[ones[0]].text, "<h1>", "medium", ones[0])
    return _opening_headings(blocks)


def clues_of(facts: PageFacts, title: Title | None) -> Clues:
    """What head and title tell of where the article stands."""
    return Clues(
        title=title.text if title else "",
        title_at=title.block if title else None,
        body=facts.body,
        kinds=facts.kinds,
    )


def without_site(text: str, facts: PageFacts) -> str:
    """A title without the name of its site: `Harbour reopens | The Tern` → `Harbour reopens`."""
    parts = [part for part in _SEPARATOR.split(text) if part]
    if len(parts) < 2:
        return text
    sites = [facts.site or "", facts.found["publisher"][0] if "publisher" in facts.found else ""]
    plain = {_plain(site) for site in sites if site}
    kept = [part for part in parts if not any(_same(_plain(part), site) for site in plain)]
    if kept and len(kept) < len(parts):
        start, end = text.index(kept[0]), text.rindex(kept[-1]) + len(kept[-1])
        return text[start:end]
    if len(_WORD.findall(parts[-1])) <= 4 and len(_WORD.findall(parts[0])) >= 3:
        return text[: text.rindex(parts[-1])].rstrip(" |-–—:»«•·/")
    return text


def _same(part: str, site: str) -> bool:
    return bool(part) and (part == site or (len(part) > 3 and part in site))


def _plain(text: str) -> str:
    return re.sub(r"\W+|^www\b|^the\b", "", text.lower())


def _names_an_article(block: HtmlBlock, facts: PageFacts) -> bool:
    """Whether an only `<h1>` is a headline and not the name of the site."""
    plain = _plain(block.text)
    sites = [facts.site or "", *(value for value, _ in [facts.found.get("publisher", ("", None))])]
    return (
        block.words > 2
        and block.link_share < 0.5
        and not any(_same(plain, _plain(site)) for site in sites if site)
    )


def _agreeing_heading(
    blocks: Sequence[HtmlBlock],
    tags: tuple[str, ...],
    named: Sequence[tuple[str, str]],
    enough: float,
) -> Title | None:
    """The heading that best says what the metadata says, if one says enough of it."""
    best: tuple[float, int, str] | None = None
    for at, block in enumerate(blocks):
        if block.box.tag not in tags or len(block.text) > LONGEST_TITLE:
            continue
        for rule, text in named:
            share = _shared(block.text, text)
            if share >= enough and (best is None or share > best[0]):
                best = (share, at, rule)
    if best is None:
        return None
    tag = blocks[best[1]].box.tag
    return _title(blocks[best[1]].text, f"<{tag}>, as {best[2]} says", "high", best[1])


def _shared(one: str, other: str) -> float:
    """The share of the longer text's words that both have."""
    left, right = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return len(left & right) / max(len(left), len(right), 1)


def _standing(blocks: Sequence[HtmlBlock], text: str) -> int | None:
    """Where the title stands on the page in other than a heading."""
    plain = text.lower()
    return next(
        (
            at
            for at, block in enumerate(blocks)
            if block.text.lower() == plain and block.box.tag != "title" and block.link_share < 0.5
        ),
        None,
    )


def _standing_part(blocks: Sequence[HtmlBlock], named: Sequence[tuple[str, str]]) -> Title | None:
    """The part of a `Site - Headline` title that stands on the page by itself."""
    for rule, text in named:
        parts = sorted({text, *_SEPARATOR.split(text)}, key=len, reverse=True)
        for part in parts:
            at = _standing(blocks, part) if len(_WORD.findall(part)) > 2 else None
            if at is not None:
                return _title(blocks[at].text, f"{rule}, as it stands on the page", "high", at)
    return None


def _opening_headings(blocks: Sequence[HtmlBlock]) -> Title | None:
    """The first headings of the highest rank, for pages that only have a masthead."""
    headings = [
        (block.box.tag, at)
        for at, block in enumerate(blocks[:_TOP])
        if block.box.tag in HEADINGS and not _is_date(block.text)
    ]
    if not headings:
        return None
    rank, at = min(headings)
    end = at
    while end < len(blocks) and blocks[end].box.tag == rank:
        end += 1
    texts = [_headline_case(block.text) for block in blocks[at:end]]
    texts.sort(key=lambda text: -len(text.split()))
    return _title(", ".join(texts), f"<{rank}> at the head of the page", "low", end - 1)


def _is_date(text: str) -> bool:
    """Whether a heading is nothing but the day that blogs set above what they posted on it."""
    dates = find_dates(text)
    return bool(dates) and len(text) - (dates[0].end - dates[0].start) <= LONGEST_WEEKDAY


def _headline_case(text: str) -> str:
    return text.title() if text.isupper() else text


def _title(text: str, rule: str, confidence: Confidence, block: int | None) -> Title | None:
    text = text.strip()
    if not text or len(text) > LONGEST_TITLE:
        return None
    return Title(text, Evidence(rule, text, confidence), block)
