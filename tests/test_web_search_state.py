"""The search page's address: what is read from it, and what every link writes to it."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from web.search_state import (
    CONTEXTS,
    LAST_PAGE,
    ORDERS,
    PAGE_SIZE,
    VIEWS,
    SearchState,
    date_errors,
)

words = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
values = st.lists(words, max_size=3, unique=True).map(tuple)
states = st.builds(
    SearchState,
    q=st.one_of(st.just(""), words),
    source=values,
    speaker=values,
    kind=values,
    date_from=st.sampled_from(["", "1998", "1998-03-21"]),
    date_to=st.sampled_from(["", "2001-04"]),
    sort=st.sampled_from(["relevance", "date", "-date"]),
    view=st.sampled_from(VIEWS),
    order=st.sampled_from(ORDERS),
    context=st.sampled_from(CONTEXTS),
    page=st.integers(1, LAST_PAGE),
)


def _pairs(state: SearchState) -> list[tuple[str, str]]:
    return [
        (name, str(one))
        for name, value in state.parameters().items()
        for one in (value if isinstance(value, tuple) else (value,))
    ]


@given(states)
def test_an_address_is_read_as_it_was_written(state: SearchState) -> None:
    """The page has no memory but its address, so nothing may be lost there."""
    assert state == SearchState.from_arguments(MultiDict(_pairs(state)))


def test_only_what_says_something_is_in_an_address(app: Flask) -> None:
    """Empty fields and defaults make long addresses that say no more."""
    with app.test_request_context():
        href = SearchState(q="tolls", source=("Herald", "Packet")).href
    assert "/" == urlsplit(href).path
    assert [("q", "tolls"), ("source", "Herald"), ("source", "Packet")] == parse_qsl(
        urlsplit(href).query
    )


def test_a_narrower_search_begins_at_its_first_page() -> None:
    """Page 7 of something else is nowhere."""
    assert 1 == SearchState(q="tolls", page=7).with_value("kind", "speech").page
    assert 8 == SearchState(q="tolls", page=7).but(page=8).page


def test_a_filter_can_be_taken_back() -> None:
    """What was added is what is removed."""
    state = SearchState(q="tolls", kind=("speech",))
    assert state == state.with_value("kind", "letter").without_value("kind", "letter")


def test_an_order_alone_asks_for_everything() -> None:
    """A blank query is the front page, unless something beside it is asked for."""
    assert not SearchState.from_arguments(MultiDict({"q": "  ", "source": "", "page": "4"})).asks
    assert SearchState.from_arguments(MultiDict({"sort": "-date"})).asks
    assert SearchState.from_arguments(MultiDict({"place": "Ostrel"})).asks


@pytest.mark.parametrize(
    ("typed", "page"),
    [("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("٣", 1), ("999999", LAST_PAGE),
     ("9" * 5000, 1)],
)  # fmt: skip
def test_pages_there_are_not_become_pages_there_are(typed: str, page: int) -> None:
    """People shorten addresses by hand."""
    assert page == SearchState.from_arguments(MultiDict({"page": typed})).page


def test_unknown_orders_and_parameters_are_ignored() -> None:
    """Mail programs and newsletters add their own parameters to links."""
    arguments = MultiDict({"q": "tolls", "sort": "best", "utm_source": "letter"})
    assert SearchState(q="tolls") == SearchState.from_arguments(arguments)


def test_a_state_becomes_a_lenient_request() -> None:
    """Pages repair a faulty query instead of refusing it."""
    request = SearchState(q="a", kind=("speech",), date_from="1998", page=3).request()
    assert request.lenient
    assert ("speech",) == request.kind
    assert "1998" == str(request.date_from)
    assert (PAGE_SIZE, 2 * PAGE_SIZE) == (request.limit, request.offset)


@pytest.mark.parametrize("typed", ["2021-13", "yesterday", "2021-02-30", "1.4.2021", "20210"])
def test_a_wrong_date_is_said_at_its_field(typed: str) -> None:
    """With the three forms it could have."""
    assert ["date_to"] == list(date_errors(SearchState(date_from="1998", date_to=typed)))
    assert "1998-03-21" in date_errors(SearchState(date_from=typed))["date_from"]


def test_dates_the_wrong_way_round() -> None:
    """No document can be from after it is until."""
    assert ["date_to"] == list(date_errors(SearchState(date_from="2001", date_to="1998-12")))
    assert {} == date_errors(SearchState(date_from="2001-05", date_to="2001"))
