"""Promise 8: no query can hurt: whatever is sent is answered or refused, and in time.

Requests go through the whole application as a server would hand them to it, in threads of one
process as in a worker. An answer that is streamed counts as begun with its first piece.
How far a request is over its time depends on how much else the machine has to do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec
from werkzeug.test import Client

from bench.corpora import from_seed
from bench.torture.hostile_queries import Hostile, Sent
from bench.torture.trials import Trial, Tried
from index.compiled import compiling_seconds
from search.deadline import SECONDS
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest
from web import create_app
from web.settings import Settings

ALLOWED = SECONDS + 0.2
THREADS = 2
ROOT = Path(__file__).parents[2]

_BLOCK = 100
"""Requests a thread makes before the next are given out."""


class Answered(NamedTuple):
    """What came of some requests: how many faults, how many deliberate 503, and the slowest."""

    faults: int
    refused: int
    slowest: float
    example: str


def rows(trial: Trial) -> list[Tried]:
    """Send hostile requests to a small archive, many, and to a larger one, fewer."""
    return [
        row
        for passages, times in (
            (3_000, trial.times(10_000, 1_000_000)),
            (trial.times(20_000, 300_000), trial.times(1_000, 30_000)),
        )
        for row in _rows_of(trial, passages, times)
    ]


def _rows_of(trial: Trial, passages: int, times: int) -> Iterator[Tried]:
    folder = trial.work / str(passages)
    corpus = from_seed(passages, 6, folder / "archive")
    command = [sys.executable, "-m", "index", str(corpus.path.parent), "--index", str(folder / "i")]
    subprocess.run([*command, "--quiet"], cwd=ROOT, check=True)
    trial.say(f"an archive of {corpus.passages:,} passages")
    found = ask(folder / "i", times, seed=passages, say=trial.say)
    where = f"hostile requests, {corpus.passages:,} passages"
    yield Tried(
        what=f"{where}: answers with 5xx that are no deliberate 503", times=times,
        figure=found.faults, aim=0, note=f"{found.refused} refused for the time limit",
    )  # fmt: skip
    yield Tried(
        what=f"{where}: the slowest", times=times, figure=round(found.slowest, 3), aim=ALLOWED,
        unit="s", note=f"{os.cpu_count()} cores",
    )  # fmt: skip


def ask(index: Path, times: int, seed: int, say: object = None) -> Answered:
    """Send so many hostile requests to an application over an index."""
    engine = EmbeddedEngine(index)
    engine.warm()
    application = create_app(Settings(index=index, kept_replies=0), engine)
    results = engine.search(SearchRequest(query="", limit=50)).results
    documents = [result.document.id for result in results]
    words = [found.value for letter in "aeiost" for found in engine.suggest(letter, limit=50)]
    blocks = range(seed, seed + (times + _BLOCK - 1) // _BLOCK)

    def block(number: int) -> Answered:
        made = Hostile(words or ["a"], documents, number)
        client = Client(application)
        left = min(_BLOCK, times - (number - seed) * _BLOCK)
        return summed(answered(client, made.request()) for _ in range(left))

    done: list[Answered] = []
    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(block, blocks):
            done.append(found)
            if callable(say) and len(done) % 20 == 0:
                say(f"{len(done) * _BLOCK:,} of {times:,}, {summed(done)}")
    engine.close()
    return summed(done)


def answered(client: Client, sent: Sent) -> Answered:
    """Send a request, and see whether what came back is an answer or a refusal, and when."""
    began = _working_time()
    try:
        response = client.open(
            sent.address, method=sent.method, data=sent.body or None, content_type=sent.kind or None
        )
        pieces = iter(response.response)
        first = next(pieces, b"")
    except Exception as error:
        return Answered(1, 0, _working_time() - began, f"{error!r} {sent.address[:2_000]}")
    took = _working_time() - began
    refused = response.status_code == 503 and b"given up" in _whole([first, *pieces])
    faulty = response.status_code >= 500 and not refused
    response.close()
    return Answered(int(faulty), int(refused), took, f"{sent.method} {sent.address[:2_000]}")


def _working_time() -> float:
    """Seconds, without those in which loops were compiled, once on each machine."""
    return time.perf_counter() - compiling_seconds()


def _whole(pieces: Iterable[object]) -> bytes:
    return b"".join(p if isinstance(p, bytes) else str(p).encode() for p in pieces)


def summed(found: Iterator[Answered] | list[Answered]) -> Answered:
    """Several as one; the example is of a fault, or else the slowest."""
    faults = refused = 0
    worst = Answered(0, 0, 0.0, "")
    for one in found:
        faults, refused = faults + one.faults, refused + one.refused
        if (one.faults > 0, one.slowest) > (worst.faults > 0, worst.slowest):
            worst = one
    return Answered(faults, refused, worst.slowest, worst.example)


if __name__ == "__main__":
    print(msgspec.json.encode(ask(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), print)))
