"""The trends page: queries over time as curves and a table, first and last, silences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from index.analysis import words
from index.dates import Precision
from search.engine import Engine
from search.occurrences.lines import Line
from search.occurrences.trends import CONTEXT, Hush, Occasion, Series, Trends
from search.requests import FILTER_FIELDS
from web.facets import FIELD_NAMES, Chip, in_words
from web.presentation import counted, date_in_words, number, period_in_words
from web.search_page import document_href
from web.search_state import SearchState
from web.trend_charts import (
    MOST_PERIODS,
    TrendChart,
    period_of,
    place_of,
    run_in_words,
    shown,
    trend_chart,
)
from web.trends_state import TrendsState

YEARS_BY_MONTH = 3
"""So many years at most are counted by the month, unless told otherwise."""


@dataclass(frozen=True)
class Told:
    """A fact of a series: its name, a date, the words around it, where to read it."""

    name: str
    says: str
    href: str | None
    quote: tuple[str, str, str] | None = None
    of: str = ""


@dataclass(frozen=True)
class SeriesShown:
    """One query: what it found in all, what is told of it, what no period has."""

    number: int
    query: str
    href: str
    total: str
    facts: tuple[Told, ...]
    notices: tuple[str, ...]
    unplaced: str


@dataclass(frozen=True)
class Row:
    """A period of the table, a cell a query; `missing` stands for a run without words."""

    label: str
    words: str
    cells: tuple[tuple[str, str] | None, ...]
    missing: bool = False


@dataclass(frozen=True)
class TrendsPage:
    """Everything the page shows of an answer."""

    by: Precision
    series: tuple[SeriesShown, ...]
    chart: TrendChart | None
    rows: tuple[Row, ...]
    same_words: bool
    too_many: str
    chips: tuple[Chip, ...]
    unfiltered: TrendsState
    json: str
    csv: str


def trends_page(engine: Engine, state: TrendsState) -> TrendsPage:
    """Ask an engine and arrange its answer. Raises SearchError."""
    answer = _asked(engine, state)
    relative = state.scale == "relative"
    values = [
        {p.start: p.per_million if relative else float(p.occurrences) for p in series.points}
        for series in answer.series
    ]

    def link(number: int, period: str) -> str:
        return state.search(state.queries[number], period).href

    periods = sorted({point.start for series in answer.series for point in series.points})
    many = len(periods) > MOST_PERIODS
    asked = {"q": state.queries, **state.filters.filters(), "by": answer.by, "lenient": "true"}
    return TrendsPage(
        by=answer.by,
        series=tuple(
            _series(n, query, own, state, answer.by)
            for n, (query, own) in enumerate(zip(state.queries, answer.series, strict=True), 1)
        ),
        chart=trend_chart(values, answer.by, link),
        rows=() if many else tuple(_rows(answer, values, periods, state)),
        same_words=_same_words(answer),
        too_many=f"{counted(len(periods), answer.by)} are too many to show" if many else "",
        chips=tuple(_chips(state)),
        unfiltered=state.but(filters=SearchState()),
        json=url_for("api.trends", **asked),
        csv=url_for("tables.trends", **asked),
    )


def _chips(state: TrendsState) -> Iterator[Chip]:
    """The filters that hold, dates included, and the address without each."""
    filters = state.filters
    for field in FILTER_FIELDS:
        for value in filters.values(field):
            left = state.but(filters=filters.without_value(field, value))
            yield Chip(FIELD_NAMES[field], in_words(field, value), left.href)
    if filters.date_from or filters.date_to:
        period = period_in_words(filters.date_from or None, filters.date_to or None)
        left = state.but(filters=filters.but(date_from="", date_to=""))
        yield Chip("Date", period, left.href)


def _asked(engine: Engine, state: TrendsState) -> Trends:
    """The answer by the period asked for, else by years, or by months where years are few."""
    answer = engine.trends(state.request(state.by or "year"))
    years = [int(point.start[:4]) for series in answer.series for point in series.points]
    if state.by or not years or max(years) - min(years) >= YEARS_BY_MONTH:
        return answer
    return engine.trends(state.request("month"))


def _series(
    place: int, query: str, series: Series, state: TrendsState, by: Precision
) -> SeriesShown:
    total = series.total
    passages = counted(total.passages, "passage")
    return SeriesShown(
        number=place,
        query=query,
        href=state.search(query).href,
        total=f"{counted(total.occurrences, 'occurrence')} in {passages}",
        facts=tuple(_facts(series, query, state)),
        notices=(*(r.message for r in series.reading.repairs), *series.reading.notices),
        unplaced=_unplaced(series, by),
    )


def _facts(series: Series, query: str, state: TrendsState) -> Iterator[Told]:
    for name, occasion in (("First", series.first), ("Last", series.last)):
        if occasion:
            yield _occasion(name, occasion, query)
    if series.silence:
        yield _silence(series.silence, state)


def _occasion(name: str, occasion: Occasion, query: str) -> Told:
    line, document = occasion.line, occasion.document
    anchor = f"p{line.passage}" if line.passage else "title"
    return Told(
        name=name,
        says=date_in_words(document.date),
        href=f"{document_href(document.id, query)}#{anchor}",
        quote=_quote(line),
        of=document.speaker or document.source or document.title,
    )


def _quote(line: Line) -> tuple[str, str, str]:
    """What stands before the match, the match, and what follows; cuts are shown."""
    before = "… " if line.start > len(line.left) else ""
    after = " …" if len(words(line.right)) >= CONTEXT else ""
    return before + line.left, line.match, line.right + after


def _silence(silence: Hush, state: TrendsState) -> Told:
    meanwhile = state.filters.but(date_from=silence.start, date_to=silence.end, sort="date")
    return Told(
        name="Longest silence",
        says=f"{counted(silence.days, 'day')}: {run_in_words(silence.start, silence.end)}",
        href=meanwhile.href,
        of=f"{counted(silence.documents, 'document')} published meanwhile",
    )


def _unplaced(series: Series, by: Precision) -> str:
    left = series.unplaced
    if not left.occurrences:
        return ""
    verb = "is" if left.occurrences == 1 else "are"
    return (
        f"{counted(left.occurrences, 'occurrence')} in {counted(left.documents, 'document')} {verb}"
        f" in no {by}: {number(left.undated)} undated, {number(left.documents - left.undated)}"
        f" not dated to the {by}."
    )


def _rows(
    answer: Trends, values: list[dict[str, float]], periods: list[str], state: TrendsState
) -> Iterator[Row]:
    """The periods in order, and the runs between them of which the archive has no word."""
    sizes: dict[str, int] = {}
    for series in reversed(answer.series):
        sizes |= {point.start: point.words for point in series.points}
    last: int | None = None
    for period in periods:
        place = place_of(period, answer.by)
        if last is not None and place - last > 1:
            first, until = period_of(last + 1, answer.by), period_of(place - 1, answer.by)
            yield Row(run_in_words(first, until), "", (), missing=True)
        last = place
        cells = tuple(
            (shown(own[period]), state.search(query, period).href) if period in own else None
            for query, own in zip(state.queries, values, strict=True)
        )
        yield Row(date_in_words(period), number(sizes[period]), cells)


def _same_words(answer: Trends) -> bool:
    """Whether all queries are measured by the same words."""
    measured = [[(p.start, p.words) for p in series.points] for series in answer.series]
    return all(own == measured[0] for own in measured)
