"""Promise 1: a reindex is all or nothing, whenever its process is killed.

An archive grows and shrinks; each time a process that indexes it is killed, by itself at one of
its calls, so that every step of building, merging and switching has its turn, or by another at
any moment. What a commit was told of as done must be there, nothing may be there in part, and
the next run must leave nothing of the dead one. Whole programs with their workers are killed too.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.torture.archives import change, write_archive
from bench.torture.faults import Counted, Killed
from bench.torture.states import NOTHING, orphans, state
from bench.torture.trials import Trial, Tried
from index.building.build import build
from index.disk import witnessed
from index.errors import IndexingError
from index.storage.generations import open_generation

ROOT = Path(__file__).parents[2]
REOPENED_WITHIN = 2.0
"""Seconds."""


class Kills(NamedTuple):
    """What came of some kills; `slowest` is the longest that opening took, in seconds."""

    done: int = 0
    lost: int = 0
    partial: int = 0
    orphans: int = 0
    slowest: float = 0.0

    def plus(self, other: Kills) -> Kills:
        """Both together."""
        return Kills(
            self.done + other.done,
            self.lost + other.lost,
            self.partial + other.partial,
            self.orphans + other.orphans,
            max(self.slowest, other.slowest),
        )


def rows(trial: Trial) -> list[Tried]:
    """Kill, and look at what is left."""
    kills, random = trial.times(50, 1000), Random(1)
    archive, index = trial.work / "archive", trial.work / "index"
    met = Kills()
    for number in range(kills):
        change(archive, number)
        met = met.plus(kill(archive, index, random))
        if number % 100 == 99:
            trial.say(f"{number + 1} of {kills} kills")
    programs = trial.times(2, 20)
    large, own = trial.work / "large", trial.work / "own"
    whole = [dies_whole(large, own, random) for _ in range(programs)]
    told = f"{met.done} had been told as done"
    return [
        _row("killed: a commit that was told as done is lost", kills, met.lost, note=told),
        _row("killed: neither all of the old nor all of the new", kills, met.partial),
        _row("killed: something of it left after the next run", kills, met.orphans),
        Tried(
            what="killed: the slowest opening afterwards",
            times=kills, figure=met.slowest, aim=REOPENED_WITHIN, unit="s",
        ),
        _row(
            "a program killed while its workers extract: one lives on, or the index does not go on",
            programs, whole.count(False),
        ),
    ]  # fmt: skip


def _row(what: str, times: int, figure: int, note: str = "") -> Tried:
    """A row of what must never be."""
    return Tried(what=what, times=times, figure=figure, aim=0, note=note)


def kill(archive: Path, index: Path, random: Random) -> Kills:
    """Kill one run; then let the next do what it could not."""
    old = state(index) if index.exists() else NOTHING
    told = _killed_at_a_call(archive, index, random)
    began = time.monotonic()
    with suppress(IndexingError):
        open_generation(index).close()
    slowest = time.monotonic() - began
    try:
        found = state(index)
    except (IndexingError, AssertionError):
        return Kills(bool(told), bool(told), 1, 0, slowest)
    build([archive], index)
    new = state(index)
    lost = bool(told) and found.version != told
    partial = found != old and found.documents != new.documents
    return Kills(bool(told), lost, partial, bool(orphans(index)), slowest)


def _killed_at_a_call(archive: Path, index: Path, random: Random) -> str:
    """The version that a run told as done before it was killed; empty where it was not done.

    The child is a copy of this process, which has loaded all it needs. It dies at a call, drawn
    evenly from about as many as a run makes, or is killed at any moment.
    """
    at = random.randrange(1, 280) if random.random() < 0.7 else 0
    patience = random.uniform(0.0, 0.4)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _index_and_tell(archive, index, at, writing)
    os.close(writing)
    if not at:
        time.sleep(patience)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    os.waitpid(child, 0)
    return told


def _index_and_tell(archive: Path, index: Path, at: int, pipe: int) -> None:
    """Index, say so, and end without a word more; in a process that is good for nothing else."""
    try:
        with witnessed(Killed(at) if at else Counted()):
            report = build([archive], index)
        os.write(pipe, report.version.encode())
    finally:
        os._exit(0)


def dies_whole(archive: Path, index: Path, random: Random) -> bool:
    """Whether a program that is killed takes its workers with it and leaves a sound index."""
    write_archive(archive, range(120))
    command = [sys.executable, "-m", "index", str(archive), "--index", str(index)]
    process = subprocess.Popen(
        [*command, "--jobs", "2", "--full", "--quiet"],
        cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(random.uniform(0.5, 4.0))
    process.kill()
    process.wait()
    try:
        state(index)
        build([archive], index)
    except (IndexingError, AssertionError):
        return False
    return _is_gone(process.pid) and not orphans(index)


def _is_gone(group: int) -> bool:
    """Whether every process of a group ends, given some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    return False
