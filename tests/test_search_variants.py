"""Listed spellings are searched as one, unless quotes or the reader say otherwise."""

from __future__ import annotations

import pytest

from search.language import syntax
from search.language.grammar import parse
from search.vocabulary.variants import widen

GROUPS = (("harbour", "harbor"), ("Mara Il Sun", "Mara II Sun", "Mara-Il-Sun"))


def widened(query: str) -> syntax.Query:
    return widen(parse(query), GROUPS)[0]


def test_a_listed_word_becomes_any_of_its_spellings() -> None:
    assert syntax.Or((syntax.Word("harbour"), syntax.Word("harbor"))) == widened("harbour")


def test_the_word_typed_comes_first_and_the_notice_names_the_others() -> None:
    query, notices = widen(parse("Harbor gull"), GROUPS)
    assert syntax.And(
        (syntax.Or((syntax.Word("Harbor"), syntax.Word("harbour"))), syntax.Word("gull"))
    ) == query  # fmt: skip
    assert ("“harbor” also finds “harbour”.",) == notices


def test_a_run_of_words_that_is_a_listed_name_is_widened_as_one() -> None:
    found = widened("speech mara il sun")
    name = syntax.And((syntax.Word("mara"), syntax.Word("il"), syntax.Word("sun")))
    assert syntax.And(
        (syntax.Word("speech"), syntax.Or((name, syntax.Word("Mara II Sun"))))
    ) == found  # fmt: skip


def test_hyphens_within_a_name_are_gaps() -> None:
    assert syntax.Or((syntax.Word("mara-il-sun"), syntax.Word("Mara II Sun"))) == widened(
        "mara-il-sun"
    )


@pytest.mark.parametrize(
    "query",
    ['"harbour"', "source:harbour", "mara gull il sun", "harb*", "gull", "NEAR(harbour gull, 2)"],
)
def test_what_is_not_a_listed_spelling_stays_as_it_is(query: str) -> None:
    assert (parse(query), ()) == widen(parse(query), GROUPS)


@pytest.mark.parametrize("query", ["gull OR harbour", "-harbour", "harbour^2", "title:harbour"])
def test_spellings_are_widened_wherever_words_are_searched(query: str) -> None:
    assert ("“harbour” also finds “harbor”.",) == widen(parse(query), GROUPS)[1]


def test_spellings_with_the_same_stem_need_no_widening() -> None:
    assert (parse("gulls"), ()) == widen(parse("gulls"), (("gull", "gulls"),))


def test_without_groups_nothing_changes() -> None:
    assert (parse("harbour"), ()) == widen(parse("harbour"), ())


def test_any_form_of_a_listed_word_is_widened() -> None:
    widened, notices = widen(syntax.Word("harbours"), (("harbour", "harbor"),))
    assert syntax.Or((syntax.Word("harbours"), syntax.Word("harbor"))) == widened
    assert ("“harbours” also finds “harbor”.",) == notices
