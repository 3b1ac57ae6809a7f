"""An index that grew step by step is the index of the archive as it is; only its parts differ."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from growing_archives import Archive, Entry, archives, said_of, write_archive
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from two_captures import opened
from whoosh.index import open_dir
from whoosh.query.terms import Term

from index.building import assembling, gathering, merging
from index.building import build as building
from index.building.build import build
from index.columnar.segment import verify_segment
from index.reading.captures import read_file
from index.storage.generations import current_version, generation_path

DATED, LATER, DATELINE = (
    Entry(0, 0, 0, "dated"),
    Entry(3, 1, 1, "dated"),
    Entry(1, 1, 1, "dateline"),
)
PERMUTED = [[DATED, LATER, DATELINE], [LATER, DATELINE, DATED]]
SOME: Archive = {"a.jsonl": [DATED, DATELINE], "b.jsonl": [LATER]}


def grow(folder: Path, *steps: Archive) -> Path:
    """The index of an archive that went through these steps, the last of them now."""
    for archive in steps:
        write_archive(folder / "archive", archive)
        build([folder / "archive"], folder / "index")
    return folder / "index"


def assert_same(grown: Path, folder: Path) -> None:
    """The index says what one says that was built at once of the same archive."""
    build([folder / "archive"], folder / "fresh", full=True)
    expected, actual = said_of(folder / "fresh"), said_of(grown)
    for what, value in expected.items():
        assert value == actual[what], what


def segments(index_dir: Path) -> list[tuple[int, bool]]:
    """How many passages each segment has, and whether any of them is deleted."""
    with opened(index_dir) as generation:
        return [(live.segment.passages, live.deleted is not None) for live in generation.segments]


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(archives, min_size=2, max_size=4), st.booleans(), st.sampled_from([0.25, 1.0]))
@example([{"a.jsonl": [DATED, DATELINE]}, SOME, {"a.jsonl": [DATED, DATELINE]}], False, 0.25)
@example([{"a.jsonl": [DATED, DATED]}, {"a.jsonl": [LATER, DATED, DATED, DATED]}], False, 0.25)
@example([{"a.jsonl": [DATED, LATER, DATELINE][n:]} for n in range(3)], False, 1.0)
@example([{"a.jsonl": own} for own in PERMUTED], False, 0.25)
def test_the_same_archive_gives_the_same_index_however_it_came_about(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[Archive],
    as_one: bool,
    most_deleted: float,
) -> None:
    folder = tmp_path_factory.mktemp("growing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "RATIO", 1 << 40 if as_one else 2)
        patch.setattr(merging, "MOST_DELETED", most_deleted)
        assert_same(grow(folder, *steps), folder)


def test_what_is_added_is_a_segment_and_what_was_there_is_the_same_files(tmp_path: Path) -> None:
    index_dir = grow(tmp_path, {"a.jsonl": [DATED]})
    row = "segments/0/words/row.npy"
    before = generation_path(index_dir, str(current_version(index_dir))) / row
    grow(tmp_path, {"a.jsonl": [DATED], "b.jsonl": [LATER]})
    after = generation_path(index_dir, str(current_version(index_dir)))
    assert [(4 // 2, False), (2, False)] == segments(index_dir)
    assert before.samefile(after / row)
    for name in ("0", "1"):
        verify_segment(after / "segments" / name / "words")


def test_where_files_cannot_be_linked_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refused)
    assert_same(grow(tmp_path, {"a.jsonl": [DATED]}, SOME), tmp_path)
    assert 2 == len(segments(tmp_path / "index"))


def test_what_is_gone_is_deleted_where_it_stands(tmp_path: Path) -> None:
    others = [Entry(n, n % 3, 0, "dated") for n in range(8)]
    index_dir = grow(tmp_path, {"a.jsonl": [*others, LATER]}, {"a.jsonl": others})
    assert [True] == [deleted for _, deleted in segments(index_dir)]
    with opened(index_dir) as generation:
        (live,) = generation.segments
        assert live.deleted is not None
        assert live.segment.passages - live.deleted.sum() == generation.manifest.passages
        assert len(generation.columns.document_rank) == len(generation.documents) + 1


def test_a_segment_of_which_a_quarter_is_deleted_is_written_again(tmp_path: Path) -> None:
    index_dir = grow(tmp_path, {"a.jsonl": [DATED, LATER]}, {"a.jsonl": [LATER]})
    assert [(2, False)] == segments(index_dir)


def test_a_segment_of_which_nothing_is_left_is_dropped(tmp_path: Path) -> None:
    index_dir = grow(tmp_path, {"a.jsonl": [DATED], "b.jsonl": [LATER]}, {"a.jsonl": [DATELINE]})
    assert 1 == len(segments(index_dir))


def test_there_are_never_more_than_eight_segments(tmp_path: Path) -> None:
    steps = [{"a.jsonl": [Entry(n, n % 3, n % 3, "dated") for n in range(m)]} for m in range(1, 14)]
    counts = [len(segments(grow(tmp_path, archive))) for archive in steps]
    assert [*range(1, 9), 1] == counts[:9]
    assert 8 == max(counts)
    assert_same(tmp_path / "index", tmp_path)


def test_documents_whose_order_changed_are_written_again_in_order(tmp_path: Path) -> None:
    index_dir = grow(tmp_path, *({"a.jsonl": own} for own in PERMUTED))
    with opened(index_dir) as generation:
        assert list(range(3)) == generation.columns.document_rank.tolist()


def test_files_that_have_not_changed_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def watched(file: Path, *settings: object) -> Iterator[object]:
        read.append(file.name)
        return read_file(file, *settings)  # type: ignore[arg-type]

    grow(tmp_path, {"a.jsonl": [DATED]})
    monkeypatch.setattr(gathering, "read_file", watched)
    grow(tmp_path, {"a.jsonl": [DATED], "b.jsonl": [LATER]})
    assert ["b.jsonl"] == read


def test_a_failure_that_may_pass_is_tried_again_and_another_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_dir = grow(tmp_path, {"a.jsonl": [DATED, Entry(0, 0, 0, "torn")]})
    with opened(index_dir) as generation:
        (entry,) = generation.documents.catalogue.files()
    assert entry.sha256 is not None
    monkeypatch.setattr(gathering, "PASSING", frozenset({"bad_json"}))
    grow(tmp_path, {"a.jsonl": [DATED, LATER, Entry(0, 0, 0, "torn")]})
    with opened(index_dir) as generation:
        (entry,) = generation.documents.catalogue.files()
    assert entry.sha256 is None


def test_other_code_indexes_again_what_it_need_not_extract_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_dir = grow(tmp_path, {"a.jsonl": [DATED]}, SOME)
    monkeypatch.setattr(building, "indexing_fingerprint", lambda: "other")
    report = build([tmp_path / "archive"], index_dir)
    assert (3, 0, 1) == (report.unchanged, report.extracted, len(segments(index_dir)))
    assert_same(index_dir, tmp_path)


@pytest.mark.parametrize(
    ("module", "step"),
    [(building, "assemble"), (building, "publish"), (assembling, "write_catalogue")],
)
def test_a_run_that_dies_in_between_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, step: str
) -> None:
    def died(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    index_dir = grow(tmp_path, SOME)
    expected = said_of(index_dir)
    with monkeypatch.context() as patch:
        patch.setattr(module, step, died)
        with pytest.raises(KeyboardInterrupt):
            grow(tmp_path, {"a.jsonl": [LATER]})
    assert expected == said_of(index_dir)
    assert_same(grow(tmp_path, {"a.jsonl": [LATER]}), tmp_path)


def test_whoosh_by_itself_opens_a_generation_of_several_segments(tmp_path: Path) -> None:
    others = [Entry(n, n % 3, 0, "dated") for n in range(6)]
    steps = [{"a.jsonl": [*others, LATER]}, {"a.jsonl": others, "b.jsonl": [DATED]}]
    index_dir = grow(tmp_path, *steps)
    assert [True, False] == [deleted for _, deleted in segments(index_dir)]
    with opened(index_dir) as generation:
        with closing(open_dir(str(generation.path))) as index, index.searcher() as searcher:
            hits = {
                (hit["document"], hit["passage"]) for hit in searcher.search(Term("text", "gull"))
            }
            assert generation.manifest.passages == searcher.doc_count()
        read = [document.id for document in generation.documents.documents()]
    assert {document for document, _ in hits} <= set(read)
    assert len(hits) > 1
