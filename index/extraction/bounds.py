"""How long the extraction of one capture may take, and how much memory.

Extraction meets pages that were made to stop it, and patterns that meet their worst case. What
takes too long is stopped between two steps of the interpreter; a worker process that is caught
in a library is ended by the system, which costs the capture and not the run.
"""

from __future__ import annotations

import gc
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from index.errors import CaptureError

SECONDS = 10.0
"""Of processor time for a capture."""
LAST_SECONDS = 30.0
"""After which a worker that has not stopped by then is ended, in time on the clock."""
MEMORY = 512 * 2**20
"""Bytes that a capture may take beside what the process has taken before."""
_AGAIN = 0.5
_STATM = Path("/proc/self/statm")


class _TimeUp(BaseException):
    """The time is up; no Exception, since libraries catch these."""


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """Raise CaptureError `too_slow` or `too_large` in what takes too much time or memory.

    Only in the main thread: no other gets signals, and a limit of memory would hold for all.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        with _bounded_memory(), _bounded_time(seconds), _uncollected():
            yield
    except _TimeUp:
        raise CaptureError(
            "too_slow", f"took more than {seconds:g} seconds to take apart: it may be no document"
        ) from None
    except MemoryError:
        raise CaptureError("too_large", "takes more memory than a capture may: split it") from None


@contextmanager
def ended_when_stuck(seconds: float = LAST_SECONDS) -> Iterator[None]:
    """End this process where what it does takes longer than it can be stopped."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def _bounded_time(seconds: float) -> Iterator[None]:
    previous = signal.signal(signal.SIGPROF, _stop)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


@contextmanager
def _bounded_memory() -> Iterator[None]:
    """Let this process take so much memory more; a lower limit that it has already stays.

    Only Linux counts what a process has of memory as its limit does.
    """
    if sys.platform != "linux":
        yield
        return
    limit, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _size_of_data() + MEMORY
    limits = [one for one in (limit, most, wanted) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave objects alone while a capture is taken apart.

    What it is taken apart into lives until it is done and hardly any of it is a cycle, so that
    to look through it for garbage again and again finds none; the memory is bounded.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TimeUp


def _size_of_data() -> int:
    """How many bytes of memory of its own this process has (proc(5), statm)."""
    with _STATM.open("rb", buffering=0) as file:
        return int(file.read().split()[5]) * resource.getpagesize()
