"""Promise 7: of several that would write, one does; the others are told who; the dead hold nothing.

The programs are real, started at the same moment; some are killed while they hold the lock.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from bench.torture.archives import write_archive
from bench.torture.trials import Trial, Tried
from index.errors import IndexingError
from index.storage.generations import current_version, open_generation

COMPETING = 4
ROOT = Path(__file__).parents[2]

_REFUSED = re.compile(r"Process (\d+) on \S+ has been building .+ since \d{4}-|Another process is")


def rows(trial: Trial) -> list[Tried]:
    """Have writers compete, again and again, killing every other round one that holds the lock."""
    rounds = trial.times(2, 50)
    index, archive = trial.work / "index", trial.work / "archive"
    unruly = untaken = won = 0
    for number in range(rounds):
        write_archive(archive, range(number * 3, number * 3 + 30))
        finished, strange = compete(archive, index)
        unruly += strange
        won += finished
        untaken += number % 2 == 1 and not taken_over(archive, index)
        trial.say(f"{number + 1} of {rounds} rounds")
    return [
        Tried(
            what=f"{COMPETING} competing `rostrum index`: neither done nor told who holds the lock",
            times=rounds * COMPETING, figure=unruly, aim=0,
            note=f"{won} done, {rounds * COMPETING - won - unruly} refused",
        ),
        Tried(
            what="the holder killed: its lock not taken over, or something of it left",
            times=rounds // 2, figure=untaken, aim=0,
        ),
    ]  # fmt: skip


def compete(archive: Path, index: Path) -> tuple[int, int]:
    """Start several writers at once: how many finished, and how many neither did nor were told."""
    started = [_start(archive, index) for _ in range(COMPETING)]
    ended = [(process.communicate()[1], process.returncode) for process in started]
    finished = sum(code == 0 for _, code in ended)
    told = sum(code == 1 and bool(_REFUSED.search(text)) for text, code in ended)
    return finished, COMPETING - finished - told


def taken_over(archive: Path, index: Path) -> bool:
    """Whether a writer goes on where another was killed while it held the lock."""
    holder = _start(archive, index, "--full")
    while holder.poll() is None and not list(index.glob("generations/.building-*")):
        time.sleep(0.002)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    heir = _start(archive, index, "--full")
    heir.communicate()
    return heir.returncode == 0 and is_tidy(index)


def is_tidy(index: Path) -> bool:
    """Whether an index opens and nothing of a writer that died is left in it."""
    try:
        open_generation(index).close()
    except IndexingError:
        return False
    left = [path.name for path in (index / "generations").iterdir()]
    newest = max(left)
    return not any(name.startswith(".") for name in left) and newest == current_version(index)


def _start(archive: Path, index: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "index", str(archive), "--index", str(index), "--quiet"]
    return subprocess.Popen(
        [*command, "--jobs", "1", *options],
        cwd=ROOT, env=os.environ | {"COLUMNS": "500"},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
