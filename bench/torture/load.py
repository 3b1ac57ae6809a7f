"""Promise 11: it carries load: many connections, a reindex every ten seconds, no error, no growth.

wrk sends mixed searches and pages; beside it the archive grows and is indexed anew, and the memory
of the workers is written down every second, as `/metrics` tells it: what is a worker's own, beyond
the page cache. How much it drifts is told by its median in the last third of the time beside that
in the third before; the first third is for caches to fill.
"""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from urllib.parse import quote

import msgspec

from bench.corpora import from_seed
from bench.serving import served
from bench.torture.trials import Trial, Tried
from web.server import Address

CONNECTIONS = 64
EVERY = 10.0
"""Seconds from the beginning of a reindex to the beginning of the next."""

PASSAGES = 20_000

_WARMING = 5.0
"""Seconds of load before anything is measured: what is compiled on a new machine is, then."""

OVER_TIME = Path(__file__).parent / "load.json"
ROOT = Path(__file__).parents[2]

_SCRIPT = """
local paths = {{ {paths} }}
local n = 0
request = function() n = n % #paths + 1; return wrk.format("GET", paths[n]) end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration,
    e.status + e.connect + e.read + e.write + e.timeout, latency:percentile(50),
    latency:percentile(99)))
end
"""


class Slice(msgspec.Struct, frozen=True):
    """Some seconds of load: requests, failures, and latencies in milliseconds."""

    at: float
    requests: int
    failed: int
    p50: float
    p99: float


class OverTime(msgspec.Struct, frozen=True):
    """What happened under load: slices, (second, MB) of workers' memory, seconds of reindexes."""

    slices: list[Slice]
    memory: list[tuple[float, float]]
    reindexes: list[float]

    @property
    def drift(self) -> float:
        """How much memory grew from the second third of the time to the last, as a part."""
        first, second = self._third(1), self._third(2)
        return median(second) / median(first) - 1

    def _third(self, number: int) -> list[float]:
        end = self.memory[-1][0]
        low, high = end * number / 3, end * (number + 1) / 3
        return [size for at, size in self.memory if low <= at <= high]


def rows(trial: Trial) -> list[Tried]:
    """Load a server for a quarter of a minute, or for five minutes."""
    seconds = trial.times(15, 300)
    archive, index = trial.work / "archive", trial.work / "index"
    corpus = from_seed(trial.times(5_000, PASSAGES), 11, archive)
    _index(archive, index)
    with served("kept", str(index)) as address:
        _slice(address, 0.0, _WARMING)
        found = under_load(address, archive, index, seconds, trial)
    if not trial.quick:
        OVER_TIME.write_bytes(msgspec.json.encode(found) + b"\n")
    return _judged(found, f"{corpus.passages:,} passages, 2 workers")


def _judged(found: OverTime, note: str) -> list[Tried]:
    requests = sum(each.requests for each in found.slices)
    seconds = round(found.memory[-1][0])
    what = f"{CONNECTIONS} connections for {seconds} s, {len(found.reindexes)} reindexes: "
    middle = median(each.p50 for each in found.slices)
    worst = max(each.p99 for each in found.slices)
    return [
        Tried(what=f"{what}errors", times=requests, aim=0, note=note,
              figure=sum(each.failed for each in found.slices)),
        Tried(what=f"{what}p50", times=requests, figure=round(middle / 1000, 3), unit="s"),
        Tried(what=f"{what}p99, the worst ten seconds", times=requests, unit="s",
              figure=round(worst / 1000, 3), note=f"{requests / seconds:,.0f} requests a second"),
        Tried(what=f"{what}drift of resident memory", times=len(found.memory), aim=0.05,
              figure=round(found.drift, 3), note=f"{found.memory[-1][1]:,.0f} MB at the end"),
    ]  # fmt: skip


def under_load(
    address: Address, archive: Path, index: Path, seconds: float, trial: Trial
) -> OverTime:
    """Load a server, index meanwhile, and watch."""
    stop = threading.Event()
    began = time.monotonic()
    memory: list[tuple[float, float]] = []
    reindexes: list[float] = []

    def watch() -> None:
        while not stop.wait(1.0):
            with suppress(OSError):  # it had to wait too long: the next second counts
                memory.append((time.monotonic() - began, worker_memory(address) / 1e6))

    def reindex() -> None:
        while not stop.wait(max(0.0, EVERY - (time.monotonic() - began) % EVERY)):
            reindexes.append(time.monotonic() - began)
            _grow(archive, len(reindexes))
            _index(archive, index)

    threads = [threading.Thread(target=watch), threading.Thread(target=reindex)]
    for thread in threads:
        thread.start()
    slices = []
    try:
        while time.monotonic() - began < seconds:
            left = seconds - (time.monotonic() - began)
            slices.append(_slice(address, time.monotonic() - began, min(EVERY, max(left, 1.0))))
            trial.say(f"{time.monotonic() - began:.0f} of {seconds:.0f} s, {slices[-1]}")
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    return OverTime(slices, memory, reindexes)


def _slice(address: Address, at: float, seconds: float) -> Slice:
    """One run of wrk."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(_SCRIPT.format(paths=", ".join(map(json.dumps, _paths()))))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout",
                   "10s", "-s", str(script), address.url]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if not found:
        raise RuntimeError(f"wrk did not say what it measured: {done.stdout}{done.stderr}")
    requests, _, failed, p50, p99 = map(int, found.groups())
    return Slice(round(at, 1), requests, failed, p50 / 1000, p99 / 1000)


def _paths() -> Iterator[str]:
    """What people and programs ask: searches of one word and more, filtered, pages, help."""
    for word in ("bra", "clou", "dri", "fle", "gra", "hea", "jo", "ki", "lu", "mea"):
        yield f"/api/v1/search?q={word}*"
        yield f"/api/v1/search?q={word}*+OR+st*&facets=source&timeline=year&limit=20"
        yield f"/?q={quote(word + '*')}"
        yield f"/api/v1/concordance?q={word}*&limit=20"
    yield from ("/", "/sources", "/help", "/static/rostrum.css", "/readyz")


def worker_memory(address: Address) -> float:
    """Bytes that the workers have for themselves, together."""
    connection = http.client.HTTPConnection(address.host, address.port, timeout=10)
    try:
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
    finally:
        connection.close()
    sizes = re.findall(r'rostrum_worker_memory_bytes\{.*kind="anonymous"\} (\d+)', text)
    return float(sum(map(int, sizes)))


def _grow(archive: Path, number: int) -> None:
    """Add a document, and take one away that was added before."""
    record = {
        "title": f"Addition {number}",
        "text": f"The wall was mended for the {number}th time.",
    }
    (archive / f"added-{number}.jsonl").write_text(json.dumps(record) + "\n")
    (archive / f"added-{number - 3}.jsonl").unlink(missing_ok=True)


def _index(archive: Path, index: Path) -> None:
    command = [sys.executable, "-m", "index", str(archive), "--index", str(index), "--quiet"]
    subprocess.run([*command, "--jobs", "1"], cwd=ROOT, check=True)
