"""Opening an index in a fresh process, and the first question put to it.

    python -m bench.opening INDEX QUERY

prints one line of JSON, a `Start`. Python and our modules are loaded before the clock starts;
the files are in the page cache, as they are on a machine that was just serving them.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import msgspec

from bench.peers.contract import FACETS
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest


class Start(msgspec.Struct, frozen=True):
    """Milliseconds until an index is open, and those until its first answer after that."""

    opening: float
    first: float


def start_apart(index: Path, query: str) -> Start:
    """What opening an index and asking it a query takes in a process that is new."""
    command = [sys.executable, "-m", "bench.opening", str(index), query]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout, type=Start)


def _main(index: str, query: str) -> None:
    began = time.perf_counter()
    engine = EmbeddedEngine(Path(index))
    assert engine.index_version
    opened = time.perf_counter()
    engine.search(SearchRequest(query=query, facets=FACETS))
    answered = time.perf_counter()
    engine.close()
    start = Start((opened - began) * 1000, (answered - opened) * 1000)
    sys.stdout.write(msgspec.json.encode(start).decode() + "\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])
