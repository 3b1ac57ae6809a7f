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
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)[^<>]*>")
_TAGS = re.compile(r"(?:</?[a-zA-Z][^<>]*+>\s*+)++")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)\s[^<>]{100000,}>")
_INLINE = word_set("a abbr b big cite code em font i mark s small span strong sub sup u")


def cleaned(text: str) -> str:
    """A page without what no parser takes: NULs, control characters, lone surrogates.

    The XML declaration goes too, because the text is already decoded, and the attributes of a
    tag that has a hundred thousand characters of them, which parsers compare each with each.
    """
    text = _DECLARATION.sub("", _CONTROL.sub(" ", text.replace("\0", "")))
    return _LONG_TAG.sub(r"<\1>", text)


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
