"""A query said in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from query_trees import trees

from search.language.description import describe
from search.language.examples import EXAMPLES
from search.language.grammar import parse
from search.language.syntax import Query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "all passages"),
        ("party cell", "passages with “party” and “cell”"),
        ("a b c", "passages with “a”, “b” and “c”"),
        ("a OR b", "passages with “a” or “b”"),
        ("a (b OR c)", "passages with “a” and (either “b” or “c”)"),
        ("a (b OR c OR d)", "passages with “a” and (any of “b”, “c” or “d”)"),
        ("a b OR c", "passages with (both “a” and “b”) or “c”"),
        ("a -b -c", "passages with “a” but without “b” or “c”"),
        ("-(a b)", "passages without (both “a” and “b”)"),
        ("a OR -b", "passages with “a” or without “b”"),
        ("NOT NOT a", "passages not without “a”"),
        ('"harbour treaty"', "passages with exactly “harbour treaty”"),
        ('"a b"~5', "passages with “a b” in this order at most 5 words apart"),
        ("NEAR(a b, 5)", "passages with “a” near “b” within 5 words"),
        ("organi*", "passages with a word like “organi*”"),
        ("word~1", "passages with a word within 1 letter of “word”"),
        ("word~2", "passages with a word within 2 letters of “word”"),
        ("a^2", "passages with “a” (weight 2)"),
        ("title:congress", "passages with “congress” in the title"),
        ("-title:(a b)", "passages without (both “a” and “b”) in the title"),
    ],
)
def test_what_a_passage_holds_is_said_first(text: str, expected: str) -> None:
    assert expected == describe(parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date:2021", "published in 2021"),
        ("date:2021-04", "published in April 2021"),
        ("date:2021-04-07", "published on 7 April 2021"),
        ("date:2017..2021", "published 2017 to 2021"),
        ("date:2021-04-07..", "published from 7 April 2021 on"),
        ("date:..2021-04-07", "published until 7 April 2021"),
        ("date:..2021-04", "published until the end of April 2021"),
        ("-date:2021", "not published in 2021"),
        ("source:Herald", "published by Herald"),
        ("source:Herald date:2021", "published in 2021 by Herald"),
        ('speaker:"Ilsabet Torvane"', "spoken by Ilsabet Torvane"),
        ("-speaker:Torvane", "not spoken by Torvane"),
        ("place:(Lorne OR Tessel)", "in Lorne or Tessel"),
        ("place:(-Lorne)", "in anything but Lorne"),
        ("place:port*", "in “port*”"),
        ("kind:speech language:en", "of the kind speech, in the language en"),
        ("has:date", "with a date"),
        ("-has:agency", "without an agency"),
        ("has:url", "with a web address"),
    ],
)
def test_a_filter_is_said_of_the_document(text: str, expected: str) -> None:
    assert f"passages {expected}" == describe(parse(text))


def test_filters_are_gathered_at_the_end_in_the_order_of_the_fields() -> None:
    query = parse("has:place party source:Herald cell -has:speaker date:2017..2021")
    assert (
        "passages with “party” and “cell”, published 2017 to 2021 by Herald, "
        "with a place, without a speaker"
    ) == describe(query)


def test_a_filter_among_alternatives_stays_among_them() -> None:
    assert "passages with “a” or published in 2021" == describe(parse("a OR date:2021"))


def test_every_example_has_a_description_of_its_own() -> None:
    said = {describe(parse(example.query)) for example in EXAMPLES}
    assert len(EXAMPLES) == len(said)


@given(trees)
def test_every_tree_is_said_in_one_line(tree: Query) -> None:
    said = describe(tree)
    assert said.strip()
    assert " ".join(said.split()) == said
