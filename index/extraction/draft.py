"""An article as it was cut out of a capture, before its metadata is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.documents import Evidence, MetadataField


@dataclass(kw_only=True)
class Draft:
    """One article of a capture: its text cut into paragraphs, and the lines around it.

    `header` are the kept lines above the text that are not its title (dates, bylines,
    sections), `footer` those below it (a trailing byline, an agency's signature). `found`
    holds values that markup, masthead or record named outright, with their evidence.
    """

    title: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    found: dict[MetadataField, tuple[str, Evidence]] = field(default_factory=dict)
