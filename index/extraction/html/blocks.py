"""A page as a row of blocks: runs of text between the tags that break lines.

Every visible word of the page is in exactly one block, in the order it stood. A block
remembers the box it stands in, so that what is known of a box (a menu, a sidebar, the
article) holds for all its blocks. Old pages break paragraphs with `<br><br>` inside one
cell; those are cut like any others.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from index.extraction.whitespace import tidied, word_set

BREAKING = word_set("""
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr html iframe
    legend li main menu nav noframes noscript ol optgroup option p picture pre search section
    select summary table tbody td tfoot th thead tr ul video audio button label title
    """)
SILENT = word_set(
    "script style template svg math head object embed canvas textarea datalist area map "
    "input param source track meta link base col colgroup"
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BR = "\x1e"
_WORD = re.compile(r"\w[\w'’-]*")
_PARAGRAPH_BREAK = re.compile(rf"{_BR}(?:\s|{_BR}|\u200b|\ufeff)*{_BR}")
_ONE_BREAK = re.compile(rf"{_BR}\s*")
_STARTS_LOW = re.compile(rf"{_BR}\s*[a-zß-ÿ,;]")
_CLOSED = re.compile(r"[.!?:;”\"’)\]…]$")
MOST_WRAPPED = 0.3


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds blocks: its tag, what its attributes call it, and its parent."""

    parent: Box | None
    tag: str
    names: str
    hidden: bool = False
    prose: int = 0
    order: int = 0


@dataclass(slots=True, kw_only=True)
class HtmlBlock:
    """A run of text, the box it stands in, and how much of it is inside links."""

    text: str
    box: Box
    link_characters: int = 0

    @property
    def words(self) -> int:
        """The number of words of the block."""
        return len(_WORD.findall(self.text))

    @property
    def link_share(self) -> float:
        """The share of the text that is inside links, 0 to 1."""
        return min(1.0, self.link_characters / len(self.text)) if self.text else 0.0


@dataclass(slots=True)
class TimeElement:
    """A `<time>` of the page: its value, its attributes' words, the block it stands before."""

    value: str
    names: str
    block: int


@dataclass(slots=True)
class Page:
    """The blocks of a page in order, and what its body marks up as data.

    `items` are the names and values of `<meta itemprop>` elements, `data` the JSON-LD scripts.
    """

    blocks: list[HtmlBlock] = field(default_factory=list)
    times: list[TimeElement] = field(default_factory=list)
    items: list[tuple[str, str]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)


_Piece = tuple[str, bool]


@dataclass(slots=True)
class _Run:
    """The text gathered since the last break: pieces, and which are links."""

    pieces: list[_Piece] = field(default_factory=list)
    links: int = 0

    def add(self, text: str) -> None:
        self.pieces.append((text, self.links > 0))


def page_blocks(root: HtmlElement) -> Page:
    """The blocks of a page; boxes know how many there are before them by `order`."""
    page, run = Page(), _Run()
    box = Box(None, "html", "")
    for element, opening, tag in _walk(root):
        if tag in BREAKING:
            _flush(page, run, box)
            if opening:
                box = _box(element, tag, box, len(page.blocks))
            elif box.parent is not None:
                box = box.parent
        elif tag == "br" and opening:
            run.add(_BR)
        elif tag == "a":
            run.links += 1 if opening else -1
        elif opening and tag in ("time", "meta", "script"):
            _note(page, element, tag)
        text = (element.text if tag not in SILENT else None) if opening else element.tail
        if text:
            run.add(text.replace("\n", _BR) if box.tag == "pre" else text)
    _flush(page, run, box)
    return page


def _note(page: Page, element: HtmlElement, tag: str) -> None:
    """Keep what an element marks up as data: a time, an item's value, a JSON-LD script."""
    if tag == "time":
        page.times.append(_time(element, len(page.blocks)))
    elif tag == "meta":
        page.items.append((element.get("itemprop") or "", element.get("content") or ""))
    elif "ld+json" in (element.get("type") or "").lower():
        page.data.append(element.text or "")


def _walk(root: HtmlElement) -> Iterator[tuple[HtmlElement, bool, str]]:
    """Every element at its opening and its closing; without recursion, as pages nest deep."""
    stack: list[tuple[HtmlElement, bool]] = [(root, True)]
    while stack:
        element, opening = stack.pop()
        tag = element.tag
        if not isinstance(tag, str):
            if not opening or element.tail:
                yield element, False, ""
            continue
        yield element, opening, tag
        if opening:
            stack.append((element, False))
            if tag not in SILENT:
                stack.extend((child, True) for child in reversed(element))
            elif tag == "head":
                stack.extend((child, True) for child in element.iter("script"))


def _box(element: HtmlElement, tag: str, parent: Box, order: int) -> Box:
    attributes = element.attrib
    names = " ".join(
        attributes[name]
        for name in ("class", "id", "role", "itemprop", "aria-label", "data-testid")
        if name in attributes
    ).lower()
    style = attributes.get("style", "").replace(" ", "").lower()
    hidden = (
        "display:none" in style
        or "visibility:hidden" in style
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
    )
    return Box(parent, tag, names, hidden, order=order)


def _time(element: HtmlElement, block: int) -> TimeElement:
    names = " ".join(element.get(name) or "" for name in ("class", "itemprop", "pubdate", "id"))
    if "pubdate" in element.attrib:
        names += " pubdate"
    return TimeElement(
        element.get("datetime") or element.text_content().strip(), names.lower(), block
    )


def _flush(page: Page, run: _Run, box: Box) -> None:
    """End the run: its text becomes one block, or several where line breaks cut it."""
    pieces, run.pieces = run.pieces, []
    if not pieces or all(not text or text.isspace() or text == _BR for text, _ in pieces):
        return
    broken = any(_BR in text for text, _ in pieces)
    for part in _cut(pieces) if broken else [pieces]:
        text = tidied("".join(text for text, _ in part).replace(_BR, " "))
        if text:
            linked = sum(len(tidied(text)) for text, link in part if link)
            page.blocks.append(HtmlBlock(text=text, box=box, link_characters=linked))


def _cut(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """The parts of a run between its breaks, in one pass however many there are."""
    whole = "".join(text for text, _ in pieces)
    rest = deque(pieces)
    at = 0
    for begin, end in _spans(whole):
        part: list[_Piece] = []
        while rest and at < end:
            text, link = rest.popleft()
            taken = text[max(begin - at, 0) : end - at]
            if taken:
                part.append((taken, link))
            if at + len(text) > end:
                rest.appendleft((text[end - at :], link))
                at = end
            else:
                at += len(text)
        yield part


def _spans(whole: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PARAGRAPH_BREAK.finditer(whole):
        yield from _lines(whole, start, match.start())
        start = match.end()
    yield from _lines(whole, start, len(whole))


def _lines(whole: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of a paragraph's lines that stand for themselves, broken by a single `<br>`.

    Where lines go on in lower case the text was wrapped, and a line ends only where a
    sentence does; elsewhere (a title, its byline, its date) every line is its own.
    """
    breaks = [match.span() for match in _ONE_BREAK.finditer(whole, start, end)]
    wrapped = len(_STARTS_LOW.findall(whole, start, end)) > MOST_WRAPPED * len(breaks)
    begin = start
    for left, right in breaks:
        after = whole[right : right + 1]
        before = whole[max(begin, left - 40) : left].rstrip()
        if after.islower() or (wrapped and not _CLOSED.search(before)):
            continue
        yield begin, left
        begin = right
    yield begin, end
