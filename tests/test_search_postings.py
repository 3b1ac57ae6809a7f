"""Postings come as arrays, are kept while they are used, and are let go before they are many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.building import build_from_documents
from index.documents import Document
from index.generations import Generation, open_generation
from search import postings
from search.finding import Sources
from search.postings import STEPS, Postings

TEXTS = ("gull tern gull", "tern", "gulls quay")


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    folder: Path = tmp_path_factory.mktemp("posted")
    documents = [
        Document(id="a", path="a", title="Quays", paragraphs=TEXTS),
        Document(id="b", path="b", paragraphs=("quay",)),
    ]
    build_from_documents(documents, folder)
    found = open_generation(folder)
    yield found
    found.close()


@pytest.fixture
def words(generation: Generation) -> Postings:
    return Sources(generation).postings


def test_a_word_has_its_passages_and_what_it_adds_to_each(words: Postings) -> None:
    gull = words.word("text", "gull")
    assert [1, 3] == gull.passages.tolist()
    assert gull.impacts[0] > gull.impacts[1] > 0


def test_an_exact_form_stands_where_just_it_does(words: Postings) -> None:
    assert [1] == words.word("exact", "gull").passages.tolist()
    assert [3] == words.passages("exact", "gulls").tolist()


def test_a_title_word_stands_on_every_passage_under_it(words: Postings) -> None:
    assert [0, 1, 2, 3] == words.word("title", "quay").passages.tolist()
    assert [0, 1, 2, 3] == words.word("title_exact", "quays").passages.tolist()
    assert [] == words.word("title_exact", "quay").passages.tolist()


def test_an_unknown_word_has_none(words: Postings) -> None:
    assert (0, 0.0) == (len(words.word("exact", "heron")), words.word("exact", "heron").greatest)
    assert [] == words.addresses("exact", "heron").tolist()


def test_impacts_are_looked_up_and_are_nothing_where_the_word_is_not(words: Postings) -> None:
    gull = words.word("text", "gull")
    expected = [0.0, gull.impacts[0], 0.0, gull.impacts[1], 0.0]
    assert expected == gull.impacts_at(np.arange(5, dtype=np.int32)).tolist()


def test_levels_are_never_below_the_impacts_and_at_most_a_step_above(words: Postings) -> None:
    gull = words.word("text", "gull")
    above = gull.levels[gull.passages] / STEPS - gull.impacts
    assert (above >= 0).all()
    assert (above <= 1 / STEPS).all()
    assert 2 == (gull.levels > 0).sum()


def test_forms_of_one_stem_are_read_as_the_stem(words: Postings) -> None:
    lists = [found.tolist() for found in words.lists("exact", ["gull", "gulls", "tern", "heron"])]
    assert [[1, 3], [1, 2]] == lists


def test_a_word_looked_at_twice_is_read_once(words: Postings) -> None:
    assert words.word("exact", "gull") is words.word("exact", "gull")


def test_the_longest_unused_words_are_let_go_first(
    words: Postings, generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    gull, tern = words.word("text", "gull"), words.word("text", "tern")
    quay = Sources(generation).postings.word("text", "quay")
    monkeypatch.setattr(postings, "MAX_BYTES", gull.nbytes + quay.nbytes)
    words.word("text", "gull")
    words.word("text", "quay")
    assert gull is words.word("text", "gull")
    assert tern is not words.word("text", "tern")
