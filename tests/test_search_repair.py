"""The lenient reading: every faulty query is repaired, and every repair is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from query_trees import texts

from search.errors import QueryError, QueryTooLarge
from search.language.faults import unclosed_parenthesis
from search.language.grammar import parse
from search.language.mending import mend
from search.language.normal_form import write
from search.language.repair import Reading, parse_leniently
from search.language.syntax import And, Everything, Phrase, Query, Word


def test_a_query_without_fault_is_read_as_it_stands() -> None:
    assert Reading(And((Word("party"), Word("cell")))) == parse_leniently("party cell")


def test_a_repair_says_what_was_wrong_and_what_was_done() -> None:
    reading = parse_leniently('the "party cell')
    assert And((Word("the"), Phrase("party cell"))) == reading.query
    assert ["unbalanced_quote"] == [repair.code for repair in reading.repairs]
    assert "The quotation mark at character 5 is never closed: it was closed at the end." == (
        reading.repairs[0].message
    )


def test_faults_are_repaired_one_after_another_at_their_places_in_the_text_typed() -> None:
    reading = parse_leniently('AND *ing foo:bar date:2021-13 "cell')
    assert 'ing "foo:bar" date:2021 "cell"' == write(reading.query)
    expected = [
        ("unbalanced_quote", 30),
        ("dangling_operator", 0),
        ("leading_wildcard", 4),
        ("unknown_field", 9),
        ("bad_date", 22),
    ]
    assert expected == [(repair.code, repair.position) for repair in reading.repairs]


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ('"party cell AND *ing', "party cell and ing"),
        ("(party NOT", "party not"),
        ("foo:bar^x -1,000 NEAR(a", "foo bar x 1,000 near a"),
        ("date:yesterday~1 ", "date yesterday 1"),
    ],
)
def test_the_literal_reading_is_the_words_typed_without_operators(text: str, literal: str) -> None:
    assert literal == parse_leniently(text).literal


def test_no_literal_reading_is_offered_where_it_would_find_the_same() -> None:
    assert None is parse_leniently("party) cell").literal


def test_no_literal_reading_is_offered_beyond_the_limits() -> None:
    assert None is parse_leniently("date:2021-13-45 " + "a-b " * 31).literal


def test_a_query_of_too_many_faults_is_read_as_plain_words() -> None:
    reading = parse_leniently("a) " * 21)
    assert 21 * "a " == write(reading.query) + " "
    assert ["unreadable"] == [repair.code for repair in reading.repairs]


@pytest.mark.parametrize("text", ["title:", "AND", "-NOT", '"" title:()'])
def test_a_query_that_held_words_is_never_repaired_to_nothing(text: str) -> None:
    assert Everything() != parse_leniently(text).query


@pytest.mark.parametrize("text", ["a" * 1_001, "a " * 65, "(" * 21, '"' + "a " * 65])
def test_a_query_beyond_the_limits_is_not_repaired(text: str) -> None:
    with pytest.raises(QueryTooLarge):
        parse_leniently(text)


def test_mending_ends_though_every_edit_leads_to_another_fault() -> None:
    def read(text: str) -> Query:
        if text == "a":
            return Word(text)
        raise unclosed_parenthesis(0, 0)

    assert "a" == mend("(a", read).text


@given(texts)
def test_any_text_within_the_limits_is_read(text: str) -> None:
    try:
        reading = parse_leniently(text)
    except QueryTooLarge:
        return
    assert all(0 <= repair.position <= len(text) for repair in reading.repairs)
    if reading.literal is not None:
        assert reading.query != parse(reading.literal)


@given(texts)
def test_what_is_repaired_is_what_is_refused_and_suggested(text: str) -> None:
    try:
        reading = parse_leniently(text)
    except QueryTooLarge:
        return
    try:
        strict = parse(text)
    except QueryError as error:
        assert reading.repairs
        suggestion = error.suggestion
        strict = reading.query if suggestion is None else parse(suggestion)
    assert strict == reading.query
