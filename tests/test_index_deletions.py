"""What deleted passages held is what they hold, and damage to it is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import stem, words
from index.columnar.segment import Segment, open_segment
from index.columnar.writing import write_segment
from index.deletions import Dropped, dropped_of, dropped_together, open_dropped, write_dropped
from index.errors import DamagedIndex

TEXTS = ["gull gulls gull", "", "tolled tern", "toll the gull", "quays", "the the the"]


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Segment:
    folder = tmp_path_factory.mktemp("words") / "segment"
    write_segment(folder, TEXTS)
    return open_segment(folder)


def counted(segment: Segment, dropped: Dropped) -> tuple[dict[str, int], dict[str, int]]:
    stems = map(segment.stems.word, dropped.stems.tolist())
    forms = map(segment.forms.word, dropped.forms.tolist())
    return (
        dict(zip(stems, dropped.passages.tolist(), strict=True)),
        dict(zip(forms, dropped.occurrences.tolist(), strict=True)),
    )


@settings(deadline=None)
@given(st.sets(st.integers(0, len(TEXTS) - 1)), st.sets(st.integers(0, len(TEXTS) - 1)))
def test_what_is_dropped_at_once_or_in_two_steps_is_what_stands_there(
    segment: Segment, one: set[int], other: set[int]
) -> None:
    rows = [words(TEXTS[passage]) for passage in sorted(one | other)]
    stems = Counter(found for row in rows for found in set(map(stem, row)))
    forms = Counter(word for row in rows for word in row)
    steps = [np.array(sorted(step), np.int64) for step in (one, other - one)]
    whole = dropped_of(segment, np.array(sorted(one | other), np.int64))
    assert (stems, forms) == counted(segment, whole)
    in_steps = dropped_together([dropped_of(segment, step) for step in steps])
    assert (stems, forms) == counted(segment, in_steps)
    for array in (*whole, *in_steps):
        assert np.uint32 == array.dtype


def test_what_was_written_comes_back(segment: Segment, tmp_path: Path) -> None:
    dropped = dropped_of(segment, np.array([0, 3]))
    write_dropped(tmp_path / "0.npz", dropped)
    for expected, found in zip(dropped, open_dropped(tmp_path / "0.npz"), strict=True):
        assert expected.tolist() == found.tolist()


def test_damage_is_named(tmp_path: Path) -> None:
    path = tmp_path / "7.npz"
    with pytest.raises(DamagedIndex, match=r"7\.npz"):
        open_dropped(path)
    none = np.zeros(1)
    np.savez(path, stems=none)
    with pytest.raises(DamagedIndex, match=r"7\.npz"):
        open_dropped(path)
    np.savez(path, stems=none, passages=none, forms=none, occurrences=none)
    with pytest.raises(DamagedIndex, match=r"7\.npz"):
        open_dropped(path)
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(DamagedIndex, match=r"7\.npz"):
        open_dropped(path)
