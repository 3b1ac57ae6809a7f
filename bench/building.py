"""Building one index in a process of its own, so that time and memory are that engine's alone.

    python -m bench.building records PEER RECORDS FOLDER
    python -m bench.building captures FOLDER INDEX

prints how many seconds it took. What is timed begins with the first record read and ends when
the index is durable and can be searched; starting Python is not part of it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import msgspec

from bench.memory import MemoryWatch
from bench.peers import peer
from bench.peers.contract import CORES
from bench.records import read_records
from index.building.build import build


class Cost(msgspec.Struct, frozen=True):
    """Seconds by the clock, and the most memory held at once by all its processes, in bytes."""

    seconds: float
    peak: int


def build_apart(name: str, records: Path, folder: Path) -> Cost:
    """What it costs a peer to index a file of records into a folder that does not exist yet."""
    return _apart("records", name, str(records), str(folder))


def index_captures_apart(captures: Path, index: Path) -> Cost:
    """What it costs us to index a folder of captures, or what is new in it, with two processes."""
    return _apart("captures", str(captures), str(index))


def _apart(*arguments: str) -> Cost:
    command = [sys.executable, "-m", "bench.building", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    with process, MemoryWatch(process.pid) as watch:
        output, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(float(output), watch.peak)


def _main(what: str, *arguments: str) -> None:
    began = time.perf_counter()
    if what == "records":
        name, records, folder = arguments
        peer(name).build(read_records(Path(records)), Path(folder))
    else:
        captures, index = arguments
        build([Path(captures)], Path(index), jobs=CORES)
    sys.stdout.write(f"{time.perf_counter() - began}\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])
