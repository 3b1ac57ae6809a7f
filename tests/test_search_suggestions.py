"""Suggestions come from what the archive holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.building.build import build_from_documents
from index.documents import Document
from index.storage.generations import open_generation
from search.language.grammar import parse
from search.language.normal_form import write
from search.opening import Opened
from search.results import Suggestion
from search.vocabulary.lexicon import Lexicon
from search.vocabulary.suggestions import completions, did_you_mean

DOCUMENTS = [
    Document(
        id="a", path="a", title="Tolls", source="Island Packet", speaker="Mara Ilven",
        paragraphs=("The harbour council met.", "The council halved harbours and harbingers."),
    ),
    Document(id="b", path="b", source="Packet", paragraphs=("The council voted in 1958.",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    folder = tmp_path_factory.mktemp("suggested")
    build_from_documents(DOCUMENTS, folder)
    generation = open_generation(folder)
    yield Opened(generation).lexicon
    generation.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("concil", "council"),
        ("harbor concil", "harbour council"),
        ('"the concil met"', '"the council met"'),
        ("harbour OR -concil", "harbour OR -concil"),
        ("NEAR(harbour concil, 3)", "NEAR(harbour council, 3)"),
        ("title:toll concil^2", "title:toll council^2"),
        ("title:tols", "title:tolls"),
        ("(vted OR concil) source:packet", "(voted OR council) source:packet"),
    ],
)
def test_unknown_words_are_replaced_by_the_nearest_known(
    lexicon: Lexicon, typed: str, meant: str
) -> None:
    found = did_you_mean(parse(typed), lexicon)
    assert meant == (typed if found is None else write(found))


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("council", id="known"),
        pytest.param("councils", id="another form of a known word"),
        pytest.param("1957", id="a number"),
        pytest.param("mt", id="too short to guess"),
        pytest.param("causeway", id="nothing near"),
        pytest.param("source:paket", id="a value"),
        pytest.param("conc*", id="a pattern"),
    ],
)
def test_nothing_is_suggested_for(lexicon: Lexicon, typed: str) -> None:
    assert None is did_you_mean(parse(typed), lexicon)


def test_the_last_word_is_completed_the_most_frequent_first(lexicon: Lexicon) -> None:
    assert [
        Suggestion("the harbingers", "harbingers", None, 1),
        Suggestion("the harbour", "harbour", None, 1),
    ] == completions("the HARB", None, 2, lexicon)
    assert [Suggestion("council", "council", None, 3)] == completions("co", None, 8, lexicon)


@pytest.mark.parametrize("typed", ["", "council", "council ", "zz", '"', "council ("])
def test_what_needs_no_completion_gets_none(lexicon: Lexicon, typed: str) -> None:
    assert [] == completions(typed, None, 8, lexicon)


@pytest.mark.parametrize(
    ("typed", "queries"),
    [
        ("source:", ['source:"Island Packet"', "source:Packet"]),
        ("source:pa", ['source:"Island Packet"', "source:Packet"]),
        ("council -source:isl", ['council -source:"Island Packet"']),
        ('source:"island pa', ['source:"Island Packet"']),
        ("(speaker:mara", ['(speaker:"Mara Ilven"']),
        ("source:nothing", []),
    ],
)
def test_values_of_a_field_are_completed(lexicon: Lexicon, typed: str, queries: list[str]) -> None:
    assert queries == [s.query for s in completions(typed, None, 8, lexicon)]


def test_within_a_field_named_the_text_is_the_value(lexicon: Lexicon) -> None:
    assert [Suggestion('source:"Island Packet"', "Island Packet", "source", 1)] == completions(
        "isl", "source", 8, lexicon
    )
