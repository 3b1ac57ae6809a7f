"""Generations: one current, complete or not there, and every damage says what to do."""

from __future__ import annotations

import json
import stat
from contextlib import closing
from pathlib import Path

import pytest

from index.building.build import build_from_documents
from index.building.publishing import new_generation, publish, remove_leftovers
from index.documents import Document
from index.errors import DamagedIndex, NoIndex, SchemaMismatch
from index.storage import generations
from index.storage.generations import current_version, generation_path, open_generation

TIDES = Document(id="tides", path="tides.txt", title="Tides", paragraphs=("High water at six.",))
FILES = [
    "manifest.json", "catalogue.sqlite", "captures/file.npy", "columns/columns.json",
    "columns/first_day.npy", "segments/0/words/segment.json", "segments/0/words/row.npy",
    "segments/0/documents/captures.sqlite", "segments/0/documents/texts.zst",
]  # fmt: skip


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    """An index of one document."""
    build_from_documents([TIDES], tmp_path / "index")
    return tmp_path / "index"


def generation(index_dir: Path) -> Path:
    version = current_version(index_dir)
    assert version is not None
    return generation_path(index_dir, version)


def names(index_dir: Path) -> list[str]:
    return sorted(path.name for path in (index_dir / "generations").iterdir())


def test_an_open_generation_holds_documents_columns_and_segments(index_dir: Path) -> None:
    with closing(open_generation(index_dir)) as found:
        assert current_version(index_dir) == found.version == found.manifest.version
        (live,) = found.segments
        assert (1, 2, 2) == (
            len(found.documents), live.segment.passages, found.reader.doc_count()
        )  # fmt: skip
        assert [0, 1] == found.columns.numbers_of(range(2)).tolist()
        assert "Rostrum" == found.archive.title


def test_an_index_is_for_its_owner_only(index_dir: Path) -> None:
    assert 0o700 == stat.S_IMODE(index_dir.stat().st_mode)


def test_where_nothing_was_indexed_there_is_no_index(tmp_path: Path) -> None:
    assert current_version(tmp_path / "none") is None
    with pytest.raises(NoIndex, match="rostrum index PATH"):
        open_generation(tmp_path / "none")


def test_every_reindex_has_a_new_version_and_keeps_the_two_before(index_dir: Path) -> None:
    versions = [current_version(index_dir)]
    for _ in range(3):
        build_from_documents([TIDES], index_dir)
        versions.append(current_version(index_dir))
    assert 4 == len(set(versions))
    assert versions == sorted(versions, key=str)
    assert versions[-3:] == names(index_dir)


def test_a_reader_keeps_what_it_opened_when_its_generation_is_removed(index_dir: Path) -> None:
    with closing(open_generation(index_dir)) as found:
        for _ in range(4):
            build_from_documents([], index_dir)
        assert not found.path.exists()
        assert "Tides" == found.documents.get(0).title
        assert 0 == found.documents.number_of("tides")
        assert [0] == list(found.reader.postings("text", b"tide").all_ids())
        assert [0, 2] == found.columns.document_start.tolist()


def test_a_build_that_died_leaves_the_current_generation_and_is_cleared_away(
    index_dir: Path,
) -> None:
    before = current_version(index_dir)
    (index_dir / "generations" / ".building-000002-deadbeef").mkdir()
    assert before == current_version(index_dir)
    orphan = generation_path(index_dir, "999999-deadbeef")
    orphan.mkdir()
    remove_leftovers(index_dir)
    assert [before] == names(index_dir)


def test_a_generation_counts_only_once_it_is_published(index_dir: Path) -> None:
    before = current_version(index_dir)
    with new_generation(index_dir) as (version, folder):
        (folder / "manifest.json").write_text("{}")
        assert before == current_version(index_dir)
        publish(index_dir, version, folder)
    assert version == current_version(index_dir)
    assert [before, version] == names(index_dir)


def test_another_schema_is_refused_with_the_command_that_rebuilds(index_dir: Path) -> None:
    path = generation(index_dir) / "manifest.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({"schema_version": 0, "codec": manifest["codec"]}))
    with pytest.raises(SchemaMismatch, match=rf"rostrum index PATH --index {index_dir} --full"):
        open_generation(index_dir)


def test_a_segment_of_another_codec_is_refused(index_dir: Path) -> None:
    folder = generation(index_dir)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "codec": "other"}))
    with pytest.raises(SchemaMismatch, match="other"):
        open_generation(index_dir)


def test_the_pickle_that_is_there_for_whoosh_is_never_read(index_dir: Path) -> None:
    path = generation(index_dir) / "_MAIN_1.toc"
    path.write_bytes(b"\0" * path.stat().st_size)
    with closing(open_generation(index_dir)) as found:
        assert [0] == list(found.reader.postings("text", b"tide").all_ids())


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(index_dir: Path, name: str) -> None:
    (generation(index_dir) / name).unlink()
    with pytest.raises(DamagedIndex, match=name.rpartition("/")[2].replace(".", r"\.")):
        open_generation(index_dir)


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_short_is_named(index_dir: Path, name: str) -> None:
    path = generation(index_dir) / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedIndex, match=path.name.replace(".", r"\.")):
        open_generation(index_dir)


@pytest.mark.parametrize("name", ["segments/0/words/segment.json", "columns/columns.json"])
def test_a_description_that_is_not_what_was_written_is_named(index_dir: Path, name: str) -> None:
    path = generation(index_dir) / name
    path.write_bytes(b" " * path.stat().st_size)
    with pytest.raises(DamagedIndex, match=f"{path.name}.*check --repair"):
        open_generation(index_dir)


@pytest.mark.parametrize(
    "name", ["manifest.json", "segments/0/words/segment.json", "columns/columns.json"]
)
def test_a_description_that_is_not_even_text_is_named(index_dir: Path, name: str) -> None:
    path = generation(index_dir) / name
    content = bytearray(path.read_bytes())
    content[content.index(b'": ') - 1 if b'": ' in content else content.index(b'":') - 1] = 0xE6
    path.write_bytes(content)
    with pytest.raises(DamagedIndex, match=f"{path.name}.*check --repair"):
        open_generation(index_dir)


@pytest.mark.parametrize("content", ["", "../../etc", "0001", "000001-c0ffee\n000002-c0ffee"])
def test_a_pointer_that_names_no_generation_is_damage(index_dir: Path, content: str) -> None:
    (index_dir / "CURRENT").write_text(content)
    with pytest.raises(DamagedIndex, match="CURRENT"):
        current_version(index_dir)


def test_a_damaged_index_can_be_built_again(index_dir: Path) -> None:
    (index_dir / "CURRENT").write_text("nonsense")
    build_from_documents([TIDES], index_dir)
    with closing(open_generation(index_dir)) as found:
        assert 1 == len(found.documents)


def test_a_generation_replaced_while_it_was_being_opened_is_no_error(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, stale = generations.current_version, ["000001-00000000"]
    monkeypatch.setattr(
        generations, "current_version", lambda folder: stale.pop() if stale else real(folder)
    )
    with closing(open_generation(index_dir)) as found:
        assert real(index_dir) == found.version
