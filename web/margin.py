"""The margin of the reading page: where else a paragraph stands, how much of it, who was first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from search.results import DocumentView, ParallelPassage
from web.presentation import counted, shortened
from web.search_state import SearchState

LISTED = 2
"""So many stand in the margin; the others unfold."""

_TITLE = 60
_PHRASE = 10
_WHOLE = 0.995
_ORDERS = {
    "earlier": "earlier",
    "later": "later",
    "same": "same date",
    "undated": "order not known",
}


@dataclass(frozen=True)
class Elsewhere:
    """One passage of another document: where it is, and what it has of the paragraph here."""

    document_id: str
    number: int
    title: str
    source: str | None
    date: str | None
    share: str
    order: str


@dataclass(frozen=True)
class Margin:
    """What stands beside a paragraph. `others` search for its words where not all are listed."""

    first_here: bool
    listed: tuple[Elsewhere, ...]
    folded: tuple[Elsewhere, ...]
    more: str
    others: str | None


def margins(view: DocumentView) -> dict[int, Margin]:
    """The margins of those paragraphs that have any, by number."""
    found = groupby(view.parallels or (), lambda parallel: parallel.passage)
    return {
        number: _margin(view.document.paragraphs[number - 1], tuple(own), view.more_parallels)
        for number, own in found
    }


def _margin(text: str, own: Sequence[ParallelPassage], more: Mapping[int, int]) -> Margin:
    entries = tuple(_elsewhere(parallel, own[0].document.date) for parallel in own)
    unlisted = more.get(own[0].passage, 0)
    return Margin(
        first_here={"later"} == {parallel.order for parallel in own},
        listed=entries[:LISTED],
        folded=entries[LISTED:],
        more=counted(unlisted, "more place") if unlisted else "",
        others=_phrase(text, own) if unlisted else None,
    )


def _elsewhere(parallel: ParallelPassage, earliest: str | None) -> Elsewhere:
    document = parallel.document
    first = parallel.order == "earlier" and document.date == earliest
    return Elsewhere(
        document_id=document.id,
        number=parallel.number,
        title=shortened(document.title, _TITLE),
        source=document.source,
        date=document.date,
        share="all of it" if parallel.share >= _WHOLE else f"{parallel.share:.0%} of it",
        order="first" if first else _ORDERS[parallel.order],
    )


def _phrase(text: str, own: Iterable[ParallelPassage]) -> str:
    """The address of a search for the longest run of words that any of the others shares."""
    start, end = max((s for parallel in own for s in parallel.spans), key=lambda s: s[1] - s[0])
    words = text[start:end].replace('"', " ").split()[:_PHRASE]
    return SearchState(q=f'"{" ".join(words)}"').href
