"""What the archive holds, source by source, with its gaps and what could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from index.documents import Failure
from index.statistics import ArchiveReport, SourceReport
from web.charts import Chart, Unit, chart
from web.presentation import date_in_words, moment_in_words, period_in_words
from web.search_state import SearchState

_STRIP_HEIGHT = 28
_MONTHS_WITHIN = 5  # years; beyond that a bar is a year
_FAILURES_SHOWN = 200


@dataclass(frozen=True)
class SourceRow:
    """One source: its counts, its dates in words, and its documents over time."""

    name: str
    href: str | None
    documents: int
    passages: int
    first: str
    last: str
    undated: int
    strip: Chart | None
    gaps: str


@dataclass(frozen=True)
class SourcesPage:
    """Everything the sources page shows."""

    archive: ArchiveReport
    built: str
    rows: tuple[SourceRow, ...]
    unit: Unit
    years: str
    failures: tuple[Failure, ...]
    more_failures: int


def sources_page(archive: ArchiveReport) -> SourcesPage:
    """Arrange a report; all sources are drawn over the same years, so that they compare."""
    months = [month for source in archive.sources for month in source.months]
    within = (min(months), max(months)) if months else None
    unit: Unit = "month"
    if within and int(within[1][:4]) - int(within[0][:4]) >= _MONTHS_WITHIN:
        unit, within = "year", (within[0][:4], within[1][:4])
    return SourcesPage(
        archive=archive,
        built=moment_in_words(archive.built),
        rows=tuple(_row(source, unit, within) for source in archive.sources),
        unit=unit,
        years=period_in_words(*within) if within else "",
        failures=archive.failures[:_FAILURES_SHOWN],
        more_failures=len(archive.failures[_FAILURES_SHOWN:]),
    )


def _row(source: SourceReport, unit: Unit, within: tuple[str, str] | None) -> SourceRow:
    strip = chart(_counts(source, unit), unit, _STRIP_HEIGHT, within=within)
    return SourceRow(
        name=source.source or "Unknown source",
        href=_href(source.source),
        documents=source.documents,
        passages=source.passages,
        first=date_in_words(source.first),
        last=date_in_words(source.last),
        undated=source.undated,
        strip=strip if source.months else None,
        gaps=_gaps(source, unit),
    )


def _href(source: str | None) -> str:
    if source is None:
        return SearchState(q="-has:source").href
    return SearchState(source=(source,)).href


def _counts(source: SourceReport, unit: Unit) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for month, count in source.months.items():
        counts[month if unit == "month" else month[:4]] += count
    return dict(counts)


def _gaps(source: SourceReport, unit: Unit) -> str:
    """The periods between a source's first and last document in which it has none, in words."""
    own = chart(_counts(source, unit), unit)
    if own is None or len(own.bars) == 1:
        return ""
    return f"None in {'; '.join(own.gaps)}" if own.gaps else "No gaps"
