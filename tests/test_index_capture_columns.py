"""Captures know their file and place, and their documents follow them in the order of reading."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import DamagedIndex
from index.storage.capture_columns import (
    capture_columns,
    joined_captures,
    open_captures,
    write_captures,
)

# File, place, documents: read third, not there any more, first, second.
CAPTURES = capture_columns([(1, 0, 2), (-1, -1, 1), (0, 0, 1), (0, 3, 0)])


def test_the_order_of_reading_is_by_file_and_place_without_what_is_gone() -> None:
    assert [2, 3, 0] == CAPTURES.in_reading_order().tolist()
    assert [1, 2, -1, 0] == CAPTURES.document_ranks().tolist()


def test_the_documents_of_captures_follow_each_other() -> None:
    assert [3, 0, 1] == CAPTURES.documents_of(np.array([2, 3, 0])).tolist()


def test_captures_are_divided_and_joined_and_written_and_read(tmp_path: Path) -> None:
    halves = [CAPTURES.part(0, 1), CAPTURES.part(1, 4)]
    write_captures(joined_captures(halves), tmp_path / "captures")
    for expected, found in zip(CAPTURES, open_captures(tmp_path / "captures"), strict=True):
        assert expected.tolist() == found.tolist()
    assert 0 == len(joined_captures([]).file)


def test_damage_is_named(tmp_path: Path) -> None:
    write_captures(CAPTURES, tmp_path / "captures")
    (tmp_path / "captures" / "place.npy").write_bytes(b"x")
    with pytest.raises(DamagedIndex, match=r"place\.npy"):
        open_captures(tmp_path / "captures")
