"""A citation in RIS, which reference managers import.

A line is a tag of two characters, two spaces, a hyphen, a space and a value; it ends with CR LF.
The first tag is TY, the last ER. A value has no line ends, so that no text can make a line.

Source: Research Information Systems, "RIS Format Specifications" (2001).
"""

from __future__ import annotations

from collections.abc import Iterator

from index.dates import PartialDate
from search.citations.citation import Citation, line

_NEWS = ("report", "editorial", "letter")


def ris(citation: Citation) -> str:
    """The citation as one record."""
    tags = [("TY", "NEWS" if citation.kind in _NEWS else "GEN"), *_tags(citation), ("ER", "")]
    return "".join(f"{tag}  - {line(value)}\r\n" for tag, value in tags)


def _tags(citation: Citation) -> Iterator[tuple[str, str]]:
    for tag, value in (
        ("ID", citation.key),
        ("AU", citation.author),
        ("TI", citation.title),
        ("T2", citation.source),
        ("PB", citation.publisher),
        ("CY", citation.place),
        ("IS", citation.issue),
        ("M3", citation.kind.capitalize() if citation.kind != "other" else None),
        ("LA", citation.language),
        ("PY", f"{citation.date.year:04d}" if citation.date else None),
        ("DA", _slashed(citation.date)),
        ("SP", _passage(citation.passage)),
        ("UR", citation.address),
        ("Y2", _slashed(citation.captured)),
        ("DB", citation.archive),
        ("L2", citation.permalink),
        ("N1", _date_note(citation)),
        ("N1", f"SHA-256 of the capture: {citation.sha256}"),
    ):
        if value:
            yield tag, value


def _slashed(date: PartialDate | None) -> str | None:
    """A date as YYYY/MM/DD/, with nothing between the slashes where it is not known."""
    if date is None:
        return None
    month, day = (f"{part:02d}" if part else "" for part in (date.month, date.day))
    return f"{date.year:04d}/{month}/{day}/"


def _passage(number: int | None) -> str | None:
    if number is None:
        return None
    return f"paragraph {number}" if number else "title"


def _date_note(citation: Citation) -> str | None:
    if not citation.date_from:
        return None
    return f"Date {'inferred ' if citation.date_inferred else ''}from {citation.date_from}"
