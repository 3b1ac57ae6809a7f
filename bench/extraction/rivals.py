"""Trafilatura, the best of the libraries, in its settings, on the same pages in the same run."""

from __future__ import annotations

import html
from typing import Any, NamedTuple

import trafilatura

SETTINGS: dict[str, dict[str, Any]] = {
    "default": {},
    "without comments": {"include_comments": False},
    "precision": {"favor_precision": True},
    "recall": {"favor_recall": True},
}
DEFAULT = "default"
VERSION: str = trafilatura.__version__


class RivalFound(NamedTuple):
    """What a rival found on a page."""

    text: str = ""
    title: str | None = None
    date: str | None = None


def text_of(page: str, setting: str = DEFAULT) -> str:
    """The text trafilatura finds on a page in one of its SETTINGS."""
    return trafilatura.extract(page, **SETTINGS[setting]) or ""


def found_on(page: str) -> RivalFound:
    """Text, title and date, as trafilatura finds them by default."""
    document: Any = trafilatura.bare_extraction(page, with_metadata=True)
    if document is None:
        return RivalFound()
    return RivalFound(document.text or "", document.title, document.date)


def text_of_dump(lines: str) -> str:
    """The text trafilatura finds in a dump, each line of which it is given as a paragraph."""
    rows = "".join(f"<p>{html.escape(line)}</p>" for line in lines.splitlines())
    return text_of(f"<html><body>{rows}</body></html>")
