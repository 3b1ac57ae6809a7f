"""Postings come as arrays, are kept while they are used, and are let go before they are many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from whoosh.reading import IndexReader

from index.building import build_from_documents
from index.documents import Document
from index.generations import open_generation
from search import postings
from search.postings import POSITION_BITS, Postings


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexReader]:
    folder = tmp_path_factory.mktemp("posted")
    paragraphs = ("gull tern gull", "tern", "gull quay")
    build_from_documents([Document(id="a", path="a", paragraphs=paragraphs)], folder)
    generation = open_generation(folder)
    yield generation.reader
    generation.close()


def test_a_word_has_its_passages_and_how_often_it_stands_in_each(reader: IndexReader) -> None:
    passages, frequencies = Postings(reader).word("exact", "gull")
    assert ([0, 2], [2, 1]) == (passages.tolist(), frequencies.tolist())


def test_an_unknown_word_has_none(reader: IndexReader) -> None:
    passages, frequencies = Postings(reader).word("exact", "heron")
    assert ([], []) == (passages.tolist(), frequencies.tolist())


def test_places_are_read_for_the_passages_asked_for(reader: IndexReader) -> None:
    passages = Postings(reader).word("exact", "tern").passages
    found = Postings(reader).places("exact", "gull", passages)
    assert [0, 2] == found.tolist()
    last = Postings(reader).places("exact", "quay", Postings(reader).word("exact", "quay").passages)
    assert [(2 << POSITION_BITS) + 1] == last.tolist()


def test_a_word_looked_at_twice_is_read_once(reader: IndexReader) -> None:
    kept = Postings(reader)
    assert kept.word("exact", "gull") is kept.word("exact", "gull")


def test_the_longest_unused_words_are_let_go_first(
    reader: IndexReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "KEPT_POSTINGS", 4)
    kept = Postings(reader)
    gull, tern = kept.word("exact", "gull"), kept.word("exact", "tern")
    kept.word("exact", "gull")
    kept.word("exact", "quay")
    assert gull is kept.word("exact", "gull")
    assert tern is not kept.word("exact", "tern")
