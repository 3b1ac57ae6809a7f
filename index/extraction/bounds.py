"""How long the extraction of one capture may take, and how much memory.

Extraction meets pages that were made to stop it, and patterns that meet their worst case. What
takes too long is stopped between two steps of the interpreter; a worker process that is caught
in a library is ended by the system, which costs the capture and not the run.
"""

from __future__ import annotations

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
"""Bytes that a worker may take for a capture beside what it needs by itself."""
_AGAIN = 0.5


class _TimeUp(BaseException):
    """The time is up; no Exception, since libraries catch these."""


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """Raise CaptureError `too_slow` or `too_large` in what takes too much time or memory.

    Outside the main thread, where no signal comes, time is not bounded.
    """
    timed = threading.current_thread() is threading.main_thread()
    previous = signal.signal(signal.SIGPROF, _stop) if timed else None
    try:
        if timed:
            signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        yield
    except _TimeUp:
        raise CaptureError(
            "too_slow", f"took more than {seconds:g} seconds to take apart: it may be no document"
        ) from None
    except MemoryError:
        raise CaptureError("too_large", "takes more memory than a capture may: split it") from None
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, previous)


def bound_worker() -> None:
    """Give this process, which does nothing but extract, the memory that a capture may take.

    Only Linux counts what a process has of memory as its limit does.
    """
    if sys.platform != "linux":
        return
    used = _size_of_data()
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY, most))


@contextmanager
def ended_when_stuck(seconds: float = LAST_SECONDS) -> Iterator[None]:
    """End this process where what it does takes longer than it can be stopped."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TimeUp


def _size_of_data() -> int:
    """How many bytes of memory of its own this process has (proc(5), statm)."""
    return int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
