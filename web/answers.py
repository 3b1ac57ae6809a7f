"""What the API answers beside searches and documents: completions, sources, fields, health.

These types are what is sent and what `/openapi.json` describes; nothing else says it again.
Version 1 only grows: a key, once here, stays.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from search.engine import ArchiveReport, FieldReport, Suggestion

Count = Annotated[int, Meta(ge=0)]
IndexVersion = Annotated[
    str, Meta(description="The generation of the index that answered; changes with a reindex.")
]


class SuggestAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Completions of what was typed, most frequent first."""

    input: str
    suggestions: tuple[Suggestion, ...]
    index_version: IndexVersion


class SourceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive holds of one source; `months` counts dated documents by `2021-04`."""

    source: str | None
    documents: Count
    passages: Count
    undated: Count
    first: str | None
    last: str | None
    months: dict[str, int]


class FailedCapture(msgspec.Struct, frozen=True, kw_only=True):
    """A capture that could not be read, and why."""

    path: str
    reason: str
    message: str


class SourcesAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive holds, and what of it could not be read."""

    title: str
    documents: Count
    passages: Count
    captures: Count
    built: Annotated[str, Meta(description="When the index was built, ISO 8601.")]
    sources: tuple[SourceAnswer, ...]
    failures: tuple[FailedCapture, ...]
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


def sources_answer(report: ArchiveReport) -> SourcesAnswer:
    """The answer about the whole archive."""
    return SourcesAnswer(
        title=report.title,
        documents=report.documents,
        passages=report.passages,
        captures=report.captures,
        built=report.built,
        sources=tuple(SourceAnswer(**msgspec.structs.asdict(source)) for source in report.sources),
        failures=tuple(
            FailedCapture(path=path, reason=reason, message=message)
            for path, reason, message in report.failures
        ),
        index_version=report.index_version,
    )
