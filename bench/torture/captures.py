"""Promise 9: no capture can hurt. Thousands of damaged ones, and monsters, beside good ones."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.memory import MemoryWatch
from bench.torture.monsters import (
    ENDINGS,
    make_oddities,
    monsters,
    mutations,
    write_good,
)
from bench.torture.trials import Trial, Tried
from index.storage.generations import open_generation

ROOT = Path(__file__).parents[2]
BATCH = 1000
SECONDS = 10.0
"""Of processor time for a capture, and what a run of the program takes beside it."""
BESIDE = 6.0
MEGABYTES = 512


class Run(NamedTuple):
    """One run of `rostrum index`: what went wrong with it, in words, and what it took."""

    faults: list[str]
    seconds: float
    megabytes: float
    failures: int


class _Failure(msgspec.Struct):
    path: str
    reason: str
    message: str


class _Report(msgspec.Struct):
    failures: list[_Failure]


def rows(trial: Trial) -> list[Tried]:
    """Index damaged captures a thousand at a time, monsters one at a time, oddities together."""
    count = trial.times(1_000, 100_000)
    damaged = []
    for first in range(0, count, BATCH):
        damaged.append(_damaged(trial.work, first))
        trial.say(f"{first + BATCH:,} of {count:,} damaged captures; {damaged[-1].faults[:1]}")
    alone = [_monster(trial, name, content) for name, content in monsters()]
    odd = [_oddities(trial.work)]
    refused = sum(run.failures for run in damaged)
    return [
        _faults("damaged captures, a thousand at a time", count, damaged, f"{refused:,} refused"),
        _faults("monsters, one at a time", len(alone), alone, ""),
        _faults("pipes, devices, links out of the archive, names", 1, odd, ""),
        Tried(
            what="the slowest monster, by processor time, start of the program and all",
            times=len(alone), unit="s", aim=SECONDS + BESIDE,
            figure=round(max(run.seconds for run in alone), 1),
        ),
        Tried(
            what="memory held at most, by all processes together", unit="MB",
            times=count + len(alone), aim=2 * MEGABYTES,
            figure=round(max(run.megabytes for run in (*damaged, *alone, *odd))),
            note=f"two workers of {MEGABYTES} MB each",
        ),
    ]  # fmt: skip


def index_beside_good(folder: Path, hostile: list[Path]) -> Run:
    """Index a folder that holds some captures and good ones among them."""
    good = [write_good(folder, number) for number in range(3)]
    index = folder.parent / "index"
    shutil.rmtree(index, ignore_errors=True)
    command = [sys.executable, "-m", "index", str(folder), "--index", str(index), "--json"]
    before = _processor_seconds()
    with (
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process,
        MemoryWatch(process.pid) as watch,
    ):
        printed, complaint = process.communicate()
    seconds = _processor_seconds() - before
    if process.returncode:
        return Run([complaint.decode()[-300:]], seconds, watch.peak / 2**20, 0)
    report = msgspec.json.decode(printed, type=_Report)
    return Run(_unaccounted(folder, index, [*good, *hostile], good, report), seconds,
               watch.peak / 2**20, len(report.failures))  # fmt: skip


def _processor_seconds() -> float:
    """What processes took that were started here and have ended, and those they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _unaccounted(
    folder: Path, index: Path, captures: list[Path], good: list[Path], report: _Report
) -> list[str]:
    """Captures that are neither in the index nor in the report, and what else is not right."""
    generation = open_generation(index)
    try:
        texts = list(generation.documents.documents())
    finally:
        generation.close()
    found = {document.path.partition("#")[0] for document in texts}
    refused = {failure.path for failure in report.failures}
    names = {
        path: os.fsencode(path.relative_to(folder)).decode("utf-8", "replace") for path in captures
    }
    lost = [f"{name}: neither indexed nor reported" for name in names.values()
            if name not in found | refused]  # fmt: skip
    lost += [f"{names[path]}: good and not indexed" for path in good if names[path] not in found]
    lost += [f"{f.path}: no reason" for f in report.failures if not (f.reason and f.message)]
    lost += [f"{f.path}: {f.message}" for f in report.failures if f.reason == "internal"]
    lost += [f"{d.path}: led out" for d in texts if any("SECRET" in p for p in d.paragraphs)]
    return lost


def _damaged(work: Path, first: int) -> Run:
    chance = random.Random(first)
    originals = [path.read_bytes() for path in sorted((ROOT / "seeds").rglob("*.*"))]
    folder = _empty(work / "archive")
    written = []
    for number, content in enumerate(mutations(originals, BATCH, chance)):
        path = folder / f"{first + number:06d}{chance.choice(ENDINGS)}"
        path.write_bytes(content)
        written.append(path)
    return index_beside_good(folder, written)


def _monster(trial: Trial, name: str, content: bytes) -> Run:
    path = _empty(trial.work / "archive") / name
    path.write_bytes(content)
    run = index_beside_good(path.parent, [path])
    trial.say(f"{name}: {run.seconds:.1f} s, {run.megabytes:.0f} MB; {run.faults}")
    return run


def _oddities(work: Path) -> Run:
    folder = _empty(work / "archive")
    return index_beside_good(folder, make_oddities(folder, work / "outside.txt"))


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _faults(what: str, times: int, runs: list[Run], note: str) -> Tried:
    """A row of what went wrong in some runs; the first of it is its note."""
    faults = [fault for run in runs for fault in run.faults]
    return Tried(
        what=f"{what}: run stopped, capture lost, reason not told", times=times,
        figure=len(faults), aim=0, note=faults[0] if faults else note,
    )  # fmt: skip
