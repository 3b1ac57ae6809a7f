"""Promise 2: after a power cut at any moment there is the old generation or the new one.

Commits of a growing archive are followed call by call. After every call it is worked out what
the disk could hold had the power gone (see `lost_power`): everything unsynced lost, nothing lost,
and some of it lost or cut short at random; from each the index is opened and read whole. Then
every call is made to fail in turn, and the power cut after that.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from bench.torture.archives import change
from bench.torture.faults import Counted, Failing
from bench.torture.lost_power import Left, LostPower, lay_out
from bench.torture.states import NOTHING, State, fresh, orphans, state
from bench.torture.trials import Trial, Tried
from index.building.build import build
from index.disk import Call, witnessed
from index.errors import IndexingError

Seen = frozenset[tuple[str, bytes | None]]

LOSSES_ONCE_NAMED = 20
"""Losses at random that are tried after each call once the new generation has its name."""


def rows(trial: Trial) -> list[Tried]:
    """Cut the power after the calls of some commits; fail the calls of one."""
    commits, random = trial.times(2, 20), Random(2)
    archive, index = trial.work / "archive", trial.work / "index"
    cuts = neither = unready = 0
    for number in range(commits):
        change(archive, number)
        tried = cut(archive, index, trial.work / "left", random, every=trial.times(8, 1))
        cuts, neither, unready = cuts + tried[0], neither + tried[1], unready + tried[2]
        trial.say(f"{number + 1} of {commits} commits, {cuts:,} cuts")
    change(archive, commits)
    failed, broken = fail(archive, index, trial.work / "left", every=trial.times(25, 1))
    return [
        Tried(
            what="power cut after a call: neither the old generation whole nor the new one",
            times=cuts, figure=neither, aim=0, note=f"{commits} commits",
        ),
        Tried(
            what="power cut after a commit was told as done: not the new generation",
            times=commits * (2 + LOSSES_ONCE_NAMED), figure=unready, aim=0,
        ),
        Tried(
            what="a call fails, then the power: neither of them, or the next run fails",
            times=failed, figure=broken, aim=0,
        ),
    ]  # fmt: skip


def cut(
    archive: Path, index: Path, left: Path, random: Random, *, every: int
) -> tuple[int, int, int]:
    """One commit, its power cut again and again.

    Returns how many cuts were tried, after how many of them neither generation was there, and
    after how many, once it was told as done, not the new one.
    """
    old = state(index)
    disk = LostPower(index)
    snapshots = Snapshots(disk, left, random, every)
    with witnessed(snapshots):
        build([archive], index)
    disk.settle()
    new = state(index)
    neither = sum(found not in (old, new) for found in snapshots.found)
    told = snapshots.cuts(LOSSES_ONCE_NAMED)
    return len(snapshots.found), neither, sum(found != new for found in told)


class Snapshots(Counted):
    """A witness that cuts the power before calls, in the model, and asks what is left."""

    def __init__(self, disk: LostPower, left: Path, random: Random, every: int) -> None:
        super().__init__()
        self._disk = disk
        self._left = left
        self._random = random
        self._every = every
        self._known: dict[Seen, State | None] = {}
        self._named = False
        self.found: list[State | None] = []

    def met(self, number: int, call: Call) -> None:
        """Note what is left before a call, then follow it."""
        with self._lock:
            self._disk.settle()
            # Before anything gets its name, what is written can be seen by nobody.
            if self._named or number % self._every == 0:
                self.found += self.cuts(LOSSES_ONCE_NAMED if self._named else 1)
            self._disk(call)
            self._named |= call.kind == "rename"

    def cuts(self, losses: int) -> list[State | None]:
        """What is left when all is lost, when nothing is, and after so many losses at random."""
        told = [self.after(None, lose=lose) for lose in (True, False)]
        return told + [self.after(self._random, lose=True) for _ in range(losses)]

    def after(self, random: Random | None, *, lose: bool) -> State | None:
        """What is left when the power goes now; None where it is damaged."""
        left = self._disk.left(random, lose=lose)
        seen = _seen_by_readers(left)
        if seen not in self._known:
            lay_out(left, fresh(self._left))
            self._known[seen] = _state_or_damage(self._left / "index")
        return self._known[seen]


def _seen_by_readers(left: Left) -> Seen:
    """What of all that is left a reader opens: CURRENT and the generation that it names."""
    name = (left.get("index/CURRENT") or b"").partition(b"\n")[0].decode("ascii", "replace")
    within = f"index/generations/{name}/"
    return frozenset(
        (path, content)
        for path, content in left.items()
        if path in ("index/CURRENT", "index/generations") or path.startswith(within)
    )


def _state_or_damage(index: Path) -> State | None:
    try:
        return state(index)
    except (IndexingError, AssertionError):
        return None


def fail(archive: Path, index: Path, left: Path, *, every: int) -> tuple[int, int]:
    """Have calls of a commit fail in turn: how many, and after how many it was not as promised."""
    old, calls = state(index), calls_of(archive, index, left)
    broken = tried = 0
    for at in range(1, calls + 1, every):
        disk = LostPower(index)
        failing = Failing(at)

        def both(call: Call, disk: LostPower = disk, failing: Failing = failing) -> None:
            failing(call)
            disk(call)

        try:
            with witnessed(both):
                build([archive], index, full=True)
        except IndexingError:
            pass
        disk.settle()
        lay_out(disk.left(), fresh(left))
        tried += 1
        broken += not _recovers(archive, left / "index", old)
    return tried, broken


def calls_of(archive: Path, index: Path, scratch: Path) -> int:
    """How many calls a commit makes that indexes all of an archive again."""
    counted = Counted()
    shutil.copytree(index, fresh(scratch) / "index")
    with witnessed(counted):
        build([archive], scratch / "index", full=True)
    return counted.calls


def _recovers(archive: Path, index: Path, old: State) -> bool:
    """Whether an index is whole, with the documents of before or all there are, and goes on."""
    try:
        found = state(index)
        build([archive], index, full=True)
        after = state(index)
    except (IndexingError, AssertionError):
        return False
    known = (old.documents, after.documents, NOTHING.documents if old == NOTHING else None)
    return found.documents in known and not orphans(index)
