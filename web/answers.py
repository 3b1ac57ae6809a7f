"""What the API answers beside searches and documents: completions, sources, fields, health.

These types are what is sent and what `/openapi.json` describes; nothing else says it again.
Version 1 only grows: a key, once here, stays.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from search.results import FieldReport, Suggestion

IndexVersion = Annotated[
    str, Meta(description="The generation of the index that answered; changes with a reindex.")
]


class SuggestAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Completions of what was typed, most frequent first."""

    input: str
    suggestions: tuple[Suggestion, ...]
    index_version: IndexVersion


class FieldsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of the query language and how many documents have each."""

    fields: tuple[FieldReport, ...]
    index_version: IndexVersion


class Health(msgspec.Struct, frozen=True):
    """The process lives."""

    status: str


class Readiness(msgspec.Struct, frozen=True):
    """Searches are answered, from this index version."""

    status: str
    index_version: IndexVersion
