"""Alignment: what two rows of words have in common, and what was replaced, added or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.wordings import alignment, word_matching
from search.wordings.alignment import align, equal_runs
from search.wordings.edit_paths import Run

rows = st.lists(st.sampled_from("abcdefgh"), max_size=30)


def shown(left: str, right: str) -> list[tuple[str, str, str]]:
    """The runs of two texts in words."""
    one, other = left.split(), right.split()
    return [
        (run.kind, " ".join(one[slice(*run.left)]), " ".join(other[slice(*run.right)]))
        for run in align(one, other)
    ]


def test_what_was_changed_added_and_dropped_is_told_apart() -> None:
    """Word by word, in order."""
    assert [
        ("equal", "a wall is a promise", "a wall is a promise"),
        ("replaced", "made of stone", "like rubble"),
        ("equal", "said the minister on", "said the minister on"),
        ("left", "sunday", ""),
        ("equal", "and went home by tram", "and went home by tram"),
        ("right", "", "again"),
    ] == shown(
        "a wall is a promise made of stone said the minister on sunday and went home by tram",
        "a wall is a promise like rubble said the minister on and went home by tram again",
    )


def test_a_quotation_is_found_within_longer_texts() -> None:
    """Though more stands before and behind it on both sides than is quoted."""
    quoted = "the lamp does not ask"
    left = f"one two three four five six seven {quoted} eight nine ten eleven twelve thirteen"
    right = f"uno due tre quattro cinque sei sette otto {quoted} nove dieci undici dodici tredici"
    assert ["replaced", "equal", "replaced"] == [kind for kind, *_ in shown(left, right)]


def test_a_word_in_the_same_order_by_chance_is_no_match() -> None:
    """An article between long differences was taken over by nobody."""
    left = "seven ships left for the western isles before noon today"
    right = "all keepers of lamps met in the old hall yesterday evening"
    assert ["replaced"] == [kind for kind, *_ in shown(left, right)]


def test_matches_keep_together() -> None:
    """Of equally many matches the longer run is the one that was taken over."""
    assert [("right", "", "the sea the"), ("equal", "the sea wall", "the sea wall")] == shown(
        "the sea wall", "the sea the the sea wall"
    )


def well_formed(left: Sequence[str], right: Sequence[str], runs: Sequence[Run]) -> None:
    """Runs are all of both rows in order, each of its kind."""
    at = (0, 0)
    for run in runs:
        assert at == (run.left[0], run.right[0])
        one, other = left[slice(*run.left)], right[slice(*run.right)]
        if run.kind == "equal":
            assert one == other
            assert one
        else:
            assert {"replaced": (True, True), "left": (True, False), "right": (False, True)}[
                run.kind
            ] == (bool(one), bool(other))
        at = run.left[1], run.right[1]
    assert (len(left), len(right)) == at


@given(rows, rows)
def test_runs_are_all_of_both_rows(left: list[str], right: list[str]) -> None:
    """Whatever the rows are."""
    well_formed(left, right, align(left, right))


@given(rows)
def test_a_row_equals_itself(row: list[str]) -> None:
    """In one run."""
    both = (0, len(row))
    assert ((Run("equal", both, both),) if row else ()) == align(row, row)


@given(rows, rows)
def test_no_run_in_common_is_overlooked(left: list[str], right: list[str]) -> None:
    """What is matched counts at least as much as the longest run that stands in both."""
    longest = SequenceMatcher(None, left, right, autojunk=False).find_longest_match().size
    matched = sum(run.left[1] - run.left[0] for run in equal_runs(align(left, right)))
    if longest >= alignment.HOLDS:
        assert matched >= longest


def test_long_rows_are_compared_by_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between runs that stand once in both; the outcome is the same."""
    left = [f"w{n * n % 9973}" for n in range(300)]
    right = [*left[:100], "new", "words", *left[120:250], "other", *left[251:]]
    whole = align(left, right)
    monkeypatch.setattr(word_matching, "MOST_CELLS", 400)
    assert whole == align(left, right)
    well_formed(left, right, whole)


def test_what_is_too_long_to_compare_counts_as_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing that stands once holds it together."""
    monkeypatch.setattr(word_matching, "MOST_CELLS", 100)
    assert (Run("replaced", (0, 60), (0, 80)),) == align(["a", "b"] * 30, ["b", "a"] * 40)
