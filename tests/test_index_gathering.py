"""Which files are read where several paths are given, and what they are called in the index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.building import build
from index.generations import Generation, open_generation

GALE = """The gale at Ostrel

The gale of Tuesday night broke nineteen stones out of the northern mole, and the harbour
board has closed the lower quay until the masons have been to see it.

Nobody was hurt, said the harbour master, but the fish market will be held in the tram shed.
"""
REGATTA = """The regatta is moved

The regatta of the outer islands, which was to be sailed on Sunday, has been moved to the
following week because the wind has not been kind to the committee boat.
"""


@contextmanager
def opened(index_dir: Path) -> Iterator[Generation]:
    with closing(open_generation(index_dir)) as generation:
        yield generation


def paths(index_dir: Path) -> list[str]:
    with opened(index_dir) as generation:
        return [document.path for document in generation.documents.documents()]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder of two captures."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "gale.txt").write_text(GALE)
    (folder / "regatta.txt").write_text(REGATTA)
    return folder


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
