"""Captures that are meant to hurt hurt nobody: the trial of `make torture`, on a small scale."""

from __future__ import annotations

import random
from pathlib import Path

from bench.torture.captures import index_beside_good
from bench.torture.monsters import make_oddities, monsters, mutations

SEEDS = Path(__file__).parent.parent / "seeds"
QUICK = ("nested-100000.html", "bomb.html.gz", "length.warc", "wide.csv", "loop.pdf")


def test_damaged_captures_are_indexed_or_in_the_report(tmp_path: Path) -> None:
    originals = [path.read_bytes() for path in sorted(SEEDS.rglob("*.*"))]
    folder = tmp_path / "archive"
    folder.mkdir()
    written = []
    for number, content in enumerate(mutations(originals, 60, random.Random(4))):
        written.append(folder / f"{number}{('.html', '.txt', '.jsonl')[number % 3]}")
        written[-1].write_bytes(content)
    assert [] == index_beside_good(folder, written).faults


def test_monsters_and_oddities_stop_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    hostile = make_oddities(folder, tmp_path / "outside.txt")
    for name, content in monsters():
        if name in QUICK:
            hostile.append(folder / name)
            hostile[-1].write_bytes(content)
    run = index_beside_good(folder, hostile)
    assert [] == run.faults
    assert 7 <= run.failures
