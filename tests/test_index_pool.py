"""Extraction on several cores: in order, in bounds, and alive whatever a capture does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.building.pool import Extractor, extract_packed
from index.documents import Capture, Failure
from index.storage.packing import Packed

ORPHANS = """
import os, sys, time
from index.archive import Archive
from index.documents import Capture
from index.building import pool

if __name__ == "__main__":
    pool._ALONE = 0
    text = "The ferry sailed at noon with nine passengers and the mail for the outer islands."
    captures = [Capture(path=str(n), form="text", text=text, sha256="") for n in range(40)]
    with pool.Extractor(2) as extractor:
        outcomes = extractor.extractions((n, c, Archive()) for n, c in enumerate(captures))
        next(outcomes)
        print(*extractor._executor._processes, flush=True)
        sys.stdin.read()
"""


def capture(path: str, text: str) -> Capture:
    return Capture(path=path, form="text", text=text, sha256="")


def story(number: int) -> str:
    return f"Boat {number}\n\nThe ferry sailed at {number} with the mail for the outer islands."


def test_an_exception_in_extraction_is_a_failure_with_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(capture: Capture, archive: Archive) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("index.extraction.extract.extract", broken)
    capture = Capture(path="a.txt", record="3", form="text", text="x", sha256="")
    assert Failure(
        path="a.txt", record="3", reason="internal",
        message="extraction failed: RecursionError: too deep",
    ) == extract_packed(capture, Archive())  # fmt: skip


def test_a_capture_that_kills_its_worker_is_a_failure_and_the_others_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.building.pool._ALONE", 0)
    monkeypatch.setattr("index.building.pool.extract_in_worker", _die_on_poison)
    captures = [
        Capture(path=f"{n}", form="text", text="poison" if n == 1 else "x", sha256="")
        for n in range(4)
    ]
    with Extractor(2) as extractor:
        tasks = ((capture.path, capture, Archive()) for capture in captures)
        outcomes = [outcome for _, outcome in extractor.extractions(tasks)]
    reasons = [outcome.reason for outcome in outcomes if isinstance(outcome, Failure)]
    assert ["survived", "crashed", "survived", "survived"] == reasons


def _die_on_poison(capture: Capture, archive: Archive) -> Failure:
    if capture.text == "poison":
        os._exit(9)
    return Failure(path=capture.path, reason="survived", message="")


def test_outcomes_come_in_order_known_ones_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.building.pool._ALONE", 2)
    known = Failure(path="known", reason="known", message="")
    work = [capture(str(n), story(n)) if n % 3 else known for n in range(30)]
    for jobs in (1, 2):
        with Extractor(jobs) as extractor:
            tasks = ((n, item, Archive()) for n, item in enumerate(work))
            found = list(extractor.extractions(tasks))
        assert list(range(30)) == [ticket for ticket, _ in found]
        assert [n % 3 > 0 for n in range(30)] == [isinstance(o, Packed) for _, o in found]


@pytest.mark.parametrize(("seconds", "started"), [(1e9, False), (1e-9, True)])
def test_workers_are_started_once_extraction_has_taken_so_long(
    monkeypatch: pytest.MonkeyPatch, seconds: float, started: bool
) -> None:
    monkeypatch.setattr("index.building.pool._ALONE", seconds)
    with Extractor(2) as extractor:
        tasks = ((n, capture(str(n), story(n)), Archive()) for n in range(60))
        assert 60 == len(list(extractor.extractions(tasks)))
        assert started == (extractor._executor is not None)


def test_risky_captures_are_never_extracted_in_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.building.pool.extract_in_worker", _die_on_poison)
    pdf = Capture(path="a.pdf", form="pdf", text="poison", sha256="")
    long = capture("long.txt", "x" * 2**20)
    with Extractor(1) as extractor:
        outcomes = list(extractor.extractions([(1, pdf, Archive()), (2, long, Archive())]))
    reasons = [outcome.reason for _, outcome in outcomes if isinstance(outcome, Failure)]
    assert ["crashed", "survived"] == reasons


def test_only_so_many_captures_are_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.building.pool._ALONE", 0)
    monkeypatch.setattr("index.building.pool._MOST_UNDER_WAY", 300)
    read = []

    def tasks() -> Iterator[tuple[int, Capture, Archive]]:
        for number in range(20):
            read.append(number)
            yield number, capture(str(number), story(number)), Archive()

    with Extractor(2) as extractor:
        for done, _ in enumerate(extractor.extractions(tasks())):
            assert len(read) - done <= 300 // len(story(0)) + 2


def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS)
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        workers = [int(worker) for worker in parent.stdout.readline().split()]
        assert 2 == len(workers)
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 20
    while any(map(_runs, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, workers))


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
