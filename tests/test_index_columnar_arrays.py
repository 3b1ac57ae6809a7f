"""Numbers in narrow integers come back as they were, whatever was exceptional among them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.columnar import frequencies
from index.columnar.array_files import ArrayFile, narrowest
from index.columnar.lists_writing import ListsWriter, Postings, encode_postings
from index.columnar.narrow import NO_LIST, NarrowLists, encode
from index.columnar.overflow import OverflowWriter, overflow_row

NUMBERS = st.one_of(
    st.integers(1, 20),
    st.integers(200, 300),
    st.integers(65_000, 66_000),
    st.integers(1, 2**32 - 1),
)
LISTS = st.lists(
    st.one_of(*(st.lists(st.one_of(st.integers(1, most), NUMBERS), max_size=m) for most, m in
                ((15, 40), (255, 40), (65_535, 9), (2**32 - 1, 5)))),
    max_size=12,
)  # fmt: skip


def narrow_lists(lists: list[list[int]]) -> NarrowLists:
    lengths = np.array([len(each) for each in lists], np.int64)
    values = np.array([number for each in lists for number in each], np.uint32)
    encoded = encode(values, lengths)
    arrays = {f"narrow{4 << n}": array for n, array in enumerate(encoded.narrow)}
    wide_start = np.concatenate(([0], np.cumsum(encoded.wide_lengths)))
    arrays |= {"width": encoded.width, "wide": encoded.wide, "wide_start": wide_start}
    return NarrowLists(arrays, lengths)


@given(LISTS)
def test_lists_come_back_as_they_were(lists: list[list[int]]) -> None:
    found = narrow_lists(lists)
    assert lists == [found.get(number, np.int64).tolist() for number in range(len(lists))]


def test_lists_of_small_numbers_take_little() -> None:
    small, large = [3] * 1000, [200] * 999 + [60_000]
    lengths = np.array([1000, 1000])
    encoded = encode(np.array(small + large, np.uint32), lengths)
    assert [0, 1] == encoded.width.tolist()
    assert ([500, 1000, 0, 0], 1) == ([len(part) for part in encoded.narrow], len(encoded.wide))


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
        chosen = np.zeros(6, np.bool_)
        chosen[[1, 4]] = True
        small = [place for place, number in enumerate(numbers) if number in (1, 4)]
        if max(numbers) < 6:
            assert small == row.places_of(chosen).tolist()


@given(st.lists(st.integers(0, 3)))
def test_four_frequencies_are_packed_into_a_byte(numbers: list[int]) -> None:
    packed = frequencies.pack(np.array(numbers, np.uint8))
    assert -(-len(numbers) // 4) == len(packed)
    assert numbers == [packed[n // 4] >> 2 * (n % 4) & 3 for n in range(len(numbers))]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.lists(st.lists(st.integers(1, 600), min_size=1, max_size=6), min_size=1)),
    st.integers(1, 4),
)
def test_frequencies_come_back_however_the_stems_were_divided(
    tmp_path_factory: pytest.TempPathFactory, stems: list[list[list[int]]], step: int
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    writer = ListsWriter(folder)
    for first in range(0, len(stems), step):
        part = stems[first : first + step]
        counts = np.array([sum(each) for stem in part for each in stem], np.uint32)
        passages = np.concatenate([np.arange(len(stem), dtype=np.uint32) for stem in part])
        places = np.ones(int(counts.sum()), np.uint32)
        lengths = np.array([len(stem) for stem in part])
        writer.add(encode_postings(Postings(lengths, passages, counts, places), most=3))
    writer.close()
    arrays = {path.stem: np.load(path) for path in folder.glob("*.npy")}
    found = frequencies.Frequencies(arrays, arrays["stem_passages"])
    assert [[sum(each) for each in stem] for stem in stems] == [
        found.of(number).tolist() for number in range(len(stems))
    ]
    held = [width != NO_LIST for width in arrays["places_width"].tolist()]
    assert [len(stem) <= 3 for stem in stems] == held


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
