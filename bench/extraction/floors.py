"""Scores that may not fall: what was reached on which pages, kept in `floors.json`.

An aim is what is wanted; a floor is what was had. A floor rises by itself; it is lowered only
where one says so. Floors hold for the pages they were measured on, and speed has none, since
that depends on the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.rows import Row

FILE = Path(__file__).parent / "floors.json"
SLACK = 0.002
"""How far a score may fall below its floor, for what differs between machines."""


class Floors(msgspec.Struct, frozen=True):
    """The digest of the pages measured on, and the figure of each row."""

    data: str
    figures: dict[str, float]


def load_floors(path: Path = FILE) -> Floors | None:
    """The floors in a file, if it is there."""
    return msgspec.json.decode(path.read_bytes(), type=Floors) if path.exists() else None


def fallen(rows: Sequence[Row], floors: Floors | None, data: str) -> list[str]:
    """What is worse than its floor, in words; nothing where the pages are others."""
    if floors is None or floors.data != data:
        return []
    return [
        f"{name}: {figure:.4f}, and it was {floors.figures[name]:.4f}"
        for name, (figure, sign) in _figures(rows).items()
        if name in floors.figures and sign * (floors.figures[name] - figure) > SLACK
    ]


def risen(rows: Sequence[Row], floors: Floors | None, data: str, *, lower: bool) -> Floors:
    """The floors after a run: the better of old and new, or the new ones to `lower` them."""
    old = floors.figures if floors is not None and floors.data == data and not lower else {}
    figures = {}
    for name, (figure, sign) in _figures(rows).items():
        before = old.get(name, figure)
        figures[name] = round(sign * max(sign * figure, sign * before), 4)
    return Floors(data, figures)


def save_floors(floors: Floors, path: Path = FILE) -> None:
    """Write floors to a file."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(floors), indent=2) + b"\n")


def _figures(rows: Sequence[Row]) -> dict[str, tuple[float, int]]:
    """The figure of each row that has a floor, and 1 where more is better, else -1."""
    return {
        f"{row.corpus}: {row.subject}": (row.figure, 1 if row.rule == "at least" else -1)
        for row in rows
        if row.aim is not None and "a second" not in row.subject
    }
