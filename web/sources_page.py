"""What the archive holds, source by source: its gaps, what was stripped, what was not read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from index.commands.extraction_report import AuditedReport, SourceExtraction
from index.commands.statistics import SourceReport
from index.documents import Failure, MetadataField
from web.charts import Chart, Unit, chart
from web.presentation import date_in_words, moment_in_words, number, period_in_words
from web.search_state import SearchState

_STRIP_HEIGHT = 28
_MONTHS_WITHIN = 5  # years; beyond that a bar is a year
_FAILURES_SHOWN = 200
_FIELDS: tuple[MetadataField, ...] = ("title", "date", "place", "speaker", "byline")
_REASONS_SHOWN = 2
_ALWAYS = ("title", "date")
_FEW, _NEARLY_ALL = 0.5, 0.9
"""Shares: of documents, below which a field is found in few of them; of text, from which on so
much is stripped that something is likely to be wrong."""


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
class Found:
    """In which share of a source's documents a field was found, and how that is to be marked.

    `mark` is `few` for less than half, `wrong` where it is a field that every page should have.
    """

    field: str
    share: str
    mark: str


@dataclass(frozen=True)
class StrippedRow:
    """What extraction made of one source: blocks and text stripped, in per cent, and why.

    Empty `text` says that no audit is there to tell; `mark` is `wrong` where hardly any is left.
    """

    name: str
    href: str
    documents: int
    blocks: str
    text: str
    mark: str
    found: tuple[Found, ...]
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class SourcesPage:
    """Everything the sources page shows."""

    archive: AuditedReport
    built: str
    rows: tuple[SourceRow, ...]
    stripped: tuple[StrippedRow, ...]
    unit: Unit
    years: str
    failures: tuple[Failure, ...]
    more_failures: int


def sources_page(archive: AuditedReport) -> SourcesPage:
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
        stripped=tuple(map(_stripped, archive.extraction)),
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


def _stripped(one: SourceExtraction) -> StrippedRow:
    blocks = one.kept + one.stripped
    return StrippedRow(
        name=one.source or "Unknown source",
        href=_href(one.source),
        documents=one.documents,
        blocks=f"{number(one.stripped)} of {number(blocks)}" if blocks else "",
        text=f"{1 - one.text:.0%}" if blocks else "",
        mark="wrong" if blocks and 1 - one.text >= _NEARLY_ALL else "",
        found=tuple(_found(field, one.fields[field]) for field in _FIELDS),
        reasons=tuple(one.reasons.items())[:_REASONS_SHOWN],
    )


def _found(field: str, share: float) -> Found:
    few = "wrong" if field in _ALWAYS else "few"
    return Found(field, f"{share:.0%}", few if share < _FEW else "")


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
