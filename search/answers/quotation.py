"""A quote check as the API gives it and `rostrum quote --json` prints it.

Version 1 only grows: a key, once here, stays. Offsets are characters, end exclusive.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from search.answers.found_document import FoundDocument, document_page, found_document
from search.answers.results import Count
from search.quotations.quotation import (
    PieceVerdict,
    PlaceVerdict,
    QuoteCheck,
    QuotePiece,
    QuotePlace,
    QuoteVerdict,
)
from search.results import Span
from search.wordings.wording import Difference, DifferenceKind, Stretch

Share = Annotated[float, Meta(ge=0, le=1)]


class StretchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a passage."""

    number: Count
    span: Span


class TouchedPassage(msgspec.Struct, frozen=True, kw_only=True):
    """A passage whole. Number 0 is the title."""

    number: Count
    text: str
    url: str


class QuoteDifference(msgspec.Struct, frozen=True, kw_only=True):
    """What the quotation says and what stands there instead; of nothing, the place is told.

    `only_left` is in the quotation alone, `only_right` in the passages alone. `spelling` is all
    but a letter or two the same, or the same letters in other words.
    """

    kind: DifferenceKind
    quote: Annotated[tuple[Span, ...], Meta(description="In the text that was checked.")]
    found: Annotated[tuple[StretchAnswer, ...], Meta(description="In the passages.")]


class QuotePlaceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the quotation, or a piece of it, stands."""

    document: FoundDocument
    date_rule: Annotated[str | None, Meta(description="The rule that found the date.")]
    date_evidence: Annotated[str | None, Meta(description="The words the date stood in.")]
    verdict: PlaceVerdict
    share: Annotated[Share, Meta(description="How much of the words stand there.")]
    passages: Annotated[tuple[TouchedPassage, ...], Meta(description="Those it touches, whole.")]
    found: Annotated[tuple[StretchAnswer, ...], Meta(description="Where in them it stands.")]
    differences: tuple[QuoteDifference, ...]


class QuotePieceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the quotation and where it stands, the earliest place first."""

    span: Annotated[Span, Meta(description="Which characters of the text that was checked.")]
    verdict: Annotated[
        PieceVerdict, Meta(description="`short` pieces say nothing and were not looked for.")
    ]
    exact_passages: Annotated[
        int, Meta(ge=0, description="How many passages hold it exactly; not all may be given.")
    ]
    places: tuple[QuotePlaceAnswer, ...]


class QuoteAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Whether, where and how exactly a passage stands in the archive.

    Capitals, punctuation and accents make no difference.
    """

    text: str
    verdict: Annotated[
        QuoteVerdict, Meta(description="Whole and exactly, nearly, in pieces, or not at all.")
    ]
    pieces: tuple[QuotePieceAnswer, ...]
    together: Annotated[
        tuple[str, ...], Meta(description="The documents that hold every piece that was found.")
    ]
    index_version: str
    took_ms: Annotated[float, Meta(description="Milliseconds of the check.")]


def quote_answer(check: QuoteCheck, took_ms: float) -> QuoteAnswer:
    """The answer for a check an engine made in so many milliseconds."""
    return QuoteAnswer(
        text=check.text,
        verdict=check.verdict,
        pieces=tuple(map(_piece, check.pieces)),
        together=check.together,
        index_version=check.index_version,
        took_ms=round(took_ms, 1),
    )


def _piece(piece: QuotePiece) -> QuotePieceAnswer:
    return QuotePieceAnswer(
        span=(piece.start, piece.end),
        verdict=piece.verdict,
        exact_passages=piece.exact_passages,
        places=tuple(map(_place, piece.places)),
    )


def _place(place: QuotePlace) -> QuotePlaceAnswer:
    page, evidence = document_page(place.document.id), place.date_evidence
    return QuotePlaceAnswer(
        document=found_document(place.document),
        date_rule=evidence.rule if evidence else None,
        date_evidence=evidence.text if evidence else None,
        verdict=place.verdict,
        share=place.share,
        passages=tuple(
            TouchedPassage(number=p.number, text=p.text, url=f"{page}#p{p.number}")
            for p in place.passages
        ),
        found=stretches(place.found),
        differences=tuple(map(_difference, place.differences)),
    )


def _difference(difference: Difference) -> QuoteDifference:
    return QuoteDifference(
        kind=difference.kind,
        quote=tuple((stretch.start, stretch.end) for stretch in difference.left),
        found=stretches(difference.right),
    )


def stretches(found: tuple[Stretch, ...]) -> tuple[StretchAnswer, ...]:
    """Stretches as they are answered."""
    return tuple(StretchAnswer(number=s.number, span=(s.start, s.end)) for s in found)
