from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.wordings import edit_paths
from search.wordings.edit_paths import Run, aligned

ROWS = st.lists(st.integers(0, 3), max_size=24)


def _aligned(left: str, right: str) -> list[Run]:
    return list(aligned(left.split(), right.split()))


def _edits(left: Sequence[int], right: Sequence[int]) -> int:
    """How many words have to go or come, by the table of Wagner and Fischer without changes."""
    row = list(range(len(right) + 1))
    for n, word in enumerate(left, start=1):
        before, row[0] = row[0], n
        for m, other in enumerate(right, start=1):
            least = before if word == other else 1 + min(row[m], row[m - 1])
            before, row[m] = row[m], least
    return row[-1]


def _as_array(row: Sequence[int]) -> edit_paths.Array:
    return np.array(row, np.int64)


def test_a_run_says_what_became_of_words() -> None:
    """Equal, replaced, only left, only right, each with its place in both rows."""
    expected = [
        Run("equal", (0, 2), (0, 2)),
        Run("replaced", (2, 3), (2, 4)),
        Run("equal", (3, 5), (4, 6)),
        Run("left", (5, 6), (6, 6)),
        Run("equal", (6, 8), (6, 8)),
        Run("right", (8, 8), (8, 9)),
    ]
    assert expected == _aligned(
        "the old wall stood at last all night", "the old sea dyke stood at all night long"
    )


@settings(deadline=None)
@given(ROWS, ROWS)
def test_runs_are_both_rows_whole_and_equal_ones_are_equal(
    left: list[int], right: list[int]
) -> None:
    """Nothing is lost, nothing stands twice, and neighbours are of different kinds."""
    a = c = 0
    for run in aligned(list(map(str, left)), list(map(str, right))):
        assert (a, c) == (run.left[0], run.right[0])
        a, c = run.left[1], run.right[1]
        if run.kind == "equal":
            assert left[slice(*run.left)] == right[slice(*run.right)]
    assert (len(left), len(right)) == (a, c)


@settings(deadline=None)
@given(ROWS, ROWS)
def test_no_shorter_way_is_known(left: list[int], right: list[int]) -> None:
    """As few words go and come as a table of all ways says."""
    edges = np.array([[0, 0], [len(left), len(right)]], np.int64)
    gone, new = edit_paths._changes(_as_array(left), _as_array(right), edges)
    assert _edits(left, right) == int(gone.sum() + new.sum())


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=60, unique=True))
def test_the_longest_ascent_ascends_and_none_is_longer(values: list[int]) -> None:
    places = edit_paths._longest_ascent(_as_array(values)).tolist()
    ascent = [values[place] for place in places]
    assert sorted(ascent) == ascent
    longest = [1] * len(values)
    for n, value in enumerate(values):
        longest[n] += max((longest[m] for m in range(n) if values[m] < value), default=0)
    assert max(longest) == len(ascent)


def test_a_stray_word_between_changes_is_no_agreement() -> None:
    """That both say "of" somewhere does not make it the same of."""
    runs = _aligned("keepers lamps of three towers burn", "dockers ships of nine quays burn")
    assert [Run("replaced", (0, 5), (0, 5)), Run("equal", (5, 6), (5, 6))] == runs


def test_what_is_equal_stays_together() -> None:
    """Of several ways that are as short, the one that tears nothing apart."""
    runs = _aligned("of our old wall", "so of late sat of our old wall and of that wall too")
    assert [Run("equal", (0, 4), (4, 8))] == [run for run in runs if run.kind == "equal"]


def test_a_long_insertion_does_not_tear_what_stands_around_it() -> None:
    """Twenty thousand new words in the middle, many of them words of the old text too."""
    chance = np.random.default_rng(7)
    left = chance.integers(0, 900, 6000)
    right = np.concatenate([left[:3000], chance.integers(0, 900, 20_000), left[3000:]])
    found = edit_paths.runs(left, right)
    assert int((found[:, 2] - found[:, 1])[found[:, 0] == 1].sum()) > 0.99 * len(left)


def test_rows_that_share_nothing_are_given_up_in_time() -> None:
    """A hundred thousand words a side, few enough different ones to mislead."""
    chance = np.random.default_rng(8)
    left, right = chance.integers(0, 50, (2, 100_000))
    found = edit_paths.runs(left, right)
    assert [100_000, 100_000] == found[-1, [2, 4]].tolist()


def test_empty_rows_have_no_runs() -> None:
    assert [] == _aligned("", "")
    assert [Run("right", (0, 0), (0, 1))] == _aligned("", "gull")
