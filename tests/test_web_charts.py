"""Bars over time: nothing is lost, nothing is invented, and everything fits."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from web.charts import MAX_BARS, Unit, chart

months = st.dictionaries(
    st.builds("{:04d}-{:02d}".format, st.integers(1990, 2003), st.integers(1, 12)),
    st.integers(1, 500),
    min_size=1,
)
years = st.dictionaries(
    st.builds("{:04d}".format, st.integers(1, 9999)), st.integers(1, 500), min_size=1
)


def test_years_without_documents_are_bars_of_no_height() -> None:
    """A gap in time is a gap in the chart."""
    drawn = chart({"2014": 4, "2017": 2}, "year", height=80)
    assert drawn is not None
    assert ["2014", "2015", "2016", "2017"] == [bar.label for bar in drawn.bars]
    assert [80.0, 0.0, 0.0, 40.0] == [bar.height for bar in drawn.bars]
    assert ["2015 to 2016"] == drawn.gaps
    assert "2014" == drawn.peak.label


def test_months_run_on_over_the_new_year() -> None:
    """November to February are four bars in a row."""
    drawn = chart({"2019-11": 1, "2020-02": 3}, "month")
    assert drawn is not None
    assert ["November 2019", "December 2019", "January 2020", "February 2020"] == [
        bar.label for bar in drawn.bars
    ]
    assert ["Nov 2019", "2020"] == [label.text for label in drawn.labels if len(label.text) > 3]


def test_a_bar_links_to_its_period() -> None:
    """The link is made from the first and the last period of the bar."""
    drawn = chart({"2014": 1}, "year", link=lambda first, last: f"/?{first}/{last}")
    assert drawn is not None
    assert "/?2014/2014" == drawn.bars[0].href


def test_centuries_are_drawn_by_the_decade() -> None:
    """Bars thinner than a hair say nothing."""
    drawn = chart({"1803": 1, "1809": 2, "1999": 5}, "year", link=lambda *ends: "-".join(ends))
    assert drawn is not None
    assert "1800-1809" == drawn.bars[0].href
    assert 3 == drawn.bars[0].count


def test_charts_over_one_range_line_up() -> None:
    """Sources are compared year by year, so all have the same bars."""
    drawn = chart({"2016": 1}, "year", within=("2014", "2018"))
    assert drawn is not None
    assert 5 == len(drawn.bars)


def test_no_dates_no_chart() -> None:
    """Where nothing is dated there is nothing to draw."""
    assert chart({}, "year") is None


@given(st.one_of(st.tuples(months, st.just("month")), st.tuples(years, st.just("year"))))
def test_every_document_is_in_exactly_one_bar(counted: tuple[dict[str, int], Unit]) -> None:
    """Whatever the span of years, the bars add up, touch the ends, and stay within the chart."""
    counts, unit = counted
    drawn = chart(counts, unit, height=72)
    assert drawn is not None
    assert sum(counts.values()) == sum(bar.count for bar in drawn.bars)
    assert sum(counts.values()) == sum(bar.count for bar in drawn.filled)
    assert unit == "month" or len(drawn.bars) <= MAX_BARS + 1
    for bar in drawn.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= 100.001
        assert 0 <= bar.y <= 72
        assert bool(bar.count) == (bar.height > 0)


@given(years)
def test_labels_never_crowd(counts: dict[str, int]) -> None:
    """At 320 px a year needs about a ninth of the width."""
    drawn = chart(counts, "year")
    assert drawn is not None
    places = [label.x for label in drawn.labels]
    assert all(after - before > 5 for before, after in itertools.pairwise(places))
