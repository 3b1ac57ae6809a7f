"""The answer about documents like another, as the API gives it."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from search.answers.results import FoundResult, found_result
from search.results import SimilarDocuments


class SimilarAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Documents like one, the most alike first, and what they were found by."""

    words: Annotated[tuple[str, ...], Meta(description="The words that tell most of the document.")]
    query: Annotated[str, Meta(description="The search for any of them; it finds this again.")]
    results: tuple[FoundResult, ...]
    index_version: str


def similar_answer(similar: SimilarDocuments) -> SimilarAnswer:
    """The answer for what an engine found."""
    return SimilarAnswer(
        words=similar.words,
        query=similar.query,
        results=tuple(map(found_result, similar.results)),
        index_version=similar.index_version,
    )
