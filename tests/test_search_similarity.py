"""A document's telling words find the documents that are about the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from several_segments import several

from index.building.build import build_from_documents
from index.documents import Document
from search.embedded import EmbeddedEngine
from search.errors import DocumentNotFound
from search.evaluation.finding import Sources
from search.requests import SearchRequest
from search.similarity import WORDS, any_of, telling_words

FILLER = ("the council of the island met and the members spoke of what the island needs",)


def _document(name: str, *texts: str, title: str | None = None) -> Document:
    return Document(id=name, path=f"{name}.txt", title=title, paragraphs=(*texts, *FILLER))


DOCUMENTS = [
    _document("gulls", "Gulls nest on the lighthouse. The gulls of the lighthouse are protected."),
    _document("nests", "A lighthouse keeper counted the nests of gulls in 1987, and 1987 again."),
    _document("tolls", "The tolls of the causeway pay for the causeway, said the treasurer."),
    _document("bridge", "No causeway without tolls, the treasurer wrote of the bridge."),
    _document("unlike", "Zyzzyva beetles were found by nobody in particular, uniquely."),
    *(_document(f"filler{n}", f"Minutes of meeting {n}, as ever.") for n in range(30)),
]


@pytest.fixture(scope="module")
def island(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    folder = tmp_path_factory.mktemp("island") / "index"
    build_from_documents(DOCUMENTS, folder)
    with closing(EmbeddedEngine(folder)) as engine:
        yield engine


def test_documents_about_the_same_are_similar_and_a_document_not_to_itself(
    island: EmbeddedEngine,
) -> None:
    for one, other in (("gulls", "nests"), ("tolls", "bridge")):
        assert other == island.similar(one).results[0].document.id
        assert one == island.similar(other).results[0].document.id
        assert one not in [result.document.id for result in island.similar(one).results]


def test_telling_words_are_those_of_the_document_that_few_others_have(
    island: EmbeddedEngine,
) -> None:
    found = island.similar("gulls")
    assert {"gulls", "lighthouse"} == set(found.words[:2])
    assert len(found.words) <= WORDS


def test_numbers_and_words_that_stand_nowhere_else_are_left_out(island: EmbeddedEngine) -> None:
    assert "1987" not in island.similar("nests").words
    assert not {"zyzzyva", "beetles", "uniquely"} & set(island.similar("unlike").words)


def test_the_query_that_is_given_finds_what_was_found(island: EmbeddedEngine) -> None:
    found = island.similar("tolls", limit=3)
    again = island.search(SearchRequest(query=found.query, limit=4))
    others = [r.document.id for r in again.results if r.document.id != "tolls"]
    assert [result.document.id for result in found.results] == others[:3]


def test_a_document_that_is_not_there_has_none_like_it(island: EmbeddedEngine) -> None:
    with pytest.raises(DocumentNotFound):
        island.similar("nowhere")


def test_a_document_alone_has_none_like_it(tmp_path: Path) -> None:
    build_from_documents([_document("alone", "Nothing else is here.")], tmp_path)
    with closing(EmbeddedEngine(tmp_path)) as engine:
        found = engine.similar("alone")
    assert ((), ()) == (found.words, found.results)


def test_an_archive_in_several_segments_has_the_same_telling_words(tmp_path: Path) -> None:
    whole = Sources(several(tmp_path / "whole", DOCUMENTS))
    parts = Sources(several(tmp_path / "parts", DOCUMENTS[:3], DOCUMENTS[3:9], DOCUMENTS[9:]))
    for number in range(len(DOCUMENTS)):
        assert telling_words(number, whole) == telling_words(number, parts)


def test_deleted_documents_tell_nothing(tmp_path: Path) -> None:
    """What only they shared stands nowhere else now."""
    sources = Sources(several(tmp_path, DOCUMENTS, deleted=[1]))
    assert "gulls" not in telling_words(0, sources)


def test_what_is_looked_for_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = Sources(several(tmp_path, DOCUMENTS))
    monkeypatch.setattr("search.similarity._POSTINGS", 4)
    assert {"gulls", "lighthouse"} == set(telling_words(0, sources))
    monkeypatch.setattr("search.similarity._READ", 0)
    assert [] == telling_words(0, sources)


def test_no_words_are_everything_and_one_is_itself() -> None:
    assert "Everything()" == str(any_of([]))
    assert "Word(text='gull')" == str(any_of(["gull"]))
