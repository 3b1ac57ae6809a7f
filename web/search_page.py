"""The results page: one search, asked of the engine, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from index.dates import PartialDate
from search.engine import Engine
from search.grouping.sorting import effective_sort
from search.requests import FILTER_FIELDS, MAX_WINDOW
from search.results import DocumentSummary, PassageHit, Result, SearchResults, TimelineBucket
from web.absence_shown import AbsenceShown, absence_shown
from web.charts import Chart, Unit, chart
from web.facets import Chip, Facet, chips, facets
from web.presentation import counted, number
from web.search_state import CONTEXTS, LAST_PAGE, ORDERS, PAGE_SIZE, SearchState

MONTHS_WITHIN = 3  # years
_EXPORTS = {"csv": "CSV", "ndjson": "NDJSON", "json": "JSON"}
_ORDERS = {"relevance": "best first", "date": "oldest first", "-date": "newest first"}


@dataclass(frozen=True)
class Pages:
    """Where in the results this page stands, and its neighbours' addresses."""

    number: int
    last: int
    first_result: int
    last_result: int
    previous: str | None
    next: str | None
    first: str
    final: str


@dataclass(frozen=True)
class ShownResult:
    """One document of the results: its address, and the passages shown of it."""

    result: Result
    href: str
    passages: tuple[tuple[PassageHit, str], ...]
    in_title_only: bool
    also: tuple[tuple[DocumentSummary, str], ...]


@dataclass(frozen=True)
class ExportLink:
    """All that was found in one form: what the form is called, and the address."""

    title: str
    href: str


@dataclass(frozen=True)
class ResultsPage:
    """Everything the results page shows."""

    state: SearchState
    answer: SearchResults
    results: tuple[ShownResult, ...]
    total: str
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    timeline: Chart | None
    not_in_timeline: int
    pages: Pages
    did_you_mean: SearchState | None
    literal: SearchState | None
    unfiltered: SearchState | None
    absence: AbsenceShown | None
    json: str
    exports: tuple[ExportLink, ...]
    exported: str
    feed: str


def results_page(engine: Engine, state: SearchState) -> ResultsPage:
    """Ask an engine and arrange its answer. Raises SearchError."""
    answer = engine.search(state.request(facets=FILTER_FIELDS, timeline="year"))
    timeline, undated = _timeline(engine, state, answer)
    active = chips(state)
    return ResultsPage(
        state=state,
        answer=answer,
        results=tuple(_shown(result, state.q) for result in answer.results),
        total=_total(answer),
        facets=tuple(facets(state, answer.facets)),
        chips=tuple(active),
        timeline=timeline,
        not_in_timeline=undated,
        pages=pages_of(state, _grouped(answer, state), PAGE_SIZE, LAST_PAGE),
        did_you_mean=state.but(q=answer.did_you_mean) if answer.did_you_mean else None,
        literal=state.but(q=answer.reading.literal) if answer.reading.literal else None,
        unfiltered=unfiltered(state) if active else None,
        absence=None if answer.absence is None else absence_shown(answer.absence, state),
        json=_address("api.search", state),
        exports=tuple(_exports(state)),
        exported=_export_order(answer, state),
        feed=_address("exports.as_atom", state.but(sort="relevance")),
    )


def unfiltered(state: SearchState) -> SearchState:
    """The same search without any filter beside the query."""
    return state.but(**dict.fromkeys(FILTER_FIELDS, ()), date_from="", date_to="")


def _exports(state: SearchState) -> Iterator[ExportLink]:
    for form, title in _EXPORTS.items():
        yield ExportLink(title, _address(f"exports.as_{form}", state))


def _export_order(answer: SearchResults, state: SearchState) -> str:
    """In which order an export is."""
    if answer.total.passages > MAX_WINDOW:
        return "in the order of reading"
    scored = any(result.score > 0 for result in answer.results)
    return _ORDERS[effective_sort(state.sort, scored=scored)]


def _address(endpoint: str, state: SearchState) -> str:
    """The same search elsewhere, which has no pages and one view."""
    asked = state.but(page=1, view="documents", order=ORDERS[0], context=CONTEXTS[0])
    if endpoint != "api.search":
        asked = asked.but(group="document")
    return url_for(endpoint, **asked.parameters(), lenient="true")


def _total(answer: SearchResults) -> str:
    passages, documents = answer.total.passages, answer.total.documents
    total = f"{counted(passages, 'passage')} in {counted(documents, 'document')}"
    stories = answer.total.stories
    return total if stories == documents else f"{total}, {counted(stories, 'story', 'stories')}"


def _grouped(answer: SearchResults, state: SearchState) -> int:
    """How many results there are."""
    return answer.total.stories if state.group == "story" else answer.total.documents


def _shown(result: Result, query: str) -> ShownResult:
    href = document_href(result.document.id, query)
    below_title = [hit for hit in result.passages if hit.number > 0]
    return ShownResult(
        result=result,
        href=href,
        passages=tuple((hit, f"{href}#p{hit.number}") for hit in below_title),
        in_title_only=bool(result.passages) and not below_title,
        also=tuple((other, document_href(other.id, query)) for other in result.also),
    )


def document_href(document_id: str, query: str) -> str:
    """The address of a document, with the query whose words are to be marked in it."""
    return url_for("pages.document", document_id=document_id, q=query or None)


def _timeline(
    engine: Engine, state: SearchState, answer: SearchResults
) -> tuple[Chart | None, int]:
    """A chart by year, or by month where the documents found lie within three years.

    Also the number of documents the chart cannot place. One bar alone says nothing that the
    count does not, so there is no chart then.
    """
    unit: Unit = "year"
    buckets, undated = answer.timeline, answer.undated
    if buckets and _years_between(buckets) <= MONTHS_WITHIN:
        finer = engine.search(state.request(timeline="month", counts_only=True))
        unit, buckets, undated = "month", finer.timeline, finer.undated

    def link(first: str, last: str) -> str:
        return state.but(date_from=first, date_to=last).href

    drawn = chart({bucket.start: bucket.count for bucket in buckets}, unit, link=link)
    return (drawn if drawn and len(drawn.bars) > 1 else None), undated


def _years_between(buckets: tuple[TimelineBucket, ...]) -> int:
    years = [PartialDate.parse(bucket.start).year for bucket in buckets if bucket.count]
    return max(years) - min(years) + 1 if years else MONTHS_WITHIN + 1


def pages_of(state: SearchState, found: int, size: int, most: int) -> Pages:
    """Where a page stands among those of what was found, so many on each."""
    last = min(max(1, -(-found // size)), most)
    page = state.page
    return Pages(
        number=page,
        last=last,
        first_result=(page - 1) * size + 1,
        last_result=min(page * size, found),
        previous=state.but(page=min(page - 1, last)).href if page > 1 else None,
        next=state.but(page=page + 1).href if page < last else None,
        first=state.but(page=1).href,
        final=state.but(page=last).href,
    )


def heading(page: ResultsPage) -> str:
    """What the browser's tab says: what was asked, and how much there is."""
    asked = page.state.q or page.answer.reading.description
    if page.pages.number > 1:
        return f"{asked} — {page.total}, page {number(page.pages.number)}"
    return f"{asked} — {page.total}"
