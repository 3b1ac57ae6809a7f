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

_MARK = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
"""What every notice has: looked for first, since most lines have none of it."""

_PUBLISHED_BY = re.compile(
    rf"{_NAME}\s+(?:is\s+published\s+)?by\s+(?P<owner>[A-ZÀ-Þ][\w&.'’ -]+?)\W*"
)
_LEGAL = re.compile(
    r"[,.]?\s+(?:Ltd|Limited|Inc|LLC|PLC|GmbH|S\.?A|Co)\b.*$|\.?\s+All Rights.*$|[.,]+$",
    re.IGNORECASE,
)
_NO_NAMES = word_set("all copyright rights policy the notice information terms privacy")
LAST_LINES = 60


def publisher_of(lines: Sequence[str]) -> tuple[str, Evidence] | None:
    """The publisher that the last lines of a page name, with the line, or None."""
    last = [line.strip() for line in lines[-LAST_LINES:] if len(line) < 200]
    if not _MARK.search("\n".join(last)):
        return None
    marked = (line for line in reversed(last) if _MARK.search(line))
    notice = next(filter(None, map(_owner, marked)), None)
    if notice is None:
        return None
    owner, text = notice
    for line in last:
        match = _PUBLISHED_BY.fullmatch(line)
        if match and match["owner"].casefold().startswith(owner.casefold()):
            return match["name"], Evidence("who publishes, below the text", line, "medium")
    return owner, Evidence("copyright notice", text, "medium")


def _owner(line: str) -> tuple[str, str] | None:
    match = _NOTICE.search(line)
    name = _LEGAL.sub("", match["name"]).strip() if match else ""
    if not name or not name[0].isupper() or name.split()[0].lower() in _NO_NAMES - {"the"}:
        return None
    return (name, line) if name.lower() not in _NO_NAMES else None
