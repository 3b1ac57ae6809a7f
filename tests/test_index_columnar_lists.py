"""Lists come back as they were, in however many blocks; peaks are never below what is there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_lists import Often, encoded, lists_of, mapped, wheres_of

from index.columnar.lists import (
    BLOCK,
    SEVERAL,
    Lists,
    block_size,
    blocks_of,
    codes_of_list,
    codes_of_some,
    frequencies_of,
    frequencies_of_some,
    lowest,
    passages_of,
    peak_of,
    popcount,
    read_frequencies,
    read_passages,
    weight_of,
)
from index.columnar.lists_writing import ListsWriter, norms_of

MOST = 2**31 - 1
"""How many passages there can be, and how often a word can stand in one."""

frequencies = st.one_of(st.integers(1, 3), st.integers(1, 300), st.integers(1, MOST))


def often_in(passages: int) -> st.SearchStrategy[dict[int, int]]:
    """How often a stem stands in some of so many passages."""
    return st.dictionaries(st.integers(0, passages - 1), frequencies, max_size=9)


@st.composite
def long_lists(draw: st.DrawFn) -> list[Often]:
    """Lists of several blocks, in few or in most of 3000 passages."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    lengths = draw(st.lists(st.integers(0, 3000), max_size=5))
    greatest = draw(st.sampled_from([1, 2, 40, MOST]))
    return [
        dict(
            zip(
                chance.choice(3000, length, replace=False).tolist(),
                chance.integers(1, greatest, length, endpoint=True).tolist(),
                strict=True,
            )
        )
        for length in lengths
    ]


def check(stems: list[Often], norms: np.typing.NDArray[np.float64]) -> None:
    lists, wheres = lists_of(stems, norms)
    for often, where in zip(stems, wheres, strict=True):
        expected = sorted(often)
        assert expected == passages_of(lists, where).tolist()
        assert [often[passage] for passage in expected] == frequencies_of(lists, where).tolist()


@settings(deadline=None, max_examples=40)
@given(long_lists(), st.lists(st.integers(0, SEVERAL), min_size=1), st.integers(1, 200))
def test_codes_and_frequencies_come_back_whole_and_one_by_one(
    stems: list[Often], codes: list[int], step: int
) -> None:
    lists, wheres = lists_of(stems, np.ones(3000), codes)
    for often, where in zip(stems, wheres, strict=True):
        expected = [codes[passage % len(codes)] for passage in sorted(often)]
        assert expected == codes_of_list(lists, where).tolist()
        some = np.arange(0, len(often), step)
        assert expected[::step] == codes_of_some(lists, where, some).tolist()
        counts = [often[passage] for passage in sorted(often)]
        assert counts[::step] == frequencies_of_some(lists, where, some).tolist()


settled = settings(deadline=None, max_examples=40)


@settled
@given(long_lists())
def test_lists_of_several_blocks_come_back(stems: list[Often]) -> None:
    check(stems, np.ones(3000))


@settled
@given(st.lists(often_in(200), max_size=8))
def test_short_lists_come_back(stems: list[Often]) -> None:
    check(stems, np.ones(200))


@settled
@given(st.lists(often_in(MOST), max_size=4))
@example([{MOST - 1: MOST}, {0: 1, MOST - 1: 1}, {}])
def test_lists_among_as_many_passages_as_there_can_be_come_back(stems: list[Often]) -> None:
    check(stems, np.broadcast_to(1.0, MOST))


@pytest.mark.parametrize("length", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
@pytest.mark.parametrize("apart", [1, 8, 9, 70])
def test_every_block_is_read_by_itself(length: int, apart: int) -> None:
    often = {n * apart: 1 + n % 5 for n in range(length)}
    lists, (where,) = lists_of([often], np.ones(max(length, 1) * apart))
    found: list[tuple[int, int]] = []
    for number in reversed(range(blocks_of(length))):
        passages, counts = np.empty(BLOCK, np.int32), np.empty(BLOCK, np.int32)
        size = read_passages(lists, where, number, passages)
        assert block_size(where, number) == size == read_frequencies(lists, where, number, counts)
        found = [*zip(passages[:size].tolist(), counts[:size].tolist(), strict=True), *found]
    assert list(often.items()) == found


def test_what_is_usual_takes_little_and_what_is_in_every_passage_nothing() -> None:
    usual = encoded([{n * 9: 1 for n in range(1280)}], np.ones(12_000), [0])
    assert 10 * BLOCK * 4 / 32 == len(usual.packed)
    everywhere = encoded([dict.fromkeys(range(1280), 1)], np.ones(1280), [0])
    assert (0, (1, 21)) == (len(everywhere.packed), everywhere.dense.shape)


@settled
@given(long_lists(), st.integers(0, 2**32 - 1))
def test_peaks_are_never_below_the_weights_of_their_block(stems: list[Often], seed: int) -> None:
    norms = np.random.default_rng(seed).uniform(0.25, 40, 3000)
    lists, wheres = lists_of(stems, norms)
    for often, where in zip(stems, wheres, strict=True):
        weights = np.array([often[passage] / norms[passage] for passage in sorted(often)])
        for number in range(blocks_of(where.length)):
            greatest = weights[number * BLOCK : (number + 1) * BLOCK].max()
            peak = int(lists.peak[where.block + number])
            assert weight_of(peak) >= greatest * (1 - 1e-12)
            assert peak == 1 or weight_of(peak - 1) <= greatest * (1 + 1e-12)


@given(st.floats(1e-9, 1e12))
@settings(deadline=None)
def test_a_peak_is_the_lowest_step_that_bounds_a_weight(weight: float) -> None:
    peak = peak_of(weight)
    assert 1 <= peak <= 255
    assert weight_of(peak) >= weight * (1 - 1e-12)
    assert peak == 1 or weight_of(peak - 1) <= weight * (1 + 1e-12)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(often_in(60).filter(bool), max_size=9), st.integers(1, 4))
def test_lists_come_back_however_the_stems_were_divided(
    tmp_path_factory: pytest.TempPathFactory, stems: list[Often], step: int
) -> None:
    folder, norms = tmp_path_factory.mktemp("lists"), np.ones(60)
    writer = ListsWriter(folder)
    for first in range(0, len(stems), step):
        writer.add(encoded(stems[first : first + step], norms))
    writer.close()
    arrays = {path.stem: np.load(path) for path in folder.iterdir()}
    assert [len(often) for often in stems] == arrays.pop("stem_passages").tolist()
    arrays["lists_dense"] = arrays["lists_dense"].reshape(-1, 1)
    lists = Lists(*(mapped(arrays[f"lists_{field}"]) for field in Lists._fields))
    for often, where in zip(stems, wheres_of(stems, 60), strict=True):
        assert sorted(often) == passages_of(lists, where).tolist()
        assert [often[p] for p in sorted(often)] == frequencies_of(lists, where).tolist()


@given(st.integers(0, 2**64 - 1))
@settings(deadline=None)
@example(0)
@example(2**64 - 1)
@example(2**63)
def test_bits_are_counted_and_the_lowest_is_found(bits: int) -> None:
    assert bits.bit_count() == popcount(np.uint64(bits))
    if bits:
        assert (bits & -bits).bit_length() - 1 == lowest(np.uint64(bits))


def test_norms_for_peaks_are_one_on_average_and_never_nothing() -> None:
    assert [0.25 + 0.75 * 0.5, 0.25 + 0.75 * 1.5] == norms_of(np.array([1, 3])).tolist()
    assert [0.25, 0.25] == norms_of(np.array([0, 0])).tolist()
    assert [] == norms_of(np.zeros(0, np.int64)).tolist()
