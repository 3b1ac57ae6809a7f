"""From the text of a page to a tree of elements, whatever state the page is in.

lxml reads every page in bounded time, but gives up without a word on elements nested deeper
than it allows, and an archive has pages whose every `<font>` was left open. Such a page is
read again with its tags flattened into line breaks, so that no sentence is lost.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

from index.errors import CaptureError
from index.extraction.whitespace import word_set

LONGEST_PAGE = 30_000_000
MOST_TAGS = 400_000
"""A page of more tags is read without them, for each element costs memory."""

Element: TypeAlias = etree._Element
_CONTROL = bytes((*range(1, 9), 11, 12, *range(14, 32), 127))
_BLANKED = bytes.maketrans(_CONTROL, b" " * len(_CONTROL))
_NO_CHARACTER = re.compile(r"[\ufffe\uffff\ud800-\udfff]")
_NEAR_NO_CHARACTER = "\uffff".encode()[:2]
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)[^<>]*>")
_TAGS = re.compile(r"(?:</?[a-zA-Z][^<>]*+>\s*+)++")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)\s[^<>]{100000,}>")
_STRETCH = 50_000
_INLINE = word_set("a abbr b big cite code em font i mark s small span strong sub sup u")


def cleaned(text: str) -> str:
    """A page without what no parser takes: NULs, control characters, lone surrogates.

    The XML declaration goes too, because the text is already decoded, and the attributes of a
    tag that has a hundred thousand characters of them, which parsers compare each with each.
    """
    # Bytes are translated and looked through at the pace of memory, characters one by one.
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = _NO_CHARACTER.sub(" ", text).encode()
    text = data.translate(_BLANKED, b"\0").decode()
    if _NEAR_NO_CHARACTER in data:
        text = _NO_CHARACTER.sub(" ", text)
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    return _LONG_TAG.sub(r"<\1>", text) if _may_hold_a_long_tag(text) else text


def _may_hold_a_long_tag(text: str) -> bool:
    """Whether no tag begins for long: a tag too long holds one of these stretches whole."""
    last = len(text) - _STRETCH + 1
    return any(text.find("<", at, at + _STRETCH) < 0 for at in range(0, last, _STRETCH))


def parse(text: str, where: str) -> Element:
    """The root element of a page, given as `cleaned` leaves it.

    Raises CaptureError: `too_large` for more than 30 million characters, `empty` for a page
    without any element or text. `where` names the capture in the message.
    """
    if len(text) > LONGEST_PAGE:
        raise CaptureError(
            "too_large",
            f"{where}: the page has {len(text):,} characters, more than {LONGEST_PAGE:,}. "
            "Split it, or leave it out of the archive.",
        )
    if text.count("<") > MOST_TAGS:
        text = _flattened(text)
    root, too_deep = _tree(text)
    if too_deep:
        root = None  # gives its memory back before the page is read again
        root, _ = _tree(_flattened(text))
    if root is None:
        raise CaptureError("empty", f"{where}: the page has no text. Capture it again.")
    return root


def _tree(text: str) -> tuple[Element | None, bool]:
    """The tree of a page, if it has one, and whether nesting was cut off."""
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text, parser) if text.strip() else None
    except (etree.LxmlError, ValueError):
        root = None
    return root, any("depth" in entry.message for entry in parser.error_log)


def _flattened(text: str) -> str:
    """The page with its tags turned into line breaks, or into nothing where they are inline."""
    text = _SCRIPT.sub(" ", text).replace("\n", " ")
    return f"<pre>{_TAGS.sub(_break, text)}</pre>"


def _break(tags: re.Match[str]) -> str:
    names = (match[1].lower() for match in _TAG.finditer(tags[0]))
    return "" if all(name in _INLINE for name in names) else "\n\n"
