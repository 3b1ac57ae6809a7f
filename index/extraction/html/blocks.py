"""A page as a row of blocks: runs of text between the tags that break lines.

Every visible word of the page is in exactly one block, in the order it stood. A block
remembers the box it stands in, so that what is known of a box (a menu, a sidebar, the
article) holds for all its blocks. Old pages break paragraphs with `<br><br>` inside one
cell; those are cut like any others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from index.errors import CaptureError
from index.extraction.html.markup import Element
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
_BOLD = frozenset(("b", "strong"))
MOST_BLOCKS = 50_000
_TOO_MANY = (
    f"the page has more than {MOST_BLOCKS:,} lines of text. "
    "Split it, or leave it out of the archive."
)
_NOTED = frozenset(("time", "meta", "script", "img", "head"))
_NAMING = frozenset(("class", "id", "role", "itemprop", "aria-label", "data-testid"))
_BR = "\x1e"
_WORD = re.compile(r"\w[\w'’-]*")
_PARAGRAPH_BREAK = re.compile(rf"{_BR}(?:\s|{_BR}|\u200b|\ufeff)*{_BR}")
_ONE_BREAK = re.compile(rf"{_BR}\s*")
_STARTS_LOW = re.compile(rf"{_BR}\s*[a-zß-ÿ,;]")
_CLOSED = re.compile(r"[.!?:;”\"’)\]…]$")
MOST_WRAPPED = 0.3


Look = tuple[str, str, str, str]
"""A tag and its names, and those of what stands around it."""


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds blocks: its tag, what its attributes call it, and its parent."""

    parent: Box | None
    tag: str
    names: str
    hidden: bool = False
    number: int = 0

    @property
    def look(self) -> Look:
        """What boxes that are set alike have in common: their tags and names, two deep."""
        parent = self.parent or self
        return self.tag, self.names, parent.tag, parent.names


@dataclass(slots=True, kw_only=True)
class HtmlBlock:
    """A run of text, the box it stands in, and how much of it is in links and in bold type."""

    text: str
    box: Box
    link_characters: int = 0
    bold_characters: int = 0

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
    """The blocks of a page in order, its boxes as they open, and what its body marks up as data.

    `images` are the numbers of the blocks that pictures stand before, `items` the names and
    values of `<meta itemprop>` elements, `data` the JSON-LD scripts.
    """

    blocks: list[HtmlBlock] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    times: list[TimeElement] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    items: list[tuple[str, str]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)


_Piece = tuple[str, bool, bool]
"""A text, whether it is in a link, and whether it is in bold type."""


def page_blocks(root: Element) -> Page:
    """The blocks of a page and the boxes they stand in, the page itself being the first.

    Raises CaptureError: `too_large` for a page of more than MOST_BLOCKS.
    """
    reader = _Reader()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            reader.close(element)
        elif not reader.open(element):
            walk.skip_subtree()
    reader.flush()
    return reader.page


class _Reader:
    """What was read so far: the page, the box that is open, the text since the last break."""

    def __init__(self) -> None:
        self.page = Page()
        self._box = Box(None, "html", "")
        self._pieces: list[_Piece] = []
        self._links = 0
        self._bold = 0
        self.page.boxes.append(self._box)

    def open(self, element: Element) -> bool:
        """Take an element's opening and the text behind it; whether its content is text."""
        tag = element.tag
        if tag in BREAKING:
            if self._pieces:
                self.flush()
            self._box = _box(element, tag, self._box, len(self.page.boxes))
            self.page.boxes.append(self._box)
        elif tag == "a":
            self._links += 1
        elif tag == "br":
            self._pieces.append((_BR, False, False))
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _NOTED:
            self._note(element, tag)
        if tag in SILENT:
            return False
        if text := element.text:
            self._add(text)
        return True

    def close(self, element: Element) -> None:
        """Take an element's end and the text behind it."""
        tag = element.tag
        if tag in BREAKING:
            if self._pieces:
                self.flush()
            self._box = self._box.parent or self._box
        elif tag == "a":
            self._links -= 1
        elif tag in _BOLD:
            self._bold -= 1
        if text := element.tail:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._box.tag == "pre":
            text = text.replace("\n", _BR)
        elif not self._pieces and text.isspace():
            return  # between two tags, as most text is
        self._pieces.append((text, self._links > 0, self._bold > 0))

    def _note(self, element: Element, tag: str) -> None:
        """Keep what an element is besides text: a picture, a time, an item's value, JSON-LD."""
        page = self.page
        if tag == "img":
            page.images.append(len(page.blocks))
        elif tag == "time":
            page.times.append(_time(element, len(page.blocks)))
        elif tag == "meta":
            page.items.append((element.get("itemprop") or "", element.get("content") or ""))
        elif tag == "head":
            page.data += filter(None, map(_data, element.iter("script")))
        elif data := _data(element):
            page.data.append(data)

    def flush(self) -> None:
        """End the run of text: it becomes one block, or several where line breaks cut it."""
        pieces, self._pieces = self._pieces, []
        whole = "".join([text for text, _, _ in pieces])
        if whole.isspace():
            return
        for part in _cut(pieces, whole) if _BR in whole else (pieces,):
            if block := _block(part, self._box):
                self.page.blocks.append(block)
            if len(self.page.blocks) > MOST_BLOCKS:
                raise CaptureError("too_large", _TOO_MANY)


def _block(pieces: list[_Piece], box: Box) -> HtmlBlock | None:
    if len(pieces) == 1:
        (whole, link, bold), *_ = pieces
        text = tidied(whole.replace(_BR, " "))
        linked, strong = len(text) * link, len(text) * bold
    else:
        text = tidied("".join([text for text, _, _ in pieces]).replace(_BR, " "))
        linked = sum([len(tidied(text)) for text, link, _ in pieces if link])
        strong = sum([len(tidied(text)) for text, _, bold in pieces if bold])
    if not text:
        return None
    return HtmlBlock(text=text, box=box, link_characters=linked, bold_characters=strong)


def _data(element: Element) -> str:
    """The JSON-LD of a script, if it has any."""
    return element.text or "" if "ld+json" in (element.get("type") or "").lower() else ""


def _box(element: Element, tag: str, parent: Box, number: int) -> Box:
    names, hidden = "", False
    for name, value in element.items():
        if name in _NAMING:
            names = f"{names} {value!s}" if names else str(value)
        elif name == "style":
            style = str(value).replace(" ", "").lower()
            hidden = hidden or "display:none" in style or "visibility:hidden" in style
        elif name == "hidden" or (name == "aria-hidden" and value == "true"):
            hidden = True
    return Box(parent, tag, names.lower(), hidden, number)


def _time(element: Element, block: int) -> TimeElement:
    names = " ".join(element.get(name) or "" for name in ("class", "itemprop", "pubdate", "id"))
    if "pubdate" in element.attrib:
        names += " pubdate"
    return TimeElement(
        element.get("datetime") or "".join(map(str, element.itertext())).strip(),
        names.lower(),
        block,
    )


def _cut(pieces: list[_Piece], whole: str) -> Iterator[list[_Piece]]:
    """The parts of a run between its breaks, in one pass however many there are."""
    piece = at = 0
    for begin, end in _spans(whole):
        part: list[_Piece] = []
        while piece < len(pieces) and at < end:
            text, link, bold = pieces[piece]
            if taken := text[max(begin - at, 0) : end - at]:
                part.append((taken, link, bold))
            if at + len(text) > end:
                break
            at += len(text)
            piece += 1
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
