"""The documents of several segments are one collection, deleted ones left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from two_captures import GALE, REGATTA, opened, write_two_captures

from index.building import merging
from index.building.build import build
from index.storage.generations import Generation


@pytest.fixture
def generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Generation]:
    """A generation of two segments; of the first, the longer document is still there."""
    monkeypatch.setattr(merging, "MOST_DELETED", 1.0)
    archive = write_two_captures(tmp_path / "archive")
    build([archive], tmp_path / "index")
    (archive / "regatta.txt").unlink()
    (archive / "tram.txt").write_text(REGATTA.replace("regatta", "tram race"))
    build([archive], tmp_path / "index")
    with opened(tmp_path / "index") as generation:
        yield generation


def test_documents_are_numbered_through_the_segments(generation: Generation) -> None:
    documents = generation.documents
    assert ["gale.txt", "regatta.txt", "tram.txt"] == [documents.get(n).path for n in range(3)]
    assert ["gale.txt", "tram.txt"] == [document.path for document in documents.documents()]
    assert 2 == len(documents)
    for number in (-1, 3):
        with pytest.raises(IndexError):
            documents.get(number)
        with pytest.raises(IndexError):
            documents.openings([number])


def test_a_deleted_document_has_no_id_any_more(generation: Generation) -> None:
    documents = generation.documents
    assert [0, None, 2] == [documents.number_of(documents.get(n).id) for n in range(3)]


def test_openings_and_paragraphs_come_in_the_order_asked_for(generation: Generation) -> None:
    documents = generation.documents
    openings = documents.openings([2, 0, 0, 2])
    assert ["tram.txt", "gale.txt", "gale.txt", "tram.txt"] == [each.path for each in openings]
    first, second, third = documents.paragraphs([(2, 0), (0, 1), (0, 0)])
    assert "tram race" in first
    assert GALE.strip().endswith(" ".join(second.split()))
    assert third.startswith("The gale of Tuesday")
    assert [] == documents.paragraphs([])


def test_the_audit_is_that_of_the_documents_own_segment(generation: Generation) -> None:
    kept = [block.text for block in generation.documents.blocks(2) if block.kept]
    assert any("tram race" in text for text in kept)
