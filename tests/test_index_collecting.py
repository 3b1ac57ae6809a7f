"""Shingles are collected part by part, and hardly any that nobody asked for."""

from __future__ import annotations

from weakref import ref

import numpy as np
import pytest

from index.columnar.row import Row
from index.parallels.collecting import Collected, Seen
from index.parallels.repetition import Keys, grouped
from index.parallels.rows import Marks, Rows

PASSAGES, WORDS = 4000, 50


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Passages of words by chance, of which hardly two share any five in a row."""
    chance = np.random.default_rng(1)
    near = chance.integers(1, 60_000, PASSAGES * (WORDS + 1), np.uint16)
    starts = np.arange(PASSAGES + 1, dtype=np.int64) * (WORDS + 1)
    numbers = chance.integers(0, 2**64, 60_000, np.uint64)
    none = np.zeros(0, np.int64)
    row = Row(starts, near, none, none.astype(np.uint32), np.zeros(60_000, np.uint8))
    every = np.ones(PASSAGES, np.bool_)
    return Rows(row, numbers, 0, every, every)


def changed(count: int) -> Marks:
    return np.arange(PASSAGES) < count


def test_hardly_any_shingles_are_collected_but_those_of_the_passages_seen(rows: Rows) -> None:
    seen = Seen([rows], [changed(400)])
    (keys,) = Collected(seen, [rows.after], twice=False, threads=1)
    own = 400 * (WORDS - 4)
    assert own <= len(keys) < 1.2 * own


def test_a_part_is_gone_before_the_next_is_collected(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = [np.concatenate([changed(400), changed(400)])]
    twofold = rows._replace(
        words=rows.words._replace(
            starts=np.arange(2 * PASSAGES + 1) * (WORDS + 1), near=np.tile(rows.words.near, 2)
        ),
        before=passages[0], after=passages[0],
    )  # fmt: skip
    monkeypatch.setattr("index.parallels.collecting.MOST_COLLECTED", 10_000)
    seen = Seen([twofold], passages)
    assert seen.parts > 2
    parts = iter(Collected(seen, passages, twice=True, threads=1))
    first = next(parts)
    held = [ref(first)]
    del first

    def watched(keys: Keys, bits: int) -> Keys:
        assert held.pop()() is None
        return grouped(keys, bits)

    monkeypatch.setattr("index.parallels.collecting.grouped", watched)
    next(parts)
    assert not held
