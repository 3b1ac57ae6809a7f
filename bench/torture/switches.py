"""Promise 6: readers never notice a reindex: no request is lost, no answer mixes generations.

Each edition of the archive has a number of its own in every passage, and so many documents as
that number tells. Readers ask a real server for searches, pages, concordances and exports while
CURRENT goes from one edition to another, and see whether an answer is of one edition and whole.
"""

from __future__ import annotations

import http.client
import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from bench.serving import served
from bench.torture.trials import Trial, Tried
from web.server import Address

READERS = 8
ROOT = Path(__file__).parents[2]

_PATIENCE = 1.0
"""Seconds a switch waits at most until every reader could have had an answer since the last."""

_ADDRESSES = (
    "/api/v1/search?q=wall&group=passage&limit=100",
    "/search.ndjson?q=wall",
    "/?q=wall",
    "/api/v1/concordance?q=wall&limit=500",
    "/concordance.csv?q=wall",
    "/",
    "/sources",
)
_EDITION = re.compile(r"edition(\d+)")


def rows(trial: Trial) -> list[Tried]:
    """Switch to and fro between two editions, then index new ones, under the eyes of readers."""
    index = trial.work / "index"
    pointers = []
    for edition in (1, 2):
        reindex(trial.work / "archive", index, edition)
        pointers.append((index / "CURRENT").read_bytes())
    switches, reindexes = trial.times(100, 10_000), trial.times(4, 60)
    with served("kept", str(index)) as address:
        with Readers(address) as readers:
            for number in range(switches):
                point(index, pointers[number % 2])
                readers.wait_for_answers()
        trial.say(f"{switches} switches, {readers.answers} answers")
        with Readers(address) as others:
            for edition in range(3, 3 + reindexes):
                reindex(trial.work / "archive", index, edition)
        trial.say(f"{reindexes} reindexes, {others.answers} answers")
    return [
        *_judged("switches of CURRENT", switches, readers),
        *_judged("reindexes", reindexes, others),
    ]


def _judged(what: str, times: int, readers: Readers) -> list[Tried]:
    note = f"{READERS} readers, {readers.answers:,} answers; editions seen: {len(readers.seen)}"
    first = "; ".join(readers.troubles[:2])
    return [
        Tried(what=f"{what}: requests that failed", times=times, figure=readers.failed, aim=0,
              note=note if not readers.failed else first),
        Tried(what=f"{what}: answers of two editions, or not whole", times=times,
              figure=readers.mixed, aim=0, note=first if readers.mixed else ""),
    ]  # fmt: skip


def documents_of(edition: int) -> int:
    """How many documents an edition has."""
    return 20 + edition % 11


def reindex(archive: Path, index: Path, edition: int) -> None:
    """Write an edition of the archive in the place of the one before, and index it."""
    shutil.rmtree(archive, ignore_errors=True)
    archive.mkdir(parents=True)
    (archive / "archive.toml").write_text(f'title = "Papers edition{edition}"\n')
    for number in range(documents_of(edition)):
        record = {
            "title": f"Letter {number}, edition{edition}",
            "date": f"2019-01-{number % 28 + 1:02d}",
            "source": f"Packet edition{edition}",
            "text": f"The wall of edition{edition} stands in letter {number}.",
        }
        (archive / f"{number}.jsonl").write_text(json.dumps(record) + "\n")
    command = [sys.executable, "-m", "index", str(archive), "--index", str(index), "--quiet"]
    subprocess.run([*command, "--jobs", "1"], cwd=ROOT, check=True)


def point(index: Path, pointer: bytes) -> None:
    """Make CURRENT name another generation, as a reindex does in the end."""
    draft = index / "CURRENT.new"
    draft.write_bytes(pointer)
    draft.replace(index / "CURRENT")


class Readers:
    """Several threads that ask a server without a pause, and judge what it answers."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(n,)) for n in range(READERS)]
        self._lock = threading.Lock()
        self.answers = self.failed = self.mixed = 0
        self.seen: Counter[int] = Counter()
        self.troubles: list[str] = []

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for_answers(self) -> None:
        """Until there are as many answers more as there are readers."""
        wanted, last = self.answers + READERS, time.monotonic() + _PATIENCE
        while self.answers < wanted and time.monotonic() < last:
            time.sleep(0.001)

    def _read(self, number: int) -> None:
        connection = http.client.HTTPConnection(*self._address, timeout=20)
        while not self._stop.is_set():
            path = _ADDRESSES[number % len(_ADDRESSES)]
            number += 1
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                status, body = response.status, response.read().decode()
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                self._note(f"{path}: {error!r}", failed=True)
                continue
            if status != 200:
                self._note(f"{path}: {status} {body[:200]}", failed=True)
            elif not is_whole(path, body):
                self._note(f"{path}: editions {set(_EDITION.findall(body))}", failed=False)
            else:
                self._note("", failed=False, edition=int(_EDITION.findall(body)[0]))
        connection.close()

    def _note(self, trouble: str, *, failed: bool, edition: int = 0) -> None:
        with self._lock:
            self.answers += 1
            self.failed += failed
            self.mixed += bool(trouble) and not failed
            if trouble:
                self.troubles.append(trouble)
            else:
                self.seen[edition] += 1


def is_whole(path: str, body: str) -> bool:
    """Whether an answer is of one edition, and of all its documents where it lists all."""
    editions = set(_EDITION.findall(body))
    if len(editions) != 1:
        return False
    expected = documents_of(int(editions.pop()))
    if path.startswith("/api/v1/search"):
        found = json.loads(body)
        return bool(len(found["results"]) == found["total"]["passages"] == expected)
    if path.startswith("/api/v1/concordance"):
        found = json.loads(body)
        return bool(len(found["lines"]) == found["total"]["occurrences"] == expected)
    if path.startswith("/search.ndjson"):
        return len(body.splitlines()) == expected
    if path.startswith("/concordance.csv"):
        return len(body.splitlines()) == expected + 1
    return True
