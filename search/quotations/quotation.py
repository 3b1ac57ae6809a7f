"""What a quote check answers: whether, where and how exactly a pasted passage stands."""

from __future__ import annotations

from typing import Literal

import msgspec

from index.documents import Evidence, Passage
from search.errors import RequestError
from search.results import DocumentSummary
from search.wordings.wording import Difference, Stretch, Wording

MAX_CHARACTERS = 5_000
"""How long a quotation may be."""
MAX_WORDS = 1_500
"""How many words it may have."""

PlaceVerdict = Literal["exact", "near"]
PieceVerdict = Literal["exact", "near", "none", "short"]
QuoteVerdict = Literal["exact", "near", "pieces", "none"]


class QuotePlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place where a quotation, or a piece of it, stands.

    `passages` are those it touches, whole, and `found` says where in them it stands. The left of
    `differences` is the quotation, as passage 0, the right these passages; where the verdict is
    `exact` there are none. `share` is how much of the quotation's words stand there, other
    spellings among them. `date_evidence` is what the document's date was read from.
    """

    document: DocumentSummary
    date_evidence: Evidence | None
    verdict: PlaceVerdict
    share: float
    passages: tuple[Passage, ...]
    found: tuple[Stretch, ...]
    differences: tuple[Difference, ...]


class QuotePiece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the quotation, in characters, and where it stands, the earliest place first.

    A piece that is too `short` to say anything was not looked for. Where many passages hold it
    exactly, only the earliest are given, and `exact_passages` is how many there are.
    """

    start: int
    end: int
    verdict: PieceVerdict
    places: tuple[QuotePlace, ...] = ()
    exact_passages: int = 0


class QuoteCheck(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation checked: found whole, as one piece, or in several, or not at all.

    `together` are the ids of documents in which every piece that was found stands.
    """

    text: str
    verdict: QuoteVerdict
    pieces: tuple[QuotePiece, ...]
    together: tuple[str, ...]
    index_version: str


def quoted_words(text: str) -> Wording:
    """The words of a quotation. Raises RequestError where it has none, or too many."""
    if len(text) > MAX_CHARACTERS:
        raise _too_long(f"{len(text):,} characters; {MAX_CHARACTERS:,}")
    wording = Wording.of_text(text)
    if len(wording.words) > MAX_WORDS:
        raise _too_long(f"{len(wording.words):,} words; {MAX_WORDS:,}")
    if not wording.words:
        raise RequestError("empty_quote", "There is no word to look for. Paste a passage.", "text")
    return wording


def _too_long(size: str) -> RequestError:
    message = f"The quotation has {size} can be checked at once. Check a part of it."
    return RequestError("quote_too_long", message, "text")
