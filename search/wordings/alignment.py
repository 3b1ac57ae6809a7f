"""Two rows of words beside each other: what is the same, what was replaced, added or dropped.

The words that both have in the same order are matched so that they count most, where a match
behind another counts half as much again: what was taken over was taken over in runs (after
Smith and Waterman, 1981, and Gotoh, 1982). Matches that stand forlorn between larger
differences, an article here and there, are given up, because nobody took them over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from search.wordings.edit_paths import Run, kind_of, numbered
from search.wordings.word_matching import Pair, matches

HOLDS = 4
"""Words in a row that are a match wherever they stand; fewer need another one near by."""


def align(left: Sequence[str], right: Sequence[str]) -> tuple[Run, ...]:
    """The runs that two rows of words are made of, in order; together they are all of both."""
    sizes = len(left), len(right)
    equal = _equal(matches(*numbered(left, right)))
    return tuple(_runs(_without_forlorn(equal, *sizes), *sizes))


def equal_runs(runs: Sequence[Run]) -> list[Run]:
    """Those that stand in both."""
    return [run for run in runs if run.kind == "equal"]


def _equal(pairs: list[Pair]) -> list[Run]:
    """Matches that follow each other on both sides, as runs."""
    runs: list[Run] = []
    for a, b in pairs:
        last = runs[-1] if runs else None
        if last and (last.left[1], last.right[1]) == (a, b):
            runs[-1] = Run("equal", (last.left[0], a + 1), (last.right[0], b + 1))
        else:
            runs.append(Run("equal", (a, a + 1), (b, b + 1)))
    return runs


def _without_forlorn(runs: list[Run], lefts: int, rights: int) -> list[Run]:
    """The runs of HOLDS words or more, and shorter ones as near to another, or to both ends."""
    while True:
        bounds = [
            ((0, 0), (0, 0)),
            *((r.left, r.right) for r in runs),
            ((lefts,) * 2, (rights,) * 2),
        ]
        gaps = [
            max(left[0] - before_left[1], right[0] - before_right[1])
            for (before_left, before_right), (left, right) in pairwise(bounds)
        ]
        kept = [
            run
            for run, ahead, behind in zip(runs, gaps, gaps[1:], strict=False)
            if (length := run.left[1] - run.left[0]) >= HOLDS or min(ahead, behind) <= length
        ]
        if len(kept) == len(runs):
            return kept
        runs = kept


def _runs(equal: Sequence[Run], lefts: int, rights: int) -> Iterator[Run]:
    """The runs, and what differs between them."""
    left = right = 0
    for run in [*equal, Run("equal", (lefts, lefts), (rights, rights))]:
        on_left, on_right = run.left[0] - left, run.right[0] - right
        if on_left or on_right:
            kind = kind_of(False, on_left, on_right)
            yield Run(kind, (left, run.left[0]), (right, run.right[0]))
        if run.left[0] < run.left[1]:
            yield run
        left, right = run.left[1], run.right[1]
