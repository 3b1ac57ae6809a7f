"""Which marks of a query are operators and which are punctuation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_trees import texts

from search.language.faults import Fault
from search.language.lexer import fold, tokens


def kinds(text: str) -> str:
    return " ".join(token.kind for token in tokens(text))


def terms(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.kind == "TERM"]


def test_a_token_knows_where_it_stands() -> None:
    found = [(token.kind, token.start, token.end) for token in tokens('a -"b c" OR')]
    expected = [
        ("TERM", 0, 1),
        ("MINUS", 2, 3),
        ("PHRASE", 3, 8),
        ("OR", 9, 11),
        ("END", 11, 11),
    ]
    assert expected == found


@pytest.mark.parametrize("word", ["and", "And", "or", "not", "near", "NEAR", "AND/OR", "ANDY"])
def test_only_the_capitals_AND_OR_NOT_are_operators(word: str) -> None:  # noqa: N802
    assert "TERM END" == kinds(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-word", "MINUS TERM END"),
        ("(-word", "OPEN MINUS TERM END"),
        ("a,-b", "TERM MINUS TERM END"),
        ('-"a b"', "MINUS PHRASE END"),
        ("-(a)", "MINUS OPEN TERM CLOSE END"),
        ("-has:date", "MINUS FIELD TERM END"),
        ("a - b", "TERM TERM END"),
        ("a-b", "TERM END"),
        ('"a"-b', "PHRASE TERM END"),
        ("--a", "TERM END"),
        ("- ", "END"),
        ("-!", "END"),
        ("－ａ", "MINUS TERM END"),
    ],
)
def test_a_hyphen_excludes_only_before_what_it_touches(text: str, expected: str) -> None:
    assert expected == kinds(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:a", "FIELD TERM END"),
        ("Title:a", "FIELD TERM END"),
        ("foo:a", "FIELD TERM END"),
        ('title:"a b"', "FIELD PHRASE END"),
        ("title:(a)", "FIELD OPEN TERM CLOSE END"),
        ("title:AND", "FIELD TERM END"),
        ("title:AND b", "FIELD TERM TERM END"),
        ("title：a", "FIELD TERM END"),
        ("note: a", "TERM TERM END"),
        ("12:30", "TERM END"),
        ("C:a", "TERM END"),
        ("http://port.example/a", "TERM END"),
    ],
)
def test_a_colon_makes_a_field_only_between_a_name_and_its_value(text: str, expected: str) -> None:
    assert expected == kinds(text)


@given(st.lists(st.sampled_from(["a", "Wall", "2021", "AND", "OR", "NOT", "NEAR", "ANDY"])))
def test_words_between_spaces_are_read_as_words_between_other_separators(words: list[str]) -> None:
    def read(text: str) -> list[tuple[str, str]]:
        return [(token.kind, token.text) for token in tokens(text)]

    assert read("; ".join(words)) == read(" ".join(words))


def test_an_excluded_operator_is_a_word() -> None:
    assert "TERM MINUS TERM MINUS TERM END" == kinds("a -AND -OR")


def test_commas_and_the_like_separate_but_for_thousands() -> None:
    assert ["a", "b", "c", "d", "1,000", "e", "f"] == terms("a,b;c — d…1,000|e、f")


def test_typographic_and_full_width_marks_are_read_as_plain_ones_in_place() -> None:
    assert '"a" "b" "c" "d" (e) f:g' == fold("“a” „b‟ «c» 「d」 （e） f：g")


def test_control_characters_are_spaces() -> None:
    assert ["a", "b", "c"] == terms("a\x00b\x1fc")


def test_a_suffix_belongs_to_what_it_touches() -> None:
    assert "TERM BOOST PHRASE BOOST CLOSE BOOST END" == kinds('a^2 "b"~5^2 )^x')
    assert ["5", None] == [t.argument for t in tokens('"a"~5 "b" ~5') if t.kind == "PHRASE"]


def test_a_field_before_a_space_is_a_fault_because_it_was_hardly_meant_as_a_word() -> None:
    with pytest.raises(Fault) as caught:
        tokens("title: congress")
    assert ("empty_field", 0) == (caught.value.code, caught.value.position)


@given(texts)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(text) == len(fold(text))


@given(texts)
def test_tokens_stand_in_order_within_the_text(text: str) -> None:
    try:
        found = tokens(text)
    except Fault:
        return
    edges = [edge for token in found for edge in (token.start, token.end)]
    assert sorted(edges) == edges
    assert len(text) == edges[-1]
