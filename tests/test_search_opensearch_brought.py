"""Passages of a cluster become a small segment that loops can look through."""

from __future__ import annotations

from typing import Any

from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.terms import Term
from whoosh.query.wrappers import Not

from search.opensearch.brought import Alternatives, Brought, alternatives
from search.opensearch.passages import Passage

A, B, C = (Term("text", word) for word in "abc")


def passage(order: int, number: int, text: str, *parts: int) -> Passage:
    """A passage of an undated document."""
    return Passage(100 + order, order, number, None, None, 0, text, 0, None, frozenset(parts))


PASSAGES = [
    passage(5, 2, "Gulls over the mole"),
    passage(5, 7, "The mole, again", 0),
    passage(9, 1, "No gulls", 0),
]


def brought() -> Brought:
    """Three passages of two documents; nothing is asked of a cluster."""
    reader: Any = None
    return Brought(reader, PASSAGES)


def test_passages_keep_their_numbers_and_documents() -> None:
    """What lies between them in their documents is not here, and is not counted."""
    columns = brought().columns()
    assert [0, 0, 1] == columns.passage_document.tolist()
    assert [2, 7, 1] == columns.numbers_of([0, 1, 2]).tolist()
    assert [105, 109] == brought().keys


def test_words_are_those_of_the_texts() -> None:
    """The segment has each passage as a row of words."""
    found = brought()
    segment = found.segment(found.columns()).segment
    assert (3, 9) == (segment.passages, segment.words)
    assert ["No gulls", "The mole, again"] == found.paragraphs([(1, 0), (0, 6)])


def test_alternatives_hold_where_the_shards_say_so() -> None:
    """Names beside the hits tell which passages an alternative finds."""
    either = And([A, B])
    found = brought()
    held = Alternatives(found.segment(found.columns()), [either], PASSAGES)
    assert [1, 2] == held.find(either).passages().tolist()


def test_only_what_is_more_than_a_word_has_to_be_asked_about() -> None:
    """Words are looked for anyway, and what is excluded is not looked for at all."""
    inner, phrase = And([A, B]), Phrase("text", ["a", "c"])
    either = Or([C, phrase, inner, Not(B)])
    assert [phrase, inner] == list(alternatives(Require(And([A, B]), And([either, Not(phrase)]))))
    assert [] == list(alternatives(And([A, Or([B, C])])))
