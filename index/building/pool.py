"""Extraction on every core, in order, and alive whatever a capture does to a worker.

Results come back in the order of the captures, and only a bounded number of captures is under
way at a time, so memory does not grow with the archive. A capture on which extraction raises is
a Failure; so is one on which a worker process dies.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TypeVar

from index.archive import Archive
from index.documents import Capture, Extraction, Failure
from index.errors import CaptureError
from index.storage.packing import Packed, pack

Outcome = Packed | Failure
Ticket = TypeVar("Ticket")
Result = TypeVar("Result")

_ALONE = 1.0
"""Seconds of processor time before workers are started, which takes as long: a small archive, or
what is new in a large one, is done by then."""
_AHEAD = 8
"""Captures under way for each worker."""
_RISKY = 2**19
"""Bytes from which a capture is only extracted in a worker, whose death costs nothing else."""
_MOST_UNDER_WAY = 64 * 2**20
"""Characters under way at most, beside one capture that may be longer."""


def extract_packed(capture: Capture, archive: Archive) -> Outcome:
    """Extract one capture, for storing; whatever goes wrong with it is a Failure."""
    return try_extract(capture, archive, pack)


def extract_in_worker(capture: Capture, archive: Archive) -> Outcome:
    """Extract one capture in a process whose time and memory are bounded."""
    from index.extraction.bounds import ended_when_stuck

    with ended_when_stuck():
        return extract_packed(capture, archive)


def try_extract(
    capture: Capture, archive: Archive, finish: Callable[[Extraction], Result]
) -> Result | Failure:
    """Extract one capture and `finish` the extraction.

    Whatever goes wrong with either is a Failure that says what: one bad capture must never
    stop a run.
    """
    # Imported when needed: commands that only search shall not wait for the HTML parsers.
    from index.extraction.extract import extract

    try:
        return finish(extract(capture, archive))
    except CaptureError as error:
        reason, message = error.reason, str(error)
    except Exception as error:
        reason, message = "internal", f"extraction failed: {type(error).__name__}: {error}"
    return Failure(path=capture.path, record=capture.record, reason=reason, message=message)


class Extractor:
    """Extracts captures in `jobs` processes; harmless ones in this one where `jobs` is 1."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._alone = 0.0
        """Seconds of processor time spent on extraction in this process."""
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Extractor:
        return self

    def __exit__(self, *details: object) -> None:
        self._stop()

    def extractions(
        self, tasks: Iterable[tuple[Ticket, Capture | Outcome, Archive]]
    ) -> Iterator[tuple[Ticket, Outcome]]:
        """The outcome of each task in order; a task may come with its outcome already known."""
        waiting: deque[tuple[Ticket, Capture | Outcome, Archive, Future[Outcome] | None]] = deque()
        under_way = 0
        for ticket, work, archive in tasks:
            waiting.append((ticket, work, archive, self._submit(work, archive)))
            under_way += _length(work)
            while waiting and (
                len(waiting) > self._jobs * _AHEAD
                or under_way > _MOST_UNDER_WAY
                or waiting[0][3] is None
            ):
                under_way -= _length(waiting[0][1])
                yield self._finish(*waiting.popleft())
        while waiting:
            yield self._finish(*waiting.popleft())

    def _submit(self, work: Capture | Outcome, archive: Archive) -> Future[Outcome] | None:
        """Hand a capture to the workers; None where this process is to do it."""
        if not isinstance(work, Capture):
            return None
        if not _is_risky(work) and (self._jobs == 1 or self._alone < _ALONE):
            return None
        try:
            return self._workers().submit(extract_in_worker, work, archive)
        except BrokenProcessPool:
            self._stop()
            return self._workers().submit(extract_in_worker, work, archive)

    def _finish(
        self,
        ticket: Ticket,
        work: Capture | Outcome,
        archive: Archive,
        future: Future[Outcome] | None,
    ) -> tuple[Ticket, Outcome]:
        if not isinstance(work, Capture):
            return ticket, work
        if future is None:
            return ticket, self._extract_alone(work, archive)
        try:
            return ticket, future.result()
        except BrokenProcessPool:
            return ticket, self._retry(work, archive)

    def _extract_alone(self, capture: Capture, archive: Archive) -> Outcome:
        began = time.thread_time()
        outcome = extract_packed(capture, archive)
        self._alone += time.thread_time() - began
        return outcome

    def _retry(self, capture: Capture, archive: Archive) -> Outcome:
        """Extract by itself a capture that was under way when a worker died.

        All captures then under way are lost with it; the one that kills a worker again is it.
        """
        self._stop()
        try:
            return self._workers().submit(extract_in_worker, capture, archive).result()
        except BrokenProcessPool:
            self._stop()
        return Failure(
            path=capture.path,
            record=capture.record,
            reason="crashed",
            message="extraction ended its process, for want of memory or time",
        )

    def _workers(self) -> ProcessPoolExecutor:
        """The workers, started when first needed.

        They are spawned, not forked: a forked one would inherit the writer's lock and keep it.
        """
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(
                self._jobs, mp_context=context, initializer=end_with_parent
            )
        return self._executor

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def _length(work: Capture | Outcome) -> int:
    return len(work.text) + len(work.content) if isinstance(work, Capture) else 0


def _is_risky(capture: Capture) -> bool:
    """Whether a capture is more likely than others to end the process that extracts it."""
    return capture.form == "pdf" or len(capture.text) > _RISKY


def end_with_parent() -> None:
    """Have this worker end when its parent does, even where that is killed without warning."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
