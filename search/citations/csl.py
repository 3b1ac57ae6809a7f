"""A citation as CSL-JSON, which citation processors read.

An inferred date is marked `circa`, which styles show. Names are given whole (`literal`): which
part of one is the family name is nowhere in a capture.

Source: Citation Style Language, "CSL-JSON", schema 1.0.2.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from index.dates import PartialDate
from search.citations.citation import Citation

CslType = Literal["speech", "article-newspaper", "interview", "document"]

_TYPES: dict[str, CslType] = {
    "speech": "speech", "report": "article-newspaper", "editorial": "article-newspaper",
    "letter": "article-newspaper", "interview": "interview",
}  # fmt: skip


class CslName(msgspec.Struct, frozen=True):
    """A name as it stands in the capture."""

    literal: str


class CslDate(msgspec.Struct, frozen=True, rename="kebab", omit_defaults=True):
    """A date: year, month and day, as many of these as are known."""

    date_parts: tuple[tuple[int, ...], ...]
    circa: Annotated[bool, Meta(description="Whether the date is inferred.")] = False


class CslItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="kebab"):
    """One item of CSL-JSON."""

    id: str
    type: CslType
    title: str
    author: tuple[CslName, ...] = ()
    issued: CslDate | None = None
    accessed: Annotated[CslDate | None, Meta(description="When it was captured.")] = None
    container_title: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    event_place: str | None = None
    issue: str | None = None
    language: str | None = None
    genre: str | None = None
    section: Annotated[str | None, Meta(description="The passage.")] = None
    url: str | None = msgspec.field(name="URL", default=None)
    archive: str
    archive_location: Annotated[str, Meta(description="The permalink.")] = msgspec.field(
        name="archive_location"
    )
    note: str


def csl_item(citation: Citation) -> CslItem:
    """The citation as an item."""
    is_speech = citation.kind == "speech"
    return CslItem(
        id=citation.key,
        type=_TYPES.get(citation.kind, "document"),
        title=citation.title,
        author=(CslName(citation.author),) if citation.author else (),
        issued=_date(citation.date, circa=citation.date_inferred),
        accessed=_date(citation.captured),
        container_title=citation.source,
        publisher=citation.publisher,
        publisher_place=None if is_speech else citation.place,
        event_place=citation.place if is_speech else None,
        issue=citation.issue,
        language=citation.language,
        genre=citation.kind.capitalize() if citation.kind != "other" else None,
        section=_section(citation.passage),
        url=citation.address,
        archive=citation.archive,
        archive_location=citation.permalink,
        note=_note(citation),
    )


def csl(citation: Citation) -> str:
    """The citation as a list of one item, ended by a line end."""
    encoded = msgspec.json.encode((csl_item(citation),))
    return msgspec.json.format(encoded).decode() + "\n"


def _date(date: PartialDate | None, *, circa: bool = False) -> CslDate | None:
    if date is None:
        return None
    parts = tuple(part for part in (date.year, date.month, date.day) if part is not None)
    return CslDate((parts,), circa)


def _section(passage: int | None) -> str | None:
    if passage is None:
        return None
    return f"paragraph {passage}" if passage else "title"


def _note(citation: Citation) -> str:
    hashed = f"SHA-256 of the capture: {citation.sha256}"
    if not citation.date_from:
        return hashed
    return (
        f"Date {'inferred ' if citation.date_inferred else ''}from {citation.date_from}. {hashed}"
    )
