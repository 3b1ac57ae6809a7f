"""Header lines give their dates, and lines without one give none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import PartialDate
from index.extraction.metadata.date_patterns import find_date, find_dates
from index.extraction.metadata.foreign_dates import find_foreign_date

DAYS = st.dates(date(1912, 1, 1), date(2099, 12, 31))
FORMS = (
    "{d:%Y-%m-%d}",
    "{d:%Y-%m-%d}T10:13:00Z",
    "Published : {d:%b} {d.day}, {d.year} - 10:13",
    "{d:%A}, {d:%B} {d.day}, {d.year}",
    "{d.day} {d:%B} {d.year}",
    "{d.day}. {d:%B} {d.year}",
    "{d:%d}-{d:%b}-{d.year}",
    "{d.year}.{d:%m}.{d:%d}",
    "{d.year}년 {d.month}월 {d.day}일",
    "주체{juche}({d.year})년 {d.month}월 {d.day}일",
    "{d:%a}, {d:%B} {d.day}, Juche {juche}({d.year})",
    "{d:%B} {d.day} Juche {juche}",
)


@given(day=DAYS, form=st.sampled_from(FORMS))
def test_a_day_is_found_however_it_is_written(day: date, form: str) -> None:
    line = form.format(d=day, juche=day.year - 1911)
    found = find_date(line)

    assert found is not None, line
    assert PartialDate(day.year, day.month, day.day) == found.date


@pytest.mark.parametrize(
    "line",
    [
        "Tel : +44-2-727-0114",
        "No. 15 (3 155)",
        "Room 2021, 4th floor",
        "31 February 2020",
        "2020-13-01",
        "Juche 110(2020)",
        "The marching band played",
        "",
    ],
)
def test_a_line_without_a_date_has_none(line: str) -> None:
    found = find_date(line)

    assert found is None or found.date.day is None


def test_two_numbers_are_a_day_only_where_the_order_is_certain() -> None:
    assert find_date("09-02-1956") is None

    declared = find_date("09-02-1956", day_first=True)
    assert declared is not None
    assert "1956-02-09" == str(declared.date)

    american = find_date("02/25/1956")
    assert american is not None
    assert "1956-02-25" == str(american.date)


def test_the_date_of_an_update_gives_way_to_that_of_publication() -> None:
    found = find_date("Updated: May 3, 2020, first published May 1, 2020")

    assert found is not None
    assert "2020-05-01" == str(found.date)


def test_an_update_is_better_than_nothing() -> None:
    found = find_date("Last updated on 3 May 2020")

    assert found is not None
    assert ("2020-05-03", True) == (str(found.date), found.later)


def test_a_month_alone_stays_a_month() -> None:
    found = find_date("Spring issue, April 2021")

    assert found is not None
    assert PartialDate(2021, 4) == found.date


def test_several_dates_of_a_line_come_in_order() -> None:
    found = find_dates("From 3 May 2020 to 2020-05-09")

    assert ["2020-05-03", "2020-05-09"] == [str(one.date) for one in found]


def test_prose_is_not_searched() -> None:
    assert find_date("On 3 May 2020 the ferry sailed. " * 20) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [("7 avril 2021", "2021-04-07"), ("domingo, 7 de febrero de 2021", "2021-02-07")],
)
def test_a_line_that_is_a_date_in_another_language_is_read(line: str, day: str) -> None:
    assert day == str(find_foreign_date(line))


def test_words_that_only_look_like_a_date_are_not_one() -> None:
    assert find_foreign_date("12 angry men 1957") is None
    assert find_foreign_date("In the spring of 12 harbours 2021 was spent") is None
