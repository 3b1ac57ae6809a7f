"""The normal form is one text for a tree, and is read as that tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from query_trees import texts, trees

from search.errors import QueryTooLarge
from search.language.examples import EXAMPLES
from search.language.fields import FIELDS
from search.language.grammar import parse, read
from search.language.normal_form import write
from search.language.repair import parse_leniently
from search.language.syntax import Query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  party   AND cell! ", "party cell"),
        ("NOT party", "-party"),
        ("(a AND b) OR (c)", "a b OR c"),
        ("a (b OR c) -(d e)", "a (b OR c) -(d e)"),
        ("“party cell”~1 word~2 word~1", '"party cell" word~ word~1'),
        ("NEAR(a, b)", "NEAR(a b, 5)"),
        ("Title:(party) source:(a OR b)^2.0", "title:party source:(a OR b)^2"),
        ("date:>2020 date:<=2021-04 date:=2021", "date:2021.. date:..2021-04 date:2021"),
        ("title:(a^2) (http://port.example)^2", "title:(a^2) (http://port.example)^2"),
    ],
)
def test_different_ways_to_write_a_query_have_one_normal_form(text: str, expected: str) -> None:
    assert expected == write(parse(text))


@pytest.mark.parametrize(
    "query", [example.query for example in EXAMPLES] + [field.example for field in FIELDS]
)
def test_every_example_is_read_and_is_in_normal_form_or_near_it(query: str) -> None:
    assert parse(query) == parse(write(parse(query)))


@pytest.mark.parametrize("text", ["word~1ʹ", "word~1?", "word~0?", "AND|word", "word|AND)", "^2"])
def test_marks_after_a_suffix_do_not_change_what_is_read_back(text: str) -> None:
    tree = parse_leniently(text).query
    assert tree == parse(write(tree))


@given(trees)
def test_a_tree_is_read_back_from_its_normal_form(tree: Query) -> None:
    text = write(tree)
    try:
        found = read(text)
    except QueryTooLarge:
        return
    assert tree == found


@given(texts)
def test_writing_what_was_read_changes_nothing_more(text: str) -> None:
    try:
        tree = parse_leniently(text).query
        normal = write(tree)
        found = parse(normal)
    except QueryTooLarge:
        return
    assert tree == found
    assert normal == write(found)
