from __future__ import annotations

import contextlib
from urllib.parse import urlencode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import PartialDate
from search.requests import FACET_FIELDS, FILTER_FIELDS, SearchRequest
from web.parameters import Facet, NoParameters, SearchParameters, SuggestParameters
from web.problems import ProblemError
from web.query_string import read


def refused(query_string: str) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        read(SearchParameters, query_string.encode()).request()
    return caught.value


def test_no_parameters_ask_for_the_first_page_of_everything() -> None:
    assert SearchRequest() == read(SearchParameters, b"").request()


def test_every_parameter_reaches_the_request() -> None:
    asked = (
        "q=harbour+tolls&source=Herald&source=Packet&speaker=Torvane&kind=speech&place=Ostrel"
        "&language=en&date_from=2019&date_to=2020-02&sort=-date&group=passage&limit=100"
        "&facets=source&facets=kind,place&timeline=month&lenient=true&variants=off"
    )
    assert read(SearchParameters, asked.encode()).request() == SearchRequest(
        query="harbour tolls",
        source=("Herald", "Packet"),
        speaker=("Torvane",),
        kind=("speech",),
        place=("Ostrel",),
        language=("en",),
        date_from=PartialDate(2019),
        date_to=PartialDate(2020, 2),
        sort="-date",
        group="passage",
        limit=100,
        facets=("source", "kind", "place"),
        timeline="month",
        lenient=True,
        variants=False,
    )


def test_an_unknown_parameter_is_refused_with_the_nearest_one() -> None:
    error = refused("q=tolls&souce=Herald")
    assert ("unknown_parameter", "souce", "source") == (
        error.code,
        error.parameter,
        error.suggestion,
    )


def test_an_address_without_parameters_takes_none() -> None:
    with pytest.raises(ProblemError, match="takes none"):
        read(NoParameters, b"q=tolls")


def test_a_parameter_of_one_value_cannot_be_repeated() -> None:
    error = refused("limit=5&limit=6")
    assert ("repeated_parameter", "limit") == (error.code, error.parameter)


@pytest.mark.parametrize(
    ("query_string", "parameter", "says"),
    [
        ("limit=0", "limit", "from 1 to 100, not `0`"),
        ("limit=101", "limit", "from 1 to 100"),
        ("limit=ten", "limit", "not `ten`"),
        ("limit=", "limit", "a whole number"),
        ("limit=5.0", "limit", "a whole number"),
        ("limit=99999999999999999999", "limit", "a whole number"),
        ("limit=%D9%A5", "limit", "a whole number"),
        ("sort=newest", "sort", "relevance"),
        ("sort=dat", "sort", "Did you mean `date`?"),
        ("group=line", "group", "document, passage"),
        ("lenient=1", "lenient", "true or false"),
        ("variants=true", "variants", "one of"),
        ("timeline=week", "timeline", "year"),
        ("facets=source,sorce", "facets", "Did you mean `source`?"),
        ("facets=", "facets", "one of"),
        ("source=", "source", "1 to 200 characters"),
        ("source=" + "x" * 201, "source", "1 to 200 characters"),
        ("&".join(["place=Ostrel"] * 21), "place", "given 21 times"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_name(
    query_string: str, parameter: str, says: str
) -> None:
    error = refused(query_string)
    assert ("bad_parameter", parameter) == (error.code, error.parameter)
    assert says in str(error)


@pytest.mark.parametrize("text", ["2021-13", "2021-02-30", "yesterday", "21", "2021-4", "0000"])
@pytest.mark.parametrize("parameter", ["date_from", "date_to"])
def test_a_date_the_calendar_does_not_have_is_refused(parameter: str, text: str) -> None:
    error = refused(f"{parameter}={text}")
    assert ("bad_date", parameter) == (error.code, error.parameter)
    assert text in str(error)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    assert "bad_date_range" == refused("date_from=2021&date_to=2020-12").code


def test_a_year_may_begin_and_end_a_range_within_itself() -> None:
    asked = read(SearchParameters, b"date_from=2021-05&date_to=2021").request()
    assert (PartialDate(2021, 5), PartialDate(2021)) == (asked.date_from, asked.date_to)


def test_what_is_not_utf8_is_refused_instead_of_guessed() -> None:
    assert "bad_encoding" == refused("q=%FF").code
    with pytest.raises(ProblemError, match="UTF-8"):
        read(SearchParameters, b"q=\xff")


def test_hundreds_of_parameters_are_refused() -> None:
    assert "more than 200" in str(refused("&".join(["q=a"] * 201)))


def test_a_long_unknown_name_is_quoted_short() -> None:
    assert len(str(refused("x" * 50_000 + "=1"))) < 500


def test_suggestions_are_bounded() -> None:
    with pytest.raises(ProblemError, match="from 1 to 50"):
        read(SuggestParameters, b"limit=51")
    with pytest.raises(ProblemError, match="at most 1000 characters"):
        read(SuggestParameters, b"q=" + b"a" * 1_001)


def test_every_filter_and_facet_of_the_engine_is_a_parameter() -> None:
    assert set(FILTER_FIELDS) <= set(SearchParameters.__struct_fields__)
    assert FACET_FIELDS == Facet.__args__  # type: ignore[attr-defined]


@given(st.text(), st.lists(st.text(min_size=1, max_size=200), max_size=20))
def test_any_text_survives_the_way_through_an_address(query: str, sources: list[str]) -> None:
    pairs = [("q", query), *(("source", source) for source in sources)]
    try:
        encoded = urlencode(pairs).encode()
    except UnicodeEncodeError:
        return  # lone surrogates cannot stand in an address
    found = read(SearchParameters, encoded)
    assert (query, tuple(sources)) == (found.q, found.source)


@given(st.binary(max_size=200))
def test_any_bytes_are_either_read_or_refused(query_string: bytes) -> None:
    with contextlib.suppress(ProblemError):
        assert msgspec.json.encode(read(SearchParameters, query_string))
