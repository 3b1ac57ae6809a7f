"""Which files are read where several paths are given, and what they are called in the index."""

from __future__ import annotations

from pathlib import Path

import pytest
from two_captures import GALE, REGATTA, opened, paths, write_two_captures

from index.building.build import build


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder of two captures."""
    return write_two_captures(tmp_path / "archive")


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    """Where the index is to be."""
    return tmp_path / "var" / "index"


def test_a_file_may_be_indexed_by_itself(archive: Path, index_dir: Path) -> None:
    (archive / "archive.toml").write_text('title = "Papers of Ostrel"\n')
    build([archive / "gale.txt"], index_dir)
    assert ["gale.txt"] == paths(index_dir)
    with opened(index_dir) as generation:
        assert "Papers of Ostrel" == generation.archive.title


def test_several_folders_make_one_index(archive: Path, index_dir: Path, tmp_path: Path) -> None:
    other = tmp_path / "islands"
    other.mkdir()
    (other / "gale.txt").write_text(GALE.replace("nineteen", "ninety"))
    (other / "seals.txt").write_text(REGATTA.replace("regatta", "seal count"))
    report = build([archive, other], index_dir)
    assert ["gale.txt", "regatta.txt", "islands/gale.txt", "seals.txt"] == paths(index_dir)
    assert any("same path" in notice for notice in report.notices)
    assert any("another id" in notice for notice in report.notices)
    with opened(index_dir) as generation:
        ids = [document.id for document in generation.documents.documents()]
        assert 4 == len(set(ids))
        assert [0, 1, 2, 3] == [generation.documents.number_of(found) for found in ids]
    assert not build([archive, other], index_dir).changed


def test_a_path_given_twice_or_within_another_is_read_once(archive: Path, index_dir: Path) -> None:
    build([archive, archive / "gale.txt", archive], index_dir)
    assert ["gale.txt", "regatta.txt"] == paths(index_dir)


def test_the_index_is_no_part_of_the_archive_around_it(archive: Path) -> None:
    for _ in range(2):
        build([archive], archive / "var" / "index")
    assert ["gale.txt", "regatta.txt"] == paths(archive / "var" / "index")
