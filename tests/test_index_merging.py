"""Segments are merged before there are many, and a document is written again only a few times."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.building.merging import MOST_SEGMENTS, Weight, to_merge


def sound(*sizes: int) -> list[Weight]:
    return [Weight(size, 0, disordered=False) for size in sizes]


def test_up_to_eight_sound_segments_are_left_alone() -> None:
    assert [] == to_merge(sound(*[5] * MOST_SEGMENTS))
    assert [] == to_merge([])


def test_the_smallest_are_merged_and_larger_ones_when_they_have_grown_to_half_their_size() -> None:
    assert [1, 8] == to_merge(sound(900, 1, 800, 700, 600, 500, 400, 300, 2))
    assert [0, 1, 8] == to_merge(sound(6, 1, 800, 700, 600, 500, 400, 300, 2))


def test_a_segment_of_which_more_than_a_quarter_is_deleted_is_written_again() -> None:
    worn = Weight(100, 26, disordered=False)
    assert [1] == to_merge([*sound(10), worn])
    assert [] == to_merge([*sound(10), worn._replace(deleted=25)])


def test_a_segment_out_of_order_is_written_again() -> None:
    assert [0] == to_merge([Weight(100, 0, disordered=True), *sound(1)])


@given(st.lists(st.tuples(st.integers(0, 9**6), st.integers(0, 99)), max_size=30))
def test_there_are_never_more_than_eight_afterwards(found: list[tuple[int, int]]) -> None:
    weights = [Weight(words, words * share // 100, disordered=False) for words, share in found]
    chosen = to_merge(weights)
    assert sorted(set(chosen)) == chosen
    assert len(weights) - len(chosen) + bool(chosen) <= MOST_SEGMENTS


@given(st.lists(st.integers(1, 50), min_size=200, max_size=400))
def test_a_document_is_written_again_only_a_few_times(sizes: list[int]) -> None:
    held: list[int] = []
    written = 0
    for size in sizes:
        held.append(size)
        chosen = to_merge(sound(*held))
        if chosen:
            joined = sum(held[n] for n in chosen)
            held = [*(size for n, size in enumerate(held) if n not in chosen), joined]
            written += joined
    assert written <= 8 * sum(sizes)
