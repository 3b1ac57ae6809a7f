"""How a run of the indexer tells where it is, how fast it goes, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, Protocol

from rich import progress as bars
from rich.console import Console

Unit = Literal["bytes", "documents"]

SECONDS_BETWEEN_LINES = 10.0
SECONDS_BETWEEN_UPDATES = 0.1


class Progress(Protocol):
    """Told of every step of a run; what it does with it is its own affair."""

    def begin(self, stage: str, total: int, unit: Unit) -> None:
        """A stage of so many units begins; the one before is over."""
        ...

    def advance(self, amount: int, captures: int = 0) -> None:
        """So many more units are done, and with them so many captures."""
        ...


class Silence:
    """Progress that nobody watches."""

    def begin(self, stage: str, total: int, unit: Unit) -> None:
        """Say nothing."""

    def advance(self, amount: int, captures: int = 0) -> None:
        """Say nothing."""


class Stage:
    """What has been done of one stage, and what follows from it."""

    def __init__(self, name: str, total: int, unit: Unit, now: float) -> None:
        self.name = name
        self.total = total
        self.done = 0
        self._unit = unit
        self._captures = 0
        self._started = now

    def advance(self, amount: int, captures: int) -> None:
        """Count what was done."""
        self.done += amount
        self._captures += captures

    def rate(self, now: float) -> str:
        """How fast it goes: captures and megabytes a second, or documents a second."""
        seconds = max(now - self._started, 0.001)
        if self._unit == "documents":
            return f"{self.done / seconds:,.0f} documents/s"
        return f"{self._captures / seconds:,.0f} captures/s, {self.done / 1e6 / seconds:.1f} MB/s"

    def remaining(self, now: float) -> str:
        """How long the rest takes at the rate so far; nothing before there is a rate."""
        if not self.done:
            return ""
        seconds = (now - self._started) * max(self.total - self.done, 0) / self.done
        minutes, seconds = divmod(round(seconds), 60)
        return f"about {minutes} min {seconds} s left" if minutes else f"about {seconds} s left"

    def share(self) -> str:
        """How much of it is done."""
        return f"{min(self.done / self.total, 1):.0%}" if self.total else "100%"


class Lines:
    """A line of plain text now and then, for logs and pipes."""

    def __init__(self, write: Callable[[str], None], now: Callable[[], float]) -> None:
        self._write = write
        self._now = now
        self._written = now()
        self._stage = Stage("", 0, "bytes", self._written)

    def begin(self, stage: str, total: int, unit: Unit) -> None:
        """Start counting anew."""
        self._stage = Stage(stage, total, unit, self._now())

    def advance(self, amount: int, captures: int = 0) -> None:
        """Count, and write a line if the last one was long enough ago."""
        stage, now = self._stage, self._now()
        stage.advance(amount, captures)
        if now - self._written >= SECONDS_BETWEEN_LINES:
            self._written = now
            told = (stage.share(), stage.rate(now), stage.remaining(now))
            self._write(f"{stage.name}: {', '.join(part for part in told if part)}")


class Bars:
    """A bar a stage on a terminal, redrawn in place."""

    def __init__(self, display: bars.Progress, now: Callable[[], float]) -> None:
        self._display = display
        self._now = now
        self._drawn = 0.0
        self._stage = Stage("", 0, "bytes", now())
        self._task: bars.TaskID | None = None

    def begin(self, stage: str, total: int, unit: Unit) -> None:
        """Add a bar below the one before, which is now full."""
        self._draw(complete=True)
        self._stage = Stage(stage, total, unit, self._now())
        self._task = self._display.add_task(stage, total=max(total, 1), told="")

    def advance(self, amount: int, captures: int = 0) -> None:
        """Count, and redraw if the last time was long enough ago."""
        self._stage.advance(amount, captures)
        if self._now() - self._drawn >= SECONDS_BETWEEN_UPDATES:
            self._draw()

    def _draw(self, *, complete: bool = False) -> None:
        if self._task is None:
            return
        self._drawn = now = self._now()
        told = self._stage.rate(now)
        if not complete:
            told += f", {self._stage.remaining(now)}"
        done = max(self._stage.total, 1) if complete else self._stage.done
        self._display.update(self._task, completed=done, told=told)


@contextmanager
def watched(console: Console, *, quiet: bool) -> Iterator[Progress]:
    """Progress on a console: bars on a terminal, lines elsewhere, nothing where `quiet`."""
    if quiet:
        yield Silence()
    elif not console.is_terminal:
        yield Lines(lambda line: console.print(line, soft_wrap=True), time.monotonic)
    else:
        columns = (
            bars.TextColumn("{task.description:>9}"), bars.BarColumn(), bars.TaskProgressColumn(),
            bars.TextColumn("{task.fields[told]}"),
        )  # fmt: skip
        with bars.Progress(*columns, console=console, transient=True) as display:
            yield Bars(display, time.monotonic)
