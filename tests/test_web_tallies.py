"""Numbers that workers count together, and what is left of them when one dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from web.tallies import Tally

FORK = multiprocessing.get_context("fork")


def _count(path: Path, told: Connection) -> None:
    tally = Tally(2, path)
    for _ in range(5):
        tally.add(1)
    told.send(tally.workers())
    signal.pause()


def test_a_worker_that_is_killed_leaves_its_counts_to_the_one_that_replaces_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "counts"
    mine = Tally(2, path)
    mine.add(0, 0.5)
    for round_ in (1, 2):
        here, there = FORK.Pipe()
        worker = FORK.Process(target=_count, args=(path, there))
        worker.start()
        seen = here.recv()
        assert [0, 1] == [found.number for found in seen]
        assert [0.5, 5.0 * round_] == mine.sums()
        assert worker.pid
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
    assert [os.getpid()] == [found.process for found in mine.workers()]


def test_where_the_file_cannot_be_made_a_worker_counts_alone(tmp_path: Path) -> None:
    tally = Tally(1, tmp_path / "no" / "folder")
    tally.add(0)
    assert [1.0] == tally.sums()
    assert [os.getpid()] == [found.process for found in tally.workers()]
