"""The fields of the query language: what can stand before a colon, and what it means.

A *text* field is searched by its words; a *keyword* field holds one value, which is resolved
against the values of the archive; `date` and `has` have forms of their own.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from rapidfuzz.distance import OSA

from index.schema import HAS_FIELDS

FieldKind = Literal["text", "keyword", "date", "presence"]


class Field(msgspec.Struct, frozen=True):
    """A field: its name, what it finds, an example, and how a value of it is said in words."""

    name: str
    kind: FieldKind
    description: str
    example: str
    wording: str = "{}"


FIELDS: tuple[Field, ...] = (
    Field("title", "text", "words of the document's title", "title:harbour", "{} in the title"),
    Field("date", "date", "when it was published or spoken", "date:2017..2021"),
    Field("source", "keyword", "who published it", 'source:"alder herald"', "published by {}"),
    Field("speaker", "keyword", "who spoke", 'speaker:"ilsabet torvane"', "spoken by {}"),
    Field("place", "keyword", "where it was spoken or reported", "place:port*", "in {}"),
    Field("kind", "keyword", "speech, report, editorial, interview or letter", "kind:speech",
          "of the kind {}"),
    Field("language", "keyword", "the language, as its code", "language:en", "in the language {}"),
    Field("agency", "keyword", "the press agency named in it", "agency:vna", "from the agency {}"),
    Field("byline", "keyword", "who wrote it", "byline:calloway", "with the byline {}"),
    Field("publisher", "keyword", "who issued the page", "publisher:herald", "issued by {}"),
    Field("has", "presence", "documents that have a value in a field", "has:date"),
)  # fmt: skip
"""The fields in the order in which a description names them."""

FIELD_NAMES: tuple[str, ...] = tuple(field.name for field in FIELDS)
KEYWORD_FIELDS: tuple[str, ...] = tuple(f.name for f in FIELDS if f.kind == "keyword")

_BY_NAME = {field.name: field for field in FIELDS}


def field_named(name: str) -> Field:
    """The field of this name. Raises KeyError where there is none."""
    return _BY_NAME[name]


def nearest_field(name: str, names: tuple[str, ...] = FIELD_NAMES) -> str | None:
    """The field most likely meant by a misspelt or shortened name, or None."""
    if len(name) >= 3:
        for known in names:
            if known.startswith(name):
                return known
    distance, nearest = min((OSA.distance(name, known), known) for known in names)
    return nearest if distance <= 2 and distance * 2 < len(name) else None


def nearest_presence(name: str) -> str | None:
    """As `nearest_field`, among the fields that `has:` can ask for."""
    return nearest_field(name, HAS_FIELDS)
