"""A folder of captures becomes a generation; only what changed is done again; nothing stops it."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from two_captures import GALE, REGATTA, opened, paths, write_two_captures
from whoosh.index import open_dir
from whoosh.query.terms import Term

from index.archive import Archive, Source
from index.building.build import build, build_from_documents, merged_settings
from index.building.locking import writer_lock
from index.building.progress import Unit
from index.columnar.segment import verify_segment
from index.dates import PartialDate
from index.documents import Document
from index.errors import ArchiveNotFound, ArchiveSettingsError, CannotWrite, WriterLocked
from index.storage.generations import current_version, generation_path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder of two captures."""
    return write_two_captures(tmp_path / "archive")


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    """Where the index is to be."""
    return tmp_path / "var" / "index"


class Watch:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, Unit]] = []
        self.left = 0
        self.captures = 0

    def begin(self, stage: str, total: int, unit: Unit) -> None:
        assert 0 == self.left
        self.stages.append((stage, unit))
        self.left = total

    def advance(self, amount: int, captures: int = 0) -> None:
        self.left -= amount
        self.captures += captures


def test_captures_become_documents_in_the_order_of_their_paths(
    archive: Path, index_dir: Path
) -> None:
    report = build([archive], index_dir)
    assert (2, 2, 0, 2) == (
        report.captures, report.extracted, report.unchanged, report.documents
    )  # fmt: skip
    assert ["gale.txt", "regatta.txt"] == paths(index_dir)
    with opened(index_dir) as generation:
        assert report.version == generation.version
        assert report.passages == generation.reader.doc_count()
        assert report.words == generation.columns.passage_words.sum()
        assert any(block.kept for block in generation.documents.blocks(0))


def test_when_nothing_has_changed_the_generation_stays(archive: Path, index_dir: Path) -> None:
    first = build([archive], index_dir)
    again = build([archive], index_dir)
    assert (True, False) == (first.changed, again.changed)
    assert first.version == again.version == current_version(index_dir)
    assert (2, 0, 2) == (again.unchanged, again.extracted, again.documents)


def test_only_what_changed_is_extracted_again(archive: Path, index_dir: Path) -> None:
    build([archive], index_dir)
    (archive / "gale.txt").write_text(GALE.replace("nineteen", "twenty"))
    (archive / "tram.txt").write_text(REGATTA.replace("regatta", "tram race"))
    report = build([archive], index_dir)
    assert (1, 2, 3) == (report.unchanged, report.extracted, report.documents)
    with opened(index_dir) as generation:
        assert [] == list(generation.reader.expand_prefix("exact", "nineteen"))
        assert [b"twenty"] == list(generation.reader.expand_prefix("exact", "twenty"))


def test_captures_that_are_gone_vanish(archive: Path, index_dir: Path) -> None:
    build([archive], index_dir)
    (archive / "gale.txt").unlink()
    report = build([archive], index_dir)
    assert (1, 1, True) == (report.removed, report.documents, report.changed)
    assert ["regatta.txt"] == paths(index_dir)


def test_full_extracts_everything_again(archive: Path, index_dir: Path) -> None:
    first = build([archive], index_dir)
    report = build([archive], index_dir, full=True)
    assert (0, 2) == (report.unchanged, report.extracted)
    assert first.version != report.version


def test_other_settings_mean_another_extraction(archive: Path, index_dir: Path) -> None:
    build([archive], index_dir)
    (archive / "archive.toml").write_text('[[source]]\nname = "Ostrel Herald"\npaths = ["*"]\n')
    assert 2 == build([archive], index_dir).extracted
    with opened(index_dir) as generation:
        assert ["Ostrel Herald"] == generation.columns.coded["source"].values


def test_settings_of_searching_reach_the_index_without_extracting_again(
    archive: Path, index_dir: Path
) -> None:
    build([archive], index_dir)
    (archive / "archive.toml").write_text('title = "Papers of Ostrel"\n')
    report = build([archive], index_dir)
    assert (2, True) == (report.unchanged, report.changed)
    with opened(index_dir) as generation:
        assert "Papers of Ostrel" == generation.archive.title


def test_a_capture_that_fails_is_reported_and_tried_again(archive: Path, index_dir: Path) -> None:
    (archive / "torn.jsonl").write_text('{"title": "Whole", "text": "It is."}\n{"title": ')
    report = build([archive], index_dir)
    (failure,) = report.failures
    assert ("torn.jsonl", "line 2", "bad_json") == (failure.path, failure.record, failure.reason)
    assert 3 == report.documents
    with opened(index_dir) as generation:
        assert report.failures == generation.documents.failures()
        assert 1 == generation.manifest.failures
    assert not build([archive], index_dir).changed
    (archive / "torn.jsonl").write_text('{"title": "Whole", "text": "It is."}\n')
    mended = build([archive], index_dir)
    assert ((), 1, 3) == (mended.failures, mended.removed, mended.documents)


def test_an_archive_of_nothing_but_failures_is_an_index_that_says_so(
    tmp_path: Path, index_dir: Path
) -> None:
    (tmp_path / "torn.json").write_text("{")
    report = build([tmp_path / "torn.json"], index_dir)
    assert (1, 0) == (len(report.failures), report.documents)
    with opened(index_dir) as generation:
        assert (0, 0) == (generation.reader.doc_count(), len(generation.documents))


def test_a_missing_path_and_an_empty_folder_are_refused(tmp_path: Path, index_dir: Path) -> None:
    with pytest.raises(ArchiveNotFound, match="does not exist"):
        build([tmp_path / "nowhere"], index_dir)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArchiveNotFound, match="holds no captures"):
        build([tmp_path / "empty"], index_dir)
    assert current_version(index_dir) is None
    assert [] == list((index_dir / "generations").iterdir())


def test_settings_that_cannot_be_read_are_refused(archive: Path, index_dir: Path) -> None:
    (archive / "archive.toml").write_text("colour = 'blue'")
    with pytest.raises(ArchiveSettingsError, match="colour"):
        build([archive], index_dir)


def test_a_run_that_fails_leaves_the_index_as_it_was(
    archive: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build([archive], index_dir).version
    monkeypatch.setattr(os, "fsync", lambda descriptor: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(CannotWrite, match=r"full\. The index stays as it was"):
        build([archive], index_dir, full=True)
    assert before == current_version(index_dir)
    assert [before] == [path.name for path in (index_dir / "generations").iterdir()]
    assert ["gale.txt", "regatta.txt"] == paths(index_dir)


def test_a_second_run_at_the_same_time_is_refused(archive: Path, index_dir: Path) -> None:
    with writer_lock(index_dir), pytest.raises(WriterLocked):
        build([archive], index_dir)


def test_an_index_that_cannot_be_read_is_built_anew_and_it_is_said(
    archive: Path, index_dir: Path
) -> None:
    version = build([archive], index_dir).version
    manifest = generation_path(index_dir, version) / "manifest.json"
    manifest.write_text(json.dumps({"schema_version": 0, "codec": "old"}))
    report = build([archive], index_dir)
    assert (2, True) == (report.extracted, report.changed)
    assert "has schema 0" in report.notices[0]


def test_the_same_captures_give_the_same_index(archive: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(archive, moved)
    for folder, name in ((archive, "one"), (moved, "two")):
        build([folder], tmp_path / name)
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        assert list(one.documents.documents()) == list(two.documents.documents())
        assert list(one.reader.all_terms()) == list(two.reader.all_terms())


def test_two_processes_extract_what_one_does(tmp_path: Path) -> None:
    lines = [{"title": f"Bulletin {n}", "text": f"High water at {n} bells."} for n in range(90)]
    lines[50] = {"title": "No text"}
    archive = tmp_path / "bulletins.jsonl"
    archive.write_text("".join(json.dumps(line) + "\n" for line in lines))
    reports = [build([archive], tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2)]
    assert reports[0].failures == reports[1].failures
    with opened(tmp_path / "1") as one, opened(tmp_path / "2") as two:
        assert list(one.documents.documents()) == list(two.documents.documents())


def test_progress_is_told_of_every_byte_and_every_document(archive: Path, index_dir: Path) -> None:
    watch = Watch()
    build([archive], index_dir, progress=watch)
    assert [("Reading", "bytes"), ("Indexing", "documents")] == watch.stages
    assert (0, 2) == (watch.left, watch.captures)


def test_documents_may_come_from_a_program(index_dir: Path) -> None:
    text = "Citizens, the causeway is open to everyone who helped to carry a single stone of it."
    undated = Document(id="a", path="a", month_day=(4, 7), paragraphs=(text,))
    dated = Document(
        id="b", path="b", title="Causeway", date=PartialDate(2031, 4, 9), paragraphs=(text,)
    )
    manifest = build_from_documents([undated, dated], index_dir, Archive(title="Made"))
    assert (2, 3, "Made") == (manifest.documents, manifest.passages, manifest.archive.title)
    with opened(index_dir) as generation:
        assert "2031-04-07" == str(generation.documents.get(0).date)
        days = generation.columns.first_day.tolist()
        assert [PartialDate(2031, 4, day).first_day for day in (7, 9)] == days
        assert [True, True] == generation.columns.has("date").tolist()


def test_whoosh_by_itself_opens_a_generation(archive: Path, index_dir: Path) -> None:
    build([archive], index_dir)
    with opened(index_dir) as generation:
        with closing(open_dir(str(generation.path))) as index, index.searcher() as searcher:
            found = [hit["document"] for hit in searcher.search(Term("text", "regatta"))]
        assert [generation.documents.get(1).id] * len(found) == found
        assert 2 == len(found)


def test_one_segment_holds_every_passage_and_is_whole(archive: Path, index_dir: Path) -> None:
    report = build([archive], index_dir)
    with opened(index_dir) as generation:
        segment = generation.segments[0].segment
        assert (report.passages, report.words) == (segment.passages, segment.words)
        lengths = np.diff(segment.passage_start) - 1
        assert lengths.tolist() == generation.columns.passage_words.tolist()
        verify_segment(generation.path / "segments/0/words")


def test_settings_of_several_archives_are_joined() -> None:
    one = Archive(title="One", source=(Source(name="a"),), variants=(("x", "y"),))
    two = Archive(title="Two", source=(Source(name="b"),))
    assert Archive(
        title="One", source=(Source(name="a"), Source(name="b")), variants=(("x", "y"),)
    ) == merged_settings([one, two])  # fmt: skip


@pytest.mark.shared
def test_a_dateline_gets_its_year_from_the_newspaper_that_prints_the_speech(
    index_dir: Path,
) -> None:
    seeds = Path(__file__).parents[2] / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the shared folder of real captures is not here")
    assert 1 == build([seeds], index_dir).years_inferred
    with opened(index_dir) as generation:
        (speech,) = [d for d in generation.documents.documents() if d.path.startswith("004_")]
        paper = [d.id for d in generation.documents.documents() if d.path.startswith("003_")]
    assert "2021-04-07" == str(speech.date)
    assert ("dated parallel", True) == (
        speech.evidence["date"].rule, any(i in speech.evidence["date"].text for i in paper)
    )  # fmt: skip
