"""The quote check's page: a passage pasted, and where it stands, word by word."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from search.quotations.quotation import QuoteCheck, QuotePiece, QuotePlace
from search.results import DocumentSummary
from web.changes_marked import found_marked
from web.presentation import counted, shortened

_EVIDENCE_SHOWN = 120
_PIECE_SHOWN = 300
_PIECES = {
    "exact": "found exactly",
    "near": "found nearly",
    "none": "not found",
    "short": "too short to be looked for",
}


@dataclass(frozen=True)
class FoundIn:
    """A passage that holds some of a quotation."""

    number: int
    html: Markup


@dataclass(frozen=True)
class ShownPlace:
    """A place where a quotation or a piece of it stands."""

    document: DocumentSummary
    verdict: str
    evidence: str
    passages: tuple[FoundIn, ...]


@dataclass(frozen=True)
class ShownPiece:
    """A piece of a quotation: its words, what is to be said of it, and its places."""

    text: str
    found: bool
    verdict: str
    places: tuple[ShownPlace, ...]
    more: str


@dataclass(frozen=True)
class QuotePage:
    """Everything the page shows of a quotation that was checked."""

    heading: str
    explained: str
    pieces: tuple[ShownPiece, ...]
    whole: bool


def quote_page(check: QuoteCheck) -> QuotePage:
    """Arrange a check for reading."""
    whole = len(check.pieces) == 1
    return QuotePage(
        heading=_heading(check),
        explained=_explained(check),
        pieces=tuple(_piece(piece, check.text) for piece in check.pieces),
        whole=whole,
    )


def _heading(check: QuoteCheck) -> str:
    places = counted(len(check.pieces[0].places), "place")
    match check.verdict:
        case "exact":
            return f"Found exactly, {counted(_exact(check.pieces[0]), 'time')}"
        case "near":
            return f"Found nearly, in {places}"
        case "pieces":
            found = sum(bool(piece.places) for piece in check.pieces)
            return f"Found in pieces, {found} of {len(check.pieces)}"
        case _:
            return "Not found"


def _exact(piece: QuotePiece) -> int:
    """How many passages, or places over the ends of passages, hold a piece exactly."""
    return max(piece.exact_passages, sum(place.verdict == "exact" for place in piece.places))


def _explained(check: QuoteCheck) -> str:
    match check.verdict:
        case "exact":
            return "Word for word; capitals, punctuation and accents make no difference."
        case "near":
            return (
                "What the quotation has otherwise is struck out; what stands there is underlined."
            )
        case "pieces" if check.together:
            holding = counted(len(check.together), "document holds", "documents hold")
            return f"{holding} every piece that was found."
        case "pieces":
            return "No document was found that holds all of them."
        case _:
            return "Nothing in this archive comes near it. Try a shorter part of it."


def _piece(piece: QuotePiece, text: str) -> ShownPiece:
    more = _exact(piece) - sum(place.verdict == "exact" for place in piece.places)
    return ShownPiece(
        text=shortened(text[piece.start : piece.end], _PIECE_SHOWN),
        found=bool(piece.places),
        verdict=_PIECES[piece.verdict],
        places=tuple(_place(place, text) for place in piece.places),
        more=f"and exactly in {counted(more, 'later passage')} more" if more > 0 else "",
    )


def _place(place: QuotePlace, text: str) -> ShownPlace:
    return ShownPlace(
        document=place.document,
        verdict="Exactly"
        if place.verdict == "exact"
        else f"Nearly, {place.share:.0%} of the words",
        evidence=_evidence(place),
        passages=tuple(
            FoundIn(
                passage.number,
                found_marked(
                    passage,
                    [(s.start, s.end) for s in place.found if s.number == passage.number],
                    place.differences,
                    text,
                ),
            )
            for passage in place.passages
        ),
    )


def _evidence(place: QuotePlace) -> str:
    """What the date was read from: `dateline “Port Selene, April 7”`."""
    evidence = place.date_evidence
    if evidence is None:
        return ""
    words = shortened(" ".join(evidence.text.split()), _EVIDENCE_SHOWN)
    return f"{evidence.rule} “{words}”" if words else evidence.rule
