"""What the strict reading of a query makes of it, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from query_trees import texts

from index.dates import PartialDate
from index.schema import VALUE_FIELDS
from search.errors import QueryError, QueryTooLarge
from search.language.fields import KEYWORD_FIELDS, nearest_field
from search.language.grammar import parse
from search.language.syntax import (
    And,
    Boosted,
    DateRange,
    Everything,
    Fuzzy,
    Has,
    InField,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Wildcard,
    Word,
)

A, B, C = Word("a"), Word("b"), Word("c")
YEAR, MONTH, DAY = PartialDate(2021), PartialDate(2021, 4), PartialDate(2021, 4, 7)


def refusal(text: str) -> QueryError | None:
    """The error a text is refused with, if it is."""
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Everything()),
        (" ,.!? - * () & ", Everything()),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a OR b AND c", Or((A, And((B, C))))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(a b) c", And((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("-a", Not(A)),
        ("NOT a b", And((Not(A), B))),
        ("a OR -b", Or((A, Not(B)))),
        ("NOT -a", Not(Not(A))),
        ("a^2 (b OR c)^1.5", And((Boosted(A, 2), Boosted(Or((B, C)), 1.5)))),
    ],
)
def test_words_are_joined_by_AND_which_binds_tighter_than_OR(text: str, expected: Query) -> None:  # noqa: N802
    assert expected == parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grass-roots", Word("grass-roots")),
        ("‘don't’", Word("don't")),
        ("[sic]", Word("sic")),
        ("http://port.example/?a=b*", Word("http://port.example/?a=b")),
        ('"grass-roots councils"', Phrase("grass-roots councils")),
        ("“to be, or  not”", Phrase("to be, or not")),
        ('"harbour treaty"~5', Phrase("harbour treaty", 5)),
        ("NEAR(a b, 5)", Near(("a", "b"), 5)),
        ("NEAR(a, grass-roots)", Near(("a", "grass-roots"), 5)),
        ("organi*", Wildcard("organi*")),
        ("wom?n", Wildcard("wom?n")),
        ("wom?n?", Wildcard("wom?n")),
        ("first?", Word("first")),
        ("grass-root*", And((Word("grass"), Wildcard("root*")))),
        ("valdor~", Fuzzy("valdor", 2)),
        ("valdor~1.", Fuzzy("valdor", 1)),
        ("tide~table", Word("tide~table")),
    ],
)
def test_a_term_is_a_word_a_phrase_or_a_pattern(text: str, expected: Query) -> None:
    assert expected == parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:a", InField("title", A)),
        ("TITLE:a", InField("title", A)),
        ('speaker:"ilsabet torvane"', InField("speaker", Phrase("ilsabet torvane"))),
        ("title:(a OR b) c", And((InField("title", Or((A, B))), C))),
        ("title:AND", InField("title", Word("and"))),
        ("title:a^2", Boosted(InField("title", A), 2)),
        ("-has:speaker", Not(Has("speaker"))),
        ("has:(date OR URL)", Or((Has("date"), Has("url")))),
    ],
)
def test_a_field_holds_a_term_or_a_group(text: str, expected: Query) -> None:
    assert expected == parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", YEAR, YEAR),
        ("=2021-04", MONTH, MONTH),
        ("2021-04-07.", DAY, DAY),
        ("2017..2021", PartialDate(2017), YEAR),
        ("2021-04-07..2021", DAY, YEAR),
        ("2021..", YEAR, None),
        ("..2021-04", None, MONTH),
        (">=2021", YEAR, None),
        ("<=2021-04", None, MONTH),
        (">2021", PartialDate(2022), None),
        (">2021-04", PartialDate(2021, 5), None),
        ("<2021-04", None, PartialDate(2021, 3)),
        ("<2021-01-01", None, PartialDate(2020, 12, 31)),
        ('"2021"', YEAR, YEAR),
        ("２０２１", YEAR, YEAR),
    ],
)
def test_a_date_means_what_its_precision_says(
    text: str, first: PartialDate | None, last: PartialDate | None
) -> None:
    assert DateRange(first, last) == parse(f"date:{text}")


def test_dates_can_be_listed() -> None:
    found = parse("date:(2021 OR <=2021-04 OR ..2021-04)")
    assert Or((DateRange(YEAR, YEAR), *2 * (DateRange(None, MONTH),))) == found


@pytest.mark.parametrize(
    ("text", "code", "position", "suggestion"),
    [
        ('a "b c', "unbalanced_quote", 2, 'a "b c"'),
        ('a "', "unbalanced_quote", 2, "a"),
        ("(a (b)", "unbalanced_parenthesis", 0, "(a (b))"),
        ("a) b", "unbalanced_parenthesis", 1, "a b"),
        ("NEAR(a b", "unbalanced_parenthesis", 4, "NEAR(a b)"),
        ("AND a", "dangling_operator", 0, "a"),
        ("a OR", "dangling_operator", 2, "a"),
        ("a AND OR b", "dangling_operator", 2, "a OR b"),
        ("a (NOT) b", "dangling_operator", 3, "a () b"),
        ("*ing", "leading_wildcard", 0, "ing"),
        ("?x", "leading_wildcard", 0, "x"),
        ("k*", "leading_wildcard", 0, "k"),
        ("*organi*", "leading_wildcard", 0, "organi*"),
        ("a*b", "leading_wildcard", 0, "a-b"),
        ("titel:a", "unknown_field", 0, "title:a"),
        ("lang:en", "unknown_field", 0, "language:en"),
        ("foo:bar", "unknown_field", 0, '"foo:bar"'),
        ('foo:"b c"', "unknown_field", 0, 'foo "b c"'),
        ("title:source:a", "nested_field", 6, 'title:"source:a"'),
        ("title:(a source:b)", "nested_field", 9, 'title:(a "source:b")'),
        ("date:2021-13", "bad_date", 5, "date:2021"),
        ("date:2021-02-30", "bad_date", 5, "date:2021-02"),
        ("date:2021-4-7", "bad_date", 5, "date:2021-04-07"),
        ("date:2021..2017", "bad_date", 5, "date:2017..2021"),
        ("date:2017-2021", "bad_date", 5, "date:2017..2021"),
        ("date:>=2021-13", "bad_date", 5, "date:>=2021"),
        ("date:yesterday", "bad_date", 5, '"yesterday"'),
        ("date:(2021 soon)", "bad_date", 11, "date:(2021 )"),
        ("date:..", "bad_date", 5, "date"),
        ("date:>9999", "bad_date", 5, "date:9999"),
        ("title:", "empty_field", 0, "title"),
        ("a title: b", "empty_field", 2, "a title:b"),
        ('a title:""', "empty_field", 2, "a"),
        ("a title:()", "empty_field", 2, "a"),
        ('a "" b', "empty_phrase", 2, "a  b"),
        ("word~7", "bad_distance", 5, "word~2"),
        ("word~0", "bad_distance", 5, "word~1"),
        ("word~0.8", "bad_distance", 5, "word~"),
        ("organi*~1", "bad_distance", 7, "organi*"),
        ('"a b"~0', "bad_distance", 6, '"a b"~1'),
        ('"a b"~', "bad_distance", 5, '"a b"'),
        ("NEAR(a b, 0)", "bad_distance", 10, "NEAR(a b, 1)"),
        ("NEAR(a, 5)", "bad_near", 0, "(a)"),
        ('NEAR("a b" c, 5)', "bad_near", 0, '("a b" c)'),
        ("NEAR(organi* a)", "bad_near", 0, "(organi* a)"),
        ("word^x", "bad_boost", 4, "word"),
        ("(a b)^0", "bad_boost", 5, "(a b)"),
        ("has:spaeker", "unknown_has_field", 4, "has:speaker"),
        ("has:wings", "unknown_has_field", 4, '"wings"'),
    ],
)
def test_a_fault_is_refused_with_its_place_and_the_query_repaired(
    text: str, code: str, position: int, suggestion: str
) -> None:
    error = refusal(text)
    assert error
    assert (code, position, suggestion) == (error.code, error.position, error.suggestion)


def test_a_message_says_what_is_wrong_where_and_what_to_do() -> None:
    assert (
        "The quotation mark at character 5 is never closed. "
        "Close it with another one, or leave it out."
    ) == str(refusal('the "party cell'))


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("a" * 1_001, "query_too_long", 1_000),
        ("a " * 65, "too_many_terms", 128),
        ('"' + "a " * 65 + '"', "too_many_terms", 0),
        ("(" * 21 + "a" + ")" * 21, "query_too_deep", 20),
        ("NOT " * 21 + "a", "query_too_deep", 80),
        ("(" * 999, "query_too_deep", 20),
    ],
)
def test_a_query_beyond_a_limit_is_refused_whole(text: str, code: str, position: int) -> None:
    error = refusal(text)
    assert isinstance(error, QueryTooLarge)
    assert (code, position, None) == (error.code, error.position, error.suggestion)


def test_a_query_at_its_limits_is_read() -> None:
    parse("a" * 1_000)
    parse("a " * 64)
    assert A == parse("(" * 20 + "a" + ")" * 20)


def test_the_keyword_fields_are_those_the_index_has() -> None:
    assert VALUE_FIELDS == KEYWORD_FIELDS


def test_a_field_is_meant_by_a_near_name_or_its_beginning_only() -> None:
    assert ["source", "publisher", None, None] == [
        nearest_field(name) for name in ("sorce", "pub", "in", "weather")
    ]


@given(texts)
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    if error := refusal(text):
        assert 0 <= error.position <= len(text)


@given(texts)
def test_what_is_suggested_can_be_read(text: str) -> None:
    if (error := refusal(text)) and error.suggestion is not None:
        assert None is refusal(error.suggestion)
