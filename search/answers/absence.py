"""Why nothing was found, as the API gives it."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from search.absence import Absence, Alone, Without
from search.answers.found_document import FoundDocument, found_document
from search.occurrences.coverage import Coverage


class AbsenceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Why a search found nothing."""

    words: Annotated[
        tuple[Alone, ...],
        Meta(description="What each word and phrase finds alone, without any filter."),
    ]
    without: Annotated[
        tuple[Without, ...], Meta(description="What is found without each of the filters.")
    ]
    together: Annotated[
        int, Meta(ge=0, description="Documents with all the words, in different passages.")
    ]
    examples: Annotated[tuple[FoundDocument, ...], Meta(description="The first of these.")]
    coverage: Coverage


def absence_answer(found: Absence) -> AbsenceAnswer:
    """The answer for an absence."""
    return AbsenceAnswer(
        words=found.words,
        without=found.without,
        together=found.together,
        examples=tuple(map(found_document, found.examples)),
        coverage=found.coverage,
    )
