"""What the program that saved a page wrote into it as a comment: from where, and when.

Browsers, SingleFile, HTTrack and the Internet Archive each leave one, in words of their own; all
of them say that the page was saved, mirrored or archived, and name an address, a day, or both.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from index.dates import PartialDate
from index.extraction.metadata.date_patterns import find_date
from index.extraction.whitespace import tidied

_REACH = 4_000
"""How far from either end of a page the comment stands."""

_COMMENT = re.compile(r"<!--(.{1,600}?)-->", re.DOTALL)
_SAVED = re.compile(r"\b(?:saved (?:from|with|date)|mirrored from|file archived on)\b", re.I)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


class Saved(NamedTuple):
    """The words of the comment, and the address and the day in it."""

    text: str
    url: str | None
    day: PartialDate | None


def saved(page: str) -> Saved | None:
    """What the comment says of where a page was saved from and when; None without one."""
    ends = page if len(page) < 2 * _REACH else f"{page[:_REACH]}\n{page[-_REACH:]}"
    for comment in _COMMENT.finditer(ends):
        text = tidied(comment[1])
        if _SAVED.search(text):
            address = _ADDRESS.search(text)
            found = find_date(_ADDRESS.sub(" ", text))
            return Saved(text, address[0] if address else None, found.date if found else None)
    return None
