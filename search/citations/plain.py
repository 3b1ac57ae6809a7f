"""A citation in words, to be pasted into a footnote."""

from __future__ import annotations

from collections.abc import Iterator

from search.citations.citation import Citation, line
from search.language.periods import date_in_words


def plain(citation: Citation) -> str:
    """The citation as sentences on one line, ended by a line end.

    Addresses stand in angle brackets (RFC 3986, appendix C), for a full stop may follow them.
    """
    return " ".join(f"{line(part)}." for part in _sentences(citation)) + "\n"


def _sentences(citation: Citation) -> Iterator[str]:
    author = f"{citation.author}, " if citation.author else ""
    yield f"{author}“{citation.title}”"
    published = [part for part in _published(citation) if part]
    yield ", ".join([*published, _dated(citation, "undated" if published else "Undated")])
    if citation.passage is not None:
        yield f"Paragraph {citation.passage}" if citation.passage else "Title"
    if citation.url:
        yield f"Published at <{citation.url}>"
    if citation.captured:
        yield f"Captured {date_in_words(citation.captured)}"
    yield f"{citation.archive}, <{citation.permalink}>"
    yield f"SHA-256 of the capture: {citation.sha256}"


def _published(citation: Citation) -> tuple[str | None, ...]:
    return citation.source or citation.publisher, citation.issue, citation.place


def _dated(citation: Citation, undated: str) -> str:
    """The date and, in brackets, what it was read from."""
    date = date_in_words(citation.date) if citation.date else undated
    if not citation.date_from:
        return date
    doubt = "inferred from" if citation.date_inferred else "from"
    return f"{date} [{doubt} {citation.date_from}]"
