"""What our extraction makes of a page: its text, title and date, by whichever model."""

from __future__ import annotations

from typing import NamedTuple

from index.archive import Archive
from index.documents import Capture, Document, Form
from index.errors import CaptureError
from index.extraction.extract import extract
from index.extraction.html import article
from index.extraction.html.model import Model
from index.extraction.metadata.completion import complete


class Found(NamedTuple):
    """What was found on a page; `evidence` is the rule that gave the date."""

    text: str = ""
    title: str | None = None
    date: str | None = None
    evidence: str = ""


def found_on(html: str, model: Model) -> Found:
    """What a model other than the shipped one finds on a page."""
    capture = _capture(html, "html")
    try:
        drafts, _ = article.drafts(capture, Archive(), model)
    except CaptureError:
        return Found()
    return _found([complete(drafts[0], capture, Archive(), 0)])


def found_in(text: str, form: Form) -> Found:
    """What is found in a capture by all that is shipped."""
    try:
        return _found(extract(_capture(text, form), Archive()).documents)
    except CaptureError:
        return Found()


def _capture(text: str, form: Form) -> Capture:
    return Capture(path=f"page.{form}", form=form, text=text, sha256="")


def _found(documents: tuple[Document, ...] | list[Document]) -> Found:
    first = documents[0]
    date = first.date or first.posted
    evidence = first.evidence.get("date") or first.evidence.get("posted")
    return Found(
        "\n".join(text for document in documents for text in document.paragraphs),
        first.title,
        str(date) if date else None,
        evidence.rule if evidence else "",
    )
