"""A request's query and filters are read as one tree, which its normal form writes down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import PartialDate
from search.errors import RequestError
from search.language.grammar import parse
from search.reading import read
from search.requests import SearchRequest


@pytest.mark.parametrize("value", ["AND", "“The Herald”", "The  Alder\tHerald", 'A "B" C', "*"])
def test_the_normal_form_of_a_filter_reads_back_as_the_same_tree(value: str) -> None:
    asked = read(SearchRequest(query="wall", source=(value,)))
    assert asked.filtered == parse(asked.reading.normalized)


@given(st.text(max_size=30))
def test_any_value_of_a_filter_reads_back(value: str) -> None:
    asked = read(SearchRequest(query="wall", speaker=(value,)))
    assert asked.filtered == parse(asked.reading.normalized)


def test_a_filter_means_what_the_same_words_in_the_query_mean() -> None:
    by_filter = read(SearchRequest(query="wall", source=("herald",))).filtered
    assert parse("wall source:herald") == by_filter


def test_nothing_is_put_into_words_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.reading.describe", None)
    monkeypatch.setattr("search.reading.write", None)
    assert parse("wall") == read(SearchRequest(query="wall")).filtered


def test_a_date_range_that_ends_before_it_begins_is_refused() -> None:
    request = SearchRequest(date_from=PartialDate(2021), date_to=PartialDate(2020))
    with pytest.raises(RequestError, match="2021 is after 2020"):
        read(request)
