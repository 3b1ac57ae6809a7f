"""Curves over time for an SVG: a dot a period, lines between neighbours, none across a gap.

Positions are per cent of the chart's width and pixels of its height, as in `web.charts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from index.dates import PartialDate, Precision
from web.charts import AxisLabel
from web.presentation import MONTHS, date_in_words

MOST_PERIODS = 400
"""Where there are more, a dot has no pixel of its own."""

HEIGHT = 220
_TOP = 18.0
_LABELS: dict[Precision, int] = {"year": 7, "month": 4, "day": 3}
_HALVES: dict[Precision, float] = {"year": 5.0, "month": 8.5, "day": 11.0}
"""Half of what a label takes of the width of a small window, in per cent."""
_STEPS: dict[Precision, tuple[int, ...]] = {
    "year": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
    "month": (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600),
    "day": (1, 2, 5, 10, 20, 50, 100, 200),
}


@dataclass(frozen=True)
class Dot:
    """One period of a curve."""

    x: float
    y: float
    label: str
    href: str


@dataclass(frozen=True)
class Stroke:
    """From one dot to the next."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Curve:
    """One query; its number, from 1 on, tells its colour."""

    number: int
    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True)
class Level:
    """A horizontal line and what it stands for."""

    text: str
    y: float


@dataclass(frozen=True)
class Band:
    """Periods of which the archive has no word; per cent of the width."""

    x: float
    width: float
    label: str


@dataclass(frozen=True)
class TrendChart:
    """Curves over the same periods, on one scale."""

    curves: tuple[Curve, ...]
    levels: tuple[Level, ...]
    bands: tuple[Band, ...]
    labels: tuple[AxisLabel, ...]
    height: int
    radius: float


def trend_chart(
    series: Sequence[Mapping[str, float]], by: Precision, link: Callable[[int, str], str]
) -> TrendChart | None:
    """A chart of values by period (`2021`, `2021-04`), those without words left out.

    `link` gives the address of a dot, from the number of its series, from 0 on, and its period.
    None where there are fewer than two periods, or more than can be told apart.
    """
    places = sorted({place_of(period, by) for values in series for period in values})
    if len(places) < 2 or places[-1] - places[0] >= MOST_PERIODS:
        return None
    scale = _Scale(places[0], places[-1], max(max(v.values(), default=0.0) for v in series))
    curves = [
        _curve(number, values, by, scale, link) for number, values in enumerate(series, start=1)
    ]
    return TrendChart(
        curves=tuple(curves),
        levels=scale.levels(),
        bands=tuple(_bands(places, by, scale)),
        labels=tuple(_labels(scale, by)),
        height=HEIGHT,
        radius=3.5 if scale.count <= 60 else 2.0,
    )


class _Scale:
    """Where periods and values are drawn."""

    def __init__(self, first: int, last: int, most: float) -> None:
        self.first, self.last = first, last
        self.count = last - first + 1
        self.top = round_above(most)

    def x(self, place: float) -> float:
        """The middle of a period."""
        return round((place - self.first + 0.5) / self.count * 100, 3)

    def y(self, value: float) -> float:
        """The height of a value, from the top."""
        return round(_TOP + (1 - value / self.top) * (HEIGHT - _TOP), 1)

    def levels(self) -> tuple[Level, ...]:
        """Nothing, half, and all."""
        return tuple(
            Level(f"{value:,.10g}", self.y(value)) for value in (0, self.top / 2, self.top)
        )


def round_above(value: float) -> float:
    """The least round number that is no less; 1 for nothing."""
    step = 1e-3
    while value > 0 and step < 1e12:
        for times in (1, 2, 3, 4, 5, 6, 8):
            if times * step >= value:
                return round(times * step, 3)
        step *= 10
    return 1.0


def _curve(
    number: int,
    values: Mapping[str, float],
    by: Precision,
    scale: _Scale,
    link: Callable[[int, str], str],
) -> Curve:
    dots = {
        place_of(period, by): Dot(
            scale.x(place_of(period, by)),
            scale.y(value),
            f"{date_in_words(period)}: {shown(value)}",
            link(number - 1, period),
        )
        for period, value in sorted(values.items())
    }
    strokes = [
        Stroke(dot.x, dot.y, dots[place + 1].x, dots[place + 1].y)
        for place, dot in dots.items()
        if place + 1 in dots
    ]
    return Curve(number, tuple(dots.values()), tuple(strokes))


def shown(value: float) -> str:
    """A figure of a table: whole numbers whole, others to a tenth, small ones closer."""
    if value == int(value) or value >= 1000:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if value >= 1 else f"{value:.3f}"


def _bands(places: Sequence[int], by: Precision, scale: _Scale) -> list[Band]:
    found = []
    for before, after in pairwise(places):
        if after - before > 1:
            first, last = period_of(before + 1, by), period_of(after - 1, by)
            start, end = scale.x(before + 0.5), scale.x(after - 0.5)
            found.append(Band(start, round(end - start, 3), run_in_words(first, last)))
    return found


def run_in_words(first: str, last: str) -> str:
    """`1961`, or `1961 to 1963`."""
    if first == last:
        return date_in_words(first)
    return f"{date_in_words(first)} to {date_in_words(last)}"


def _labels(scale: _Scale, by: Precision) -> list[AxisLabel]:
    steps = _STEPS[by]
    step = next((n for n in steps if scale.count / n <= _LABELS[by]), steps[-1])
    origin = scale.first if by == "day" else 0
    places = [n for n in range(scale.first, scale.last + 1) if (n - origin) % step == 0]
    return [_label(place, scale.x(place), by) for place in places]


def _label(place: int, x: float, by: Precision) -> AxisLabel:
    known = PartialDate.parse(period_of(place, by))
    month = MONTHS[known.month - 1][:3] if known.month else None
    text = " ".join(str(part) for part in (known.day, month, known.year) if part is not None)
    half = _HALVES[by]
    anchor = "start" if x < half else "end" if x > 100 - half else "middle"
    return AxisLabel(text, {"start": 0.0, "end": 100.0}.get(anchor, x), anchor)


def place_of(period: str, by: Precision) -> int:
    """The number of a period among those of its kind, one after the other."""
    known = PartialDate.parse(period)
    if by == "year":
        return known.year
    if by == "month":
        return known.year * 12 + (known.month or 1) - 1
    return date(known.year, known.month or 1, known.day or 1).toordinal()


def period_of(place: int, by: Precision) -> str:
    """The period of a number."""
    if by == "year":
        return f"{place:04d}"
    if by == "month":
        return f"{place // 12:04d}-{place % 12 + 1:02d}"
    return date.fromordinal(place).isoformat()
