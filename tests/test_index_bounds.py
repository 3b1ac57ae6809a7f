"""No capture takes more time or memory than it may, and the run goes on."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time

import pytest

from index.errors import CaptureError
from index.extraction.bounds import bounded

STUCK = """
import time
from index.extraction.bounds import ended_when_stuck
with ended_when_stuck(0.2):
    while True:
        try:
            time.sleep(9)
        except BaseException:
            pass
"""
GREEDY = """
from index.errors import CaptureError
from index.extraction import bounds
bounds.MEMORY = 2**27
bounds.bound_worker()
try:
    with bounds.bounded():
        bytearray(2**28)
except CaptureError as error:
    print(error.reason)
print(len(bytearray(2**26)))
"""


def program(text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)


def test_what_takes_too_long_is_stopped_even_in_a_pattern() -> None:
    started = time.monotonic()
    with pytest.raises(CaptureError, match="took more than") as caught, bounded(0.2):
        re.match(r"(a+)+b", "a" * 40)
    assert "too_slow" == caught.value.reason
    assert time.monotonic() - started < 5


def test_what_ends_in_time_is_left_alone_and_so_are_the_signals() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with bounded(5):
        pass
    assert before == signal.getsignal(signal.SIGPROF)
    assert (0.0, 0.0) == signal.getitimer(signal.ITIMER_PROF)


def test_outside_the_main_thread_nothing_is_bounded_and_nothing_fails() -> None:
    done = []

    def work() -> None:
        with bounded(0.1):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [True] == done


def test_a_worker_that_cannot_be_stopped_is_ended() -> None:
    assert -signal.SIGALRM == program(STUCK).returncode


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_a_worker_has_no_more_memory_than_a_capture_may_take() -> None:
    assert ["too_large", str(2**26)] == program(GREEDY).stdout.split()
