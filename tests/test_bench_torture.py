"""The trials of the promises: how they are kept and told, and that each can be missed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bench.torture import crashes, damage, full_disk, hostile_pickles, power_cuts, writers
from bench.torture.archives import change, write_archive
from bench.torture.page import page
from bench.torture.promises import PROMISES
from bench.torture.results import load, result_of, save
from bench.torture.trials import Promise, Tried
from index import disk
from index.building.build import build

KEPT = Tried(what="pulled", times=3, figure=0, aim=0)
BROKEN = Tried(what="dropped", times=3, figure=2, aim=0)
ROPE = Promise(98, "rope", "a rope holds", lambda _: [KEPT])
VASE = Promise(99, "vase", "a vase holds", lambda _: [BROKEN])


def test_a_promise_that_is_tried_again_takes_the_place_of_its_earlier_result(
    tmp_path: Path,
) -> None:
    path = tmp_path / "results.json"
    save([result_of(VASE, [BROKEN], 1.0), result_of(ROPE, [BROKEN], 1.0)], path)
    save([result_of(ROPE, [KEPT], 2.0)], path)
    assert [("rope", 0), ("vase", 1)] == [(found.name, found.missed) for found in load(path)]


def test_the_page_tells_what_was_met_and_what_was_missed() -> None:
    told = page([result_of(ROPE, [KEPT], 1.0), result_of(VASE, [BROKEN], 1.0)])
    assert "**1 of 2 rows met.**" in told
    assert "| pulled | 3 | 0 | ≤ 0 | met |  |" in told
    assert "| dropped | 3 | 2 | ≤ 0 | **missed** |  |" in told


def test_promises_are_told_apart_by_name() -> None:
    assert len(PROMISES) == len({promise.name for promise in PROMISES})


@pytest.fixture
def grown(tmp_path: Path) -> tuple[Path, Path]:
    """An archive and its index, which lacks what has been added since."""
    archive, index = tmp_path / "archive", tmp_path / "index"
    change(archive, 0)
    build([archive], index)
    change(archive, 1)
    return archive, index


def test_killed_at_any_call_a_run_leaves_all_of_the_old_or_all_of_the_new(tmp_path: Path) -> None:
    met, random = crashes.Kills(), Random(1)
    for number in range(8):
        change(tmp_path / "archive", number)
        met = met.plus(crashes.kill(tmp_path / "archive", tmp_path / "index", random))
    assert (0, 0, 0) == (met.lost, met.partial, met.orphans)
    assert met.slowest < crashes.REOPENED_WITHIN


def test_after_a_power_cut_at_any_call_there_is_the_old_generation_or_the_new_one(
    grown: tuple[Path, Path], tmp_path: Path
) -> None:
    cuts, neither, unready = power_cuts.cut(*grown, tmp_path / "left", Random(2), every=5)
    assert (True, 0, 0) == (cuts > 100, neither, unready)


def test_a_call_that_fails_and_then_the_power_leave_an_index_that_goes_on(
    grown: tuple[Path, Path], tmp_path: Path
) -> None:
    assert 0 == power_cuts.fail(*grown, tmp_path / "left", every=40)[1]


@pytest.mark.parametrize("unsynced", ["row.npy", "CURRENT.new", "generations", "index"])
def test_a_sync_that_is_left_out_is_noticed(
    grown: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unsynced: str
) -> None:
    sync = disk.sync
    monkeypatch.setattr(disk, "sync", lambda path: path.name == unsynced or sync(path))
    _, neither, unready = power_cuts.cut(*grown, tmp_path / "left", Random(2), every=1000)
    assert neither + unready > 0


def test_a_full_disk_stops_writing_and_nothing_else(grown: tuple[Path, Path]) -> None:
    assert 0 == full_disk.at_each_call(*grown, every=30)[1]


def test_a_limit_to_the_size_of_files_is_told_like_a_full_disk(grown: tuple[Path, Path]) -> None:
    assert full_disk.survives_limit(*grown, limit=8 << 10)


def test_flipped_bits_and_cut_files_are_noticed_and_named(grown: tuple[Path, Path]) -> None:
    met = damage.Met()
    for number in range(120):
        damage.meet(grown[1], Random(number), met)
    assert (0, 0) == (met.unnoticed, met.strange)


def test_a_hostile_pickle_in_the_place_of_any_file_is_not_executed(
    grown: tuple[Path, Path], tmp_path: Path
) -> None:
    index, mark = grown[1], tmp_path / "executed"
    for number, _ in enumerate(hostile_pickles.in_each_file(index, mark)):
        assert number % 6 or not hostile_pickles.executed(index, mark)
    assert not any(hostile_pickles.in_tables(index, mark))


def test_of_competing_writers_one_is_done_and_the_others_are_told_who_it_is(
    tmp_path: Path,
) -> None:
    write_archive(tmp_path / "archive", range(12))
    finished, strange = writers.compete(tmp_path / "archive", tmp_path / "index")
    assert (True, 0) == (1 <= finished <= writers.COMPETING, strange)
    assert writers.is_tidy(tmp_path / "index")
