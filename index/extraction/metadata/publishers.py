"""Who publishes a page, as the copyright notice at its foot says.

A company often publishes under another name than its own, and then says so too (`The Alder
Herald by Alder Press`); the name readers know is the one wanted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Evidence
from index.extraction.whitespace import word_set

_NAME = r"(?P<name>[A-ZÀ-Þ][\w&.'’-]*(?:\s(?:(?:of|the|and|de|for)\s)?[A-ZÀ-Þ&][\w&.'’-]*){0,5})"
_NOTICE = re.compile(
    r"(?:(?i:©|\bcopyright\b|\(c\)(?=\s*(?:copyright|\d{4})))[\s©:]*(?i:\(c\)\s*)?)+"
    r"(?:\d{4}(?:\s*[-–,]\s*\d{4})?)?[\s,.]*(?i:by\s+)?" + _NAME
)
"""A bare `(c)` is the third item of a list; a year or the word has to come with it."""

_PUBLISHED_BY = re.compile(
    rf"{_NAME}\s+(?:is\s+published\s+)?by\s+(?P<owner>[A-ZÀ-Þ][\w&.'’ -]+?)\W*"
)
_LEGAL = re.compile(
    r"[,.]?\s+(?:Ltd|Limited|Inc|LLC|PLC|GmbH|S\.?A|Co)\b.*$|\.?\s+All Rights.*$|[.,]+$",
    re.IGNORECASE,
)
_NO_NAMES = word_set("all copyright rights policy the notice information terms privacy")
_NO_FIRST_WORDS = _NO_NAMES - {"the"}
LAST_LINES, REACH = 60, 20_000
"""How far from the end of a page its notice stands, in lines and in characters."""


def last_lines(text: str) -> list[str]:
    """The lines of a text among which `publisher_of` looks, without parting all the others."""
    last = text[-REACH:].rsplit("\n", LAST_LINES + 1)[-LAST_LINES - 1 :]
    return "\n".join(last).splitlines()


def publisher_of(lines: Sequence[str]) -> tuple[str, Evidence] | None:
    """The publisher that the last lines of a page name, with the line, or None."""
    last = [line.strip() for line in lines[-LAST_LINES:] if len(line) < 200]
    plain = "\n".join(last).lower().split("\n")
    marked = [line for line, low in zip(last, plain, strict=False)
              if "©" in low or "(c)" in low or "copyright" in low]  # fmt: skip
    notice = next(filter(None, map(_owner, reversed(marked))), None)
    if notice is None:
        return None
    owner, text = notice
    for line in last:
        match = _PUBLISHED_BY.fullmatch(line) if "by" in line else None
        if match and match["owner"].casefold().startswith(owner.casefold()):
            return match["name"], Evidence("who publishes, below the text", line, "medium")
    return owner, Evidence("copyright notice", text, "medium")


def _owner(line: str) -> tuple[str, str] | None:
    match = _NOTICE.search(line)
    name = _LEGAL.sub("", match["name"]).strip() if match else ""
    if not name or not name[0].isupper() or name.split()[0].lower() in _NO_FIRST_WORDS:
        return None
    return (name, line) if name.lower() not in _NO_NAMES else None
