"""Promise 10: memory is bounded, whatever the size of the archive and whoever asks.

Counted is what is a process's own (`RssAnon`); files mapped into memory are the page cache's. The
limit that is set is RLIMIT_DATA, which counts the same; RLIMIT_AS counts every address, so that
a file mapped and never read would fill it.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from bench.corpora import Corpus, from_seed
from bench.load import load
from bench.measures.serving import addresses
from bench.memory import MemoryWatch, held_by_each
from bench.narrowing import narrowing
from bench.questions import CLASSES, Sample
from bench.records import read_records, write_captures
from bench.serving import served
from bench.torture.trials import Trial, Tried

ROOT = Path(__file__).parents[2]
INDEXING, SERVING = 512, 200
"""MB of all processes of a run of the indexer, and of each that answers."""
ASKED = 40
"""Questions of each class."""


def rows(trial: Trial) -> list[Tried]:
    """Index a large archive and serve it, watched and then within a limit of the system's."""
    passages = trial.times(20_000, 1_000_000)
    corpus = from_seed(passages, 7, trial.work)
    captures = trial.work / "archive.jsonl"
    write_captures(read_records(corpus.path), captures)
    trial.say(f"{corpus.passages:,} passages written")
    index = trial.work / "index"
    peak, failed = index_watched(captures, index)
    trial.say(f"indexed, {peak:.0f} MB")
    _, failed_within = index_watched(captures, index, INDEXING)
    trial.say(f"indexed within a limit: {failed_within or 'done'}")
    most = serve_watched(corpus, index, trial.times(10, 120))
    return [
        Tried(
            what="indexing from captures, all processes together", times=corpus.passages,
            figure=round(peak), aim=INDEXING, unit="MB", note=failed,
        ),
        Tried(
            what=f"indexing where no process gets more than {INDEXING} MB: not done", times=1,
            figure=int(bool(failed_within)), aim=0, note=failed_within,
        ),
        Tried(
            what="mixed searches under load, the largest process", times=passages,
            figure=round(most), aim=SERVING, unit="MB",
        ),
    ]  # fmt: skip


def index_watched(captures: Path, index: Path, limit: int | None = None) -> tuple[float, str]:
    """Index captures: what all processes held at most, in MB, and what was said if it failed.

    limit: MB that each process may hold; the system refuses it more.
    """
    shutil.rmtree(index, ignore_errors=True)
    command = [sys.executable, "-m", "index", str(captures), "--index", str(index), "--quiet"]

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (limit * 2**20, limit * 2**20))

    with (
        subprocess.Popen(
            command, cwd=ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=limited
        ) as process,
        MemoryWatch(process.pid) as watch,
    ):
        _, complaint = process.communicate()
    said = complaint.strip().rpartition("\n")[2]
    return watch.peak / 2**20, said if process.returncode else ""


def serve_watched(corpus: Corpus, index: Path, seconds: float) -> float:
    """MB that the largest process of a server holds after it was asked all it could take."""
    drawn = Sample(read_records(corpus.path), 5)
    asked = [question for name in CLASSES for question in drawn.draw(name, ASKED)]
    random.Random(5).shuffle(asked)
    paths = addresses(asked, narrowing(read_records(corpus.path)))
    with served("kept", str(index)) as address:
        load(address, paths, seconds)
        own = os.getpid()
        return max(held for process, held in held_by_each(own) if process != own) / 2**20
