"""Bars over years or months: positions for an SVG, and the same figures for a table.

Positions are percentages of the chart's width and pixels of its height, so that bars stretch
with the page while its labels keep their shape, and no style attribute is needed (the
Content-Security-Policy allows none).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index.dates import PartialDate
from web.presentation import MONTHS, date_in_words

Unit = Literal["year", "month"]

MAX_BARS = 120
_LEAST_PEAK = 4  # documents at which a bar is full height, so that one document looks like one
_STEPS = (1, 10, 100, 1000)
_LABEL_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MAX_LABELS = 8
_LABEL_GAP = 13.0  # per cent of the width that a label needs at 320 px


@dataclass(frozen=True)
class Bar:
    """One period. `x` and `width` are per cent of the chart's width, `y` and `height` pixels."""

    first: str
    last: str
    label: str
    count: int
    x: float
    width: float
    y: float
    height: float
    slot: float
    href: str = ""


@dataclass(frozen=True)
class AxisLabel:
    """A word under the bars; `x` is in per cent, `anchor` the SVG text-anchor."""

    text: str
    x: float
    anchor: str


@dataclass(frozen=True)
class Chart:
    """Bars in order without a gap in time, labels for some of them, and the fullest one."""

    unit: Unit
    bars: tuple[Bar, ...]
    labels: tuple[AxisLabel, ...]
    peak: Bar

    @property
    def few(self) -> bool:
        """Whether there are so few bars that the chart should not take the whole width."""
        return len(self.bars) <= 6

    @property
    def filled(self) -> list[Bar]:
        """The bars that stand for any document, for the table."""
        return [bar for bar in self.bars if bar.count]

    @property
    def gaps(self) -> list[str]:
        """The runs of empty periods between the first and the last bar, in words."""
        runs: list[list[Bar]] = []
        for before, bar in zip((None, *self.bars), self.bars, strict=False):
            if bar.count:
                continue
            if before is None or before.count:
                runs.append([])
            runs[-1].append(bar)
        return [_run_in_words(run[0].first, run[-1].last) for run in runs]


def chart(
    counts: Mapping[str, int],
    unit: Unit,
    height: int = 72,
    link: Callable[[str, str], str] | None = None,
    within: tuple[str, str] | None = None,
) -> Chart | None:
    """A chart of counts by period (`2021` or `2021-04`), or None where there is no period.

    `link(first, last)` gives the address a bar leads to. `within` widens the chart to a common
    range, so that several stand under one another. More than 120 years become decades, and
    so on, for bars thinner than that cannot be told apart.
    """
    places = {_place(period, unit): count for period, count in counts.items()}
    ends = [*places, *(_place(end, unit) for end in within or ())]
    if not ends:
        return None
    step = _step(min(ends), max(ends), unit)
    starts = range(min(ends) // step * step, max(ends) + 1, step)
    totals = [sum(places.get(start + i, 0) for i in range(step)) for start in starts]
    bars = _bars(starts, totals, step, unit, height, link)
    peak = max(bars, key=lambda bar: bar.count)
    return Chart(unit, bars, _axis(bars, starts, unit), peak)


def _bars(
    starts: Sequence[int],
    totals: Sequence[int],
    step: int,
    unit: Unit,
    height: int,
    link: Callable[[str, str], str] | None,
) -> tuple[Bar, ...]:
    slot = 100 / len(starts)
    most = max(_LEAST_PEAK, *totals)
    bars = []
    for i, (start, count) in enumerate(zip(starts, totals, strict=True)):
        first, last = _period(start, unit), _period(start + step - 1, unit)
        tall = max(2.0, count / most * height) if count else 0.0
        bar = Bar(
            first, last, _run_in_words(first, last), count,
            x=round((i + 0.1) * slot, 3), width=round(0.8 * slot, 3),
            y=round(height - tall, 1), height=round(tall, 1),
            slot=round(i * slot, 3), href=link(first, last) if link else "",
        )  # fmt: skip
        bars.append(bar)
    return tuple(bars)


def _axis(bars: Sequence[Bar], starts: Sequence[int], unit: Unit) -> tuple[AxisLabel, ...]:
    words = _year_labels(starts) if unit == "year" else _month_labels(starts)
    labels: list[AxisLabel] = []
    free_from = 0.0
    for bar, text in zip(bars, words, strict=True):
        centre = bar.x + bar.width / 2
        if not text or (labels and centre < free_from):
            continue
        anchor = "start" if centre < 5 else "end" if centre > 95 else "middle"
        at = {"start": bar.x, "end": bar.x + bar.width, "middle": centre}[anchor]
        labels.append(AxisLabel(text, round(at, 3), anchor))
        free_from = centre + _LABEL_GAP * (1.8 if len(text) > 4 else 1)
    return tuple(labels)


def _year_labels(starts: Sequence[int]) -> list[str]:
    every = next(
        (n for n in _LABEL_STEPS if (starts[-1] - starts[0]) / n < _MAX_LABELS), _LABEL_STEPS[-1]
    )
    return [str(year) if year % every == 0 else "" for year in starts]


def _month_labels(starts: Sequence[int]) -> list[str]:
    every = 1 if len(starts) <= 8 else 3 if len(starts) <= 18 else 6
    words = []
    for i, start in enumerate(starts):
        year, month = divmod(start, 12)
        short = MONTHS[month][:3]
        named = f"{short} {year}" if i == 0 else str(year) if month == 0 else short
        words.append(named if i == 0 or month % every == 0 else "")
    return words


def _step(first: int, last: int, unit: Unit) -> int:
    if unit == "month":
        return 1
    return next((step for step in _STEPS if (last - first) // step < MAX_BARS), _STEPS[-1])


def _place(period: str, unit: Unit) -> int:
    known = PartialDate.parse(period)
    return known.year if unit == "year" else known.year * 12 + (known.month or 1) - 1


def _period(place: int, unit: Unit) -> str:
    if unit == "year":
        return f"{max(place, 1):04d}"  # the decade before the year 10 begins with the year 1
    return f"{place // 12:04d}-{place % 12 + 1:02d}"


def _run_in_words(first: str, last: str) -> str:
    if first == last:
        return date_in_words(first)
    return f"{date_in_words(first)} to {date_in_words(last)}"
