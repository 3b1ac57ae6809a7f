"""Numbers in narrow integers come back as they were, whatever was exceptional among them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.columnar.array_files import ArrayFile, narrowest
from index.columnar.overflow import OverflowWriter, overflow_row


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(st.one_of(st.integers(0, 5), st.integers(250, 2**32 - 1)))))
def test_a_row_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[int]]
) -> None:
    folder = tmp_path_factory.mktemp("row")
    writer = OverflowWriter(folder, "row", np.uint8)
    for part in parts:
        writer.add(np.array(part, np.uint32))
    writer.close()
    arrays = {path.stem: np.load(path) for path in folder.iterdir()}
    row, numbers = overflow_row("row", arrays), [number for part in parts for number in part]
    assert (len(numbers), numbers) == (len(row), row.stretch(0, len(row)).tolist())
    middle = len(numbers) // 2
    assert numbers[middle:] == row.stretch(middle, len(row)).tolist()
    places = np.arange(len(numbers))[::-1]
    if numbers:
        assert numbers[::-1] == row.at(places).tolist()


def test_an_array_is_written_piece_by_piece(tmp_path: Path) -> None:
    file = ArrayFile(tmp_path / "a.npy", np.uint16)
    for part in ([1, 2], [], [3]):
        file.append(np.array(part, np.int64))
    file.close()
    assert [1, 2, 3] == np.load(tmp_path / "a.npy").tolist()


def test_addresses_take_32_bits_only_while_they_fit() -> None:
    assert np.uint32 == narrowest(np.array([2**32 - 1])).dtype
    assert np.int64 == narrowest(np.array([2**32])).dtype
    assert np.uint32 == narrowest(np.zeros(0, np.int64)).dtype
