"""Marked is what was matched, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from brute_force import stands
from generated_archives import WORDS, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import words
from index.building.build import build_from_documents
from index.documents import Document
from index.storage.generations import open_generation
from search.language import syntax
from search.language.grammar import parse
from search.opening import Opened
from search.presentation.highlights import Highlighter
from search.translation import translate

TEXT = "The dockers met the docker at the quay, not a dock. Grass-roots groups met."


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("marked")
    documents = [
        Document(id="a", path="a", source="Herald", title="Quays", paragraphs=(TEXT,)),
        Document(id="b", path="b", paragraphs=(" ".join(WORDS), "朝鮮人民 朝露")),
    ]
    build_from_documents(documents, folder)
    generation = open_generation(folder)
    yield Opened(generation)
    generation.close()


def marked(opened: Opened, query: str, text: str = TEXT, **how: bool) -> list[str]:
    strict, is_title = how.get("strict", False), how.get("is_title", False)
    found = Highlighter(translate(parse(query), opened.lexicon).query)
    (shown,) = found.spans([text], titles=is_title, strict=strict)
    return [text[start:end] for start, end in shown]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("docker", ["dockers", "docker"]),
        ('"docker"', ["docker"]),
        ("dock*", ["dockers", "docker", "dock"]),
        ("docks~1", ["dock"]),
        ('"met the docker"', ["met the docker"]),
        ("grass-roots", ["Grass-roots"]),
        ('"the docker quay"~3', ["the", "docker", "quay"]),
        ("NEAR(quay docker, 3)", ["docker", "quay"]),
        ("quay -docker", ["quay"]),
        ("quay OR heron", ["quay"]),
        ("docker^2 source:herald", ["dockers", "docker"]),
        ("source:herald", []),
        ("heron", []),
        ("", []),
    ],
)
def test_marked_is_what_each_kind_of_query_matches(
    opened: Opened, query: str, expected: list[str]
) -> None:
    assert expected == marked(opened, query)


def test_strictly_a_part_is_marked_only_where_the_whole_matches(opened: Opened) -> None:
    assert ["quay"] == marked(opened, "(quay heron) OR quay", strict=True)
    assert [] == marked(opened, "quay heron", strict=True)
    assert ["quay"] == marked(opened, "quay heron", strict=False)


def test_words_of_the_title_are_marked_in_titles_only(opened: Opened) -> None:
    assert [] == marked(opened, "title:quay")
    assert ["Quays"] == marked(opened, "title:quay", "Quays", is_title=True)
    assert ["Quays"] == marked(opened, "quay", "Quays", is_title=True)


def test_overlapping_pairs_of_characters_are_one_mark(opened: Opened) -> None:
    assert ["朝鮮人"] == marked(opened, "朝鮮人", "朝鮮人民 朝露")


row = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)
leaves = st.one_of(
    st.builds(syntax.Word, st.sampled_from(WORDS)),
    st.builds(syntax.Phrase, row.map(" ".join), st.integers(1, 3)),
    st.builds(syntax.Near, row.map(tuple), st.integers(1, 3)),
    st.builds(syntax.Wildcard, st.sampled_from(["gu*", "to?l", "ta*"])),
)


@settings(max_examples=200, deadline=None)
@given(query=leaves, text=texts)
def test_something_is_marked_exactly_where_the_query_matches(
    opened: Opened, query: syntax.Query, text: str
) -> None:
    found = Highlighter(translate(query, opened.lexicon).query)
    (shown,) = found.spans([text], strict=True)
    assert stands(query, words(text)) == bool(shown)
    assert sorted(shown) == list(shown)
