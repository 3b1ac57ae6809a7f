"""How much is measured: everything, or what five minutes are enough for."""

from __future__ import annotations

from typing import NamedTuple


class Plan(NamedTuple):
    """Sizes in passages, counts of questions, and seconds.

    `sizes` are the synthetic archives whose costs are compared, the last one being the one
    everything else is measured on. `most` bounds what is read of a corpus file.
    """

    sizes: tuple[int, ...]
    most: int | None
    whoosh_sample: int
    questions: int
    few: int
    rounds: int
    repeats: int
    load_seconds: float
    starts: int
    added: int


FULL = Plan(
    sizes=(10_000, 100_000, 1_000_000),
    most=None,
    whoosh_sample=10_000,
    questions=200,
    few=20,
    rounds=3,
    repeats=2,
    load_seconds=8.0,
    starts=7,
    added=100,
)
QUICK = FULL._replace(
    sizes=(1_000, 3_000, 30_000),
    most=20_000,
    whoosh_sample=1_000,
    questions=40,
    few=8,
    rounds=2,
    repeats=1,
    load_seconds=3.0,
    starts=3,
    added=3,
)
"""An archive of 30,000 passages has some 3,000 documents, to which 3 are a thousandth as well."""
