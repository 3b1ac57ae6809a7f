"""Promise 3: a full disk stops writing, nothing else, and once there is room all goes on.

Every call that takes room is refused in turn, and all after it; an engine that was opened before
searches meanwhile. Then the same on a disk that is really too small, and with a real limit to the
size of files, each a little larger than the last.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.torture.archives import write_archive
from bench.torture.faults import Counted, Full
from bench.torture.states import fresh, orphans, state
from bench.torture.trials import Trial, Tried
from index.building.build import build
from index.disk import witnessed
from index.errors import CannotWrite, IndexingError
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest

ROOT = Path(__file__).parents[2]

_KILOBYTES = 1 << 10


def rows(trial: Trial) -> list[Tried]:
    """Fill the disk at each call, and really."""
    archive, index = trial.work / "archive", trial.work / "index"
    write_archive(archive, range(8))
    build([archive], index)
    write_archive(archive, range(12))
    tried, broken = at_each_call(archive, index, every=trial.times(20, 1))
    trial.say(f"full at {tried} calls")
    limits = range(4 * _KILOBYTES, 120 * _KILOBYTES, trial.times(40, 4) * _KILOBYTES)
    limited = [limit for limit in limits if not survives_limit(archive, index, limit)]
    trial.say(f"files limited to {len(limits)} sizes")
    small = list(on_small_disks(archive, trial.work / "disk", every=trial.times(128, 16)))
    return [
        Tried(
            what="no room from a call on: searching stops, the error is unclear, or it does not"
            " go on once there is room",
            times=tried, figure=broken, aim=0,
        ),
        Tried(
            what="a real limit to the size of files: the same",
            times=len(limits), figure=len(limited), aim=0,
        ),
        Tried(
            what="a real disk that is too small: the same",
            times=len(small), figure=small.count(False), aim=0 if small else None,
            note="" if small else "no disk could be mounted here",
        ),
    ]  # fmt: skip


def at_each_call(archive: Path, index: Path, *, every: int) -> tuple[int, int]:
    """Refuse room from each call on: how often, and how often it was not as promised."""
    scratch = index.with_name("scratch")
    shutil.copytree(index, fresh(scratch))
    counted = Counted()
    with witnessed(counted):
        build([archive], scratch)
    broken, tried = 0, range(1, counted.calls + 1, every)
    for at in tried:
        shutil.copytree(index, fresh(scratch))
        broken += not survives(archive, scratch, at)
    return len(tried), broken


def survives(archive: Path, index: Path, at: int) -> bool:
    """Whether an index whose disk is full from a call on is as promised, then and afterwards."""
    old = state(index)
    with closing(EmbeddedEngine(index)) as engine:
        before = engine.search(_QUESTION).total.passages
        full = Full(at)
        refused = ""
        try:
            with witnessed(full):
                build([archive], index)
        except CannotWrite as error:
            refused = str(error)
        if state(index) == old and not _is_clear(refused, index):
            return False
        if refused and engine.search(_QUESTION).total.passages != before:
            return False
        return goes_on(archive, index)


def goes_on(archive: Path, index: Path) -> bool:
    """Whether the next run does what the last could not, and leaves nothing of it."""
    try:
        build([archive], index)
        found = state(index)
    except (IndexingError, AssertionError):
        return False
    return len(found.documents) == len(list(archive.glob("*.jsonl"))) and not orphans(index)


def survives_limit(archive: Path, index: Path, limit: int) -> bool:
    """Whether a run with a limit to the size of files fails clearly or is done; then it goes on."""
    scratch = index.with_name("scratch")
    shutil.copytree(index, fresh(scratch))
    old = state(scratch)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "index", str(archive), "--index", str(scratch), "--quiet"],
        cwd=ROOT, preexec_fn=limited, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode and (state(scratch) != old or not _is_clear(done.stderr, scratch)):
        return False
    return goes_on(archive, scratch)


def on_small_disks(archive: Path, disk: Path, *, every: int) -> Iterator[bool]:
    """Whether a run survives on disks of some sizes in KB, of which the last has room enough.

    Nothing where this user may mount none.
    """
    for size in range(256, 2048, every):
        with mounted(disk, size) as found:
            if not found:
                return
            yield _survives_on(archive, disk)


def _survives_on(archive: Path, disk: Path) -> bool:
    index, filler = disk / "index", disk / "filler"
    try:
        build([archive], index)
    except CannotWrite as error:
        # Too small for a first index: that is said, and nothing is left.
        return _is_clear(str(error), index) and not list(index.glob("generations/*"))
    old = state(index)
    free = shutil.disk_usage(disk).free
    filler.write_bytes(b"\0" * max(free - 96 * _KILOBYTES, 0))
    try:
        build([archive], index, full=True)
        return not orphans(index)
    except CannotWrite as error:
        clear = _is_clear(str(error), index) and state(index) == old and not orphans(index)
    filler.unlink()
    disk_usage = shutil.disk_usage(disk)
    # A disk with room for one index cannot hold the next beside it, and has said so.
    return clear and (disk_usage.free < disk_usage.used or goes_on(archive, index))


@contextmanager
def mounted(folder: Path, kilobytes: int) -> Iterator[bool]:
    """A disk of this size in a folder, in memory; False where it cannot be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(["mount", *options], capture_output=True, check=False).returncode
    except OSError:
        done = 1
    try:
        yield done == 0
    finally:
        if done == 0:
            subprocess.run(["umount", str(folder)], check=True)


def _is_clear(message: str, index: Path) -> bool:
    """Whether a message names a file of the index and says what to do."""
    told = " ".join(message.split())
    return str(index) in told and "cannot be written" in told and "then run the command" in told


_QUESTION = SearchRequest(query="mended")
