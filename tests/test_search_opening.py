"""The engine answers from the index that is current, and says what is wrong where none is."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from index.building.build import build_from_documents
from index.documents import Document
from search.embedded import EmbeddedEngine
from search.errors import EngineUnavailable
from search.opening import one_generation
from search.requests import SearchRequest

COUNCIL = Document(id="council", path="council.txt", paragraphs=("The council met.",))
GULLS = Document(id="gulls", path="gulls.txt", paragraphs=("A council of gulls.",))


def test_without_an_index_the_engine_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="rostrum index") as refused:
        EmbeddedEngine(tmp_path).search(SearchRequest(query="council"))
    assert "no_index" == refused.value.code


def test_a_reindex_is_noticed_and_running_readers_keep_what_they_opened(tmp_path: Path) -> None:
    build_from_documents([COUNCIL], tmp_path)
    with closing(EmbeddedEngine(tmp_path)) as engine:
        before = engine.index_version
        with engine._opening.current() as held:
            build_from_documents([COUNCIL, GULLS], tmp_path)
            assert 2 == engine.search(SearchRequest()).total.documents
            assert 1 == len(held.generation.documents)
        assert before != engine.index_version


def test_a_damaged_index_makes_the_engine_unavailable(tmp_path: Path) -> None:
    build_from_documents([COUNCIL], tmp_path)
    (tmp_path / "CURRENT").write_text("rubbish")
    with pytest.raises(EngineUnavailable) as refused:
        EmbeddedEngine(tmp_path).search(SearchRequest(query="council"))
    assert "damaged_index" == refused.value.code


def test_a_page_is_answered_by_the_generation_that_answered_its_first_question(
    tmp_path: Path,
) -> None:
    build_from_documents([COUNCIL], tmp_path)
    with closing(EmbeddedEngine(tmp_path)) as engine:
        with one_generation():
            before = engine.index_version
            build_from_documents([COUNCIL, GULLS], tmp_path)
            assert 1 == engine.search(SearchRequest()).total.documents
            export = engine.export(SearchRequest())
        assert before != engine.index_version
        assert 1 == len(list(export))
        export.close()


def test_an_index_that_may_not_be_read_is_told_from_a_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_from_documents([COUNCIL], tmp_path)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(EngineUnavailable, match="may not read /") as refused:
        EmbeddedEngine(tmp_path).search(SearchRequest())
    assert "unavailable" == refused.value.code
