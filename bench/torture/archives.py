"""Small archives to torture, told by a number: the same number gives the same archive."""

from __future__ import annotations

import json
from pathlib import Path

_MOST = 60
"""Captures an archive keeps that changes again and again."""

_PLACES = ("Saltmere", "Ostrel", "Fennick", "Harrow Point", "the Skerries", "Tarn")
_WORKS = ("sea wall", "causeway", "lighthouse", "fish market", "harbour toll", "ferry")


def write_archive(folder: Path, documents: range) -> None:
    """Write captures of some documents, a file each; those that are there stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in documents:
        path = folder / f"{number:05d}.jsonl"
        if not path.exists():
            path.write_text(json.dumps(_record(number)) + "\n", encoding="utf-8")


def _record(number: int) -> dict[str, str]:
    place, work = _PLACES[number % len(_PLACES)], _WORKS[number // 2 % len(_WORKS)]
    return {
        "id": f"d{number:05d}",
        "title": f"The {work} of {place}, letter {number}",
        "date": f"20{number % 30:02d}-0{number % 9 + 1}-1{number % 9}",
        "source": "The Island Packet",
        "text": f"Letter {number} says that the {work} of {place} will be mended before winter.\n\n"
        f"It was promised {number} times, and every word of it stands in the minutes.",
    }


def change(folder: Path, number: int) -> None:
    """Change an archive as the commit of a number finds it: more, less, or other captures."""
    write_archive(folder, range(number * 4, number * 4 + 6))
    files = sorted(folder.glob("*.jsonl"))
    for path in files[:-_MOST]:
        path.unlink()
    files = files[-_MOST:]
    if number % 3 == 2:
        files[number % len(files)].unlink()
    if number % 4 == 3:
        edited = files[-1 - number % 3]
        if edited.exists():
            edited.write_text(json.dumps(_record(10_000 + number)) + "\n", encoding="utf-8")
