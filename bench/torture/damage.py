"""Promise 4: whatever bit of an index flips and wherever a file is cut, `rostrum check` names it.

Flips and cuts are spread evenly over the files of a generation and CURRENT. What opening notices
already is told beside it: that reads sizes and what is small, never all.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from bench.torture.archives import change
from bench.torture.states import State, state
from bench.torture.trials import Trial, Tried
from index.building.build import build
from index.building.progress import Silence
from index.building.repairing import WentBack, repair
from index.errors import IndexingError
from index.storage.checking import check_current
from index.storage.generations import current_version, generation_path, open_generation

_COMMITS = 6
_CUTS = 0.2
"""The share of trials that cut a file short instead of flipping a bit of it."""


def rows(trial: Trial) -> list[Tried]:
    """Damage the files of an index of several segments, one at a time; then repair some."""
    archive, index, random = trial.work / "archive", trial.work / "index", Random(4)
    for number in range(_COMMITS):
        change(archive, number)
        build([archive], index)
    times = trial.times(200, 10_000)
    met = Met()
    for number in range(times):
        meet(index, random, met)
        if number % 1000 == 999:
            trial.say(f"{number + 1:,} of {times:,} damages")
    repairs = trial.times(4, 40)
    sound = [repaired(archive, index, random, alone=bool(n % 2)) for n in range(repairs)]
    return [
        Tried(
            what="a bit flipped or a file cut short: not found by `rostrum check`, or not named",
            times=times, figure=met.unnoticed, aim=0, note=f"in {len(files(index))} files",
        ),
        Tried(
            what="the same, opened: another error than one of damage, with what to do",
            times=times, figure=met.strange, aim=0,
        ),
        Tried(
            what="the same: found at opening already, which reads sizes and small files only",
            times=times, figure=met.at_opening / times * 100, unit="%",
        ),
        Tried(
            what="`rostrum check --repair`: not whole again, with the captures or without",
            times=repairs, figure=sound.count(False), aim=0,
        ),
    ]  # fmt: skip


class Met:
    """How damage was met so far."""

    def __init__(self) -> None:
        self.unnoticed = 0
        self.strange = 0
        self.at_opening = 0


def meet(index: Path, random: Random, met: Met) -> None:
    """Damage a file, ask for what is found, and put it back."""
    path = random.choice(files(index))
    content = path.read_bytes()
    path.write_bytes(damaged(content, random))
    try:
        met.unnoticed += not _is_named(path, index)
        opened = _is_opened(index)
        met.strange += opened is None
        met.at_opening += opened is False
    finally:
        path.write_bytes(content)


def damaged(content: bytes, random: Random) -> bytes:
    """The content with one bit flipped, or without its end."""
    if random.random() < _CUTS:
        return content[: random.randrange(len(content))]
    place = random.randrange(len(content))
    flipped = content[place] ^ 1 << random.randrange(8)
    return content[:place] + bytes([flipped]) + content[place + 1 :]


def files(index: Path) -> list[Path]:
    """CURRENT, and all files of the generation that it names."""
    folder = generation_path(index, str(current_version(index)))
    inside = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    return [index / "CURRENT", *sorted(inside)]


def repaired(archive: Path, index: Path, random: Random, *, alone: bool) -> bool:
    """Whether a damaged index is whole again after a repair; `alone`, without its captures."""
    build([archive], index, full=True)
    before = state(index)
    path = random.choice(files(index)[1:])
    path.write_bytes(damaged(path.read_bytes(), random))
    hidden = archive.with_name("hidden")
    if alone:
        archive.rename(hidden)
    try:
        done = repair(index, Silence(), 1)
        after = state(index)
    except (IndexingError, AssertionError):
        return False
    finally:
        if alone:
            hidden.rename(archive)
    return _is_as_before(before, after) and isinstance(done, WentBack) == alone


def _is_as_before(before: State, after: State) -> bool:
    return before.documents == after.documents and before.version != after.version


def _is_named(path: Path, index: Path) -> bool:
    found = check_current(index, lambda _: lambda _: None, 1).damage
    return any(path.name in line for line in found)


def _is_opened(index: Path) -> bool | None:
    """Whether an index can be opened; None where that fails in a way nobody foresaw."""
    try:
        open_generation(index).close()
    except IndexingError as error:
        return False if "rostrum check --repair" in str(error) else None
    except Exception:
        return None
    return True
