"""Curves over time: a dot a period, nothing across a gap, everything within the chart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import Precision
from web.trend_charts import (
    HEIGHT,
    MOST_PERIODS,
    period_of,
    place_of,
    round_above,
    shown,
    trend_chart,
)

PERIODS: tuple[Precision, ...] = ("year", "month", "day")
FIRST = {"year": 1990, "month": 1990 * 12, "day": 726_000}


@given(st.sampled_from(PERIODS), st.integers(0, 9000))
def test_periods_are_numbered_one_after_the_other(by: Precision, more: int) -> None:
    place = FIRST[by] + more if by != "year" else 1 + more % 9999
    assert place == place_of(period_of(place, by), by)
    assert period_of(place, by) < period_of(place + 1, by)


@given(
    st.sampled_from(PERIODS),
    st.lists(
        st.dictionaries(st.integers(0, MOST_PERIODS - 1), st.floats(0, 1e6), max_size=20),
        min_size=1,
        max_size=3,
    ),
)
def test_every_value_is_drawn_where_it_belongs(
    by: Precision, drawn: list[dict[int, float]]
) -> None:
    series = [{period_of(FIRST[by] + n, by): v for n, v in own.items()} for own in drawn]
    places = {n for own in drawn for n in own}
    chart = trend_chart(series, by, lambda number, period: f"{number} {period}")
    if len(places) < 2:
        assert chart is None
        return
    assert chart is not None
    for number, (own, curve) in enumerate(zip(drawn, chart.curves, strict=True)):
        assert len(own) == len(curve.dots)
        assert sum(n + 1 in own for n in own) == len(curve.strokes)
        assert all(0 <= dot.x <= 100 and 0 <= dot.y <= HEIGHT for dot in curve.dots)
        assert {f"{number} {period}" for period in series[number]} == {d.href for d in curve.dots}
    missing = max(places) - min(places) + 1 - len(places)
    slots = max(places) - min(places) + 1
    assert missing == round(sum(band.width for band in chart.bands) * slots / 100)
    assert len(chart.labels) <= 8


def test_more_periods_than_can_be_told_apart_are_not_drawn() -> None:
    assert trend_chart([{"0900": 1.0, "2021": 2.0}], "year", lambda *_: "") is None


@pytest.mark.parametrize(("value", "top"), [(0, 1), (0.7, 0.8), (1, 1), (2713, 3000), (41, 50)])
def test_the_scale_ends_at_a_round_number(value: float, top: float) -> None:
    assert top == round_above(value)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (12, "12"), (0.25, "0.250"), (7.695, "7.7"), (18272.4, "18,272")]
)
def test_figures_are_as_close_as_they_matter(value: float, text: str) -> None:
    assert text == shown(value)
