"""No capture takes more time or memory than it may, and the run goes on."""

from __future__ import annotations

import gc
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
try:
    with bounds.bounded():
        bytearray(2**28)
except CaptureError as error:
    print(error.reason)
print(len(bytearray(2**28)))
"""
LIMITED = """
import resource
from index.errors import CaptureError
from index.extraction import bounds
resource.setrlimit(resource.RLIMIT_DATA, (2**29, 2**29))
bounds.MEMORY = 2**40
try:
    with bounds.bounded():
        print(resource.getrlimit(resource.RLIMIT_DATA)[0])
        bytearray(2**30)
except CaptureError as error:
    print(error.reason)
"""
LARGE = """
import resource, sys
from index.archive import Archive
from index.documents import Capture
from index.extraction import bounds
from index.building.pool import extract_packed
bounds.MEMORY = 2**26
before = resource.getrlimit(resource.RLIMIT_DATA)
story = "<p>The ferry sailed at noon, said the master of the harbour.</p>"
for page in (story * 9, story * 400_000, story * 9):
    found = extract_packed(Capture(path="a.html", form="html", text=page, sha256=""), Archive())
    print(getattr(found, "reason", "done"))
print(before == resource.getrlimit(resource.RLIMIT_DATA))
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
def test_a_capture_takes_no_more_memory_than_it_may_and_others_may_again() -> None:
    assert ["too_large", str(2**28)] == program(GREEDY).stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_a_page_that_takes_too_much_memory_is_refused_in_whatever_process_takes_it_apart() -> None:
    assert ["done", "too_large", "done", "True"] == program(LARGE).stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_a_lower_limit_of_memory_stays() -> None:
    told = program(LIMITED)
    assert [str(2**29), "too_large"] == told.stdout.split(), told.stderr


def test_garbage_is_not_looked_for_while_a_capture_is_taken_apart() -> None:
    """And is again afterwards, whatever became of the capture."""
    with bounded():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(CaptureError), bounded(0.1):
        re.match(r"(a+)+b", "a" * 40)
    assert gc.isenabled()
