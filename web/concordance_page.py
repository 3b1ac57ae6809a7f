"""The page of lines: every occurrence in its context, the matches one below another."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from search.engine import Engine
from search.occurrences.concordance import Concordance
from search.occurrences.lines import Line
from search.results import DocumentSummary
from web.facets import Chip, chips
from web.presentation import counted
from web.search_page import Pages, document_href, pages_of, unfiltered
from web.search_state import CONTEXTS, LINES_PAGE_SIZE, MANY_PAGES, SearchState


@dataclass(frozen=True)
class ShownLine:
    """One line, its document, and where it can be read."""

    line: Line
    document: DocumentSummary
    href: str


@dataclass(frozen=True)
class ConcordancePage:
    """Everything the page shows; `whole` says that lines are too long for one row."""

    answer: Concordance
    lines: tuple[ShownLine, ...]
    total: str
    chips: tuple[Chip, ...]
    unfiltered: SearchState | None
    did_you_mean: None
    literal: SearchState | None
    pages: Pages
    contexts: tuple[int, ...]
    whole: bool
    json: str
    csv: str


def concordance_page(engine: Engine, state: SearchState) -> ConcordancePage:
    """Ask an engine and arrange its answer. Raises SearchError."""
    answer = engine.concordance(state.lines())
    active = tuple(chips(state))
    literal = answer.reading.literal
    asked = {"q": state.q, **state.filters(), "sort": state.order, "context": state.context}
    return ConcordancePage(
        answer=answer,
        lines=tuple(_shown(line, answer, state.q) for line in answer.lines),
        total=counted(answer.total.occurrences, "occurrence"),
        chips=active,
        unfiltered=unfiltered(state) if active else None,
        did_you_mean=None,
        literal=state.but(q=literal) if literal else None,
        pages=pages_of(state, answer.total.occurrences, LINES_PAGE_SIZE, MANY_PAGES),
        contexts=CONTEXTS,
        whole=state.context > CONTEXTS[0],
        json=url_for("api.concordance", **asked, lenient="true"),
        csv=url_for("tables.concordance", **asked, lenient="true"),
    )


def _shown(line: Line, answer: Concordance, query: str) -> ShownLine:
    anchor = f"p{line.passage}" if line.passage else "title"
    href = f"{document_href(line.document, query)}#{anchor}"
    return ShownLine(line, answer.documents[line.document], href)
