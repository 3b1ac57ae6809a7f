"""The best are the first of all sorted, however many are asked for and however many are equal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from search.ranking import formulas
from search.ranking.best import best, best_of_runs, distinct, document_scores, runs

scores = st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.000001, 2.0, 3.5]), max_size=40)
counts = st.integers(0, 45)
settled = settings(deadline=None, max_examples=100)


def by_sorting(scores: list[float], count: int) -> list[int]:
    return sorted(range(len(scores)), key=lambda n: (-scores[n], n))[:count]


@settled
@given(scores, counts)
def test_the_best_are_the_first_of_all_sorted(scores: list[float], count: int) -> None:
    assert by_sorting(scores, count) == best(np.array(scores, np.float64), count).tolist()


documents = st.lists(st.integers(0, 9), max_size=60).map(sorted)


@settled
@given(documents)
def test_passages_of_a_document_are_a_run(owners: list[int]) -> None:
    every_other = np.arange(0, len(owners), 2, dtype=np.int32)
    own = np.array(owners, np.int32)
    held = sorted(set(owners[::2]))
    assert held == distinct(own, every_other).tolist()
    starts = [owners[::2].index(document) for document in held]
    assert [*starts, len(every_other)] == runs(own, every_other).tolist()


@settled
@given(st.lists(scores, min_size=1, max_size=6), st.data())
def test_the_best_of_each_run_are_those_of_it_alone(
    own: list[list[float]], data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(own) - 1)))
    starts = np.cumsum([0, *map(len, own)])
    joined = np.array([score for run in own for score in run], np.float64)
    found = best_of_runs(joined, starts, np.array(chosen, np.int64), 3)
    expected = [[int(starts[n]) + place for place in by_sorting(own[n], 3)] for n in chosen]
    assert [(row + [-1] * 3)[:3] for row in expected] == found.tolist()


def scored_by_ranking(scores: list[float], starts: list[int]) -> NDArray[np.float64]:
    ends = [*starts[1:], len(scores)]
    best_first = [sorted(scores[a:b], reverse=True) for a, b in zip(starts, ends, strict=True)]
    together = np.array([score for own in best_first for score in own])
    return formulas.document_scores(together, np.array(starts))


lengths = st.lists(st.one_of(st.integers(1, 3), st.integers(30, 70)), min_size=1, max_size=12)


@settled
@given(lengths, st.integers(0, 2**32 - 1), st.booleans(), st.integers(0, 14))
def test_the_best_documents_score_what_ranking_says(
    lengths: list[int], seed: int, is_coarse: bool, count: int
) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.uniform(0, 9, sum(lengths))
    if is_coarse:
        scores = np.rint(scores)
    starts = [0, *np.cumsum(lengths).tolist()]
    expected = scored_by_ranking(scores.tolist(), starts[:-1])
    found = document_scores(scores, np.array(starts), count)
    leading = by_sorting(np.round(expected, 6).tolist(), count)
    assert leading == best(found, count).tolist()
    assert pytest.approx(expected[leading].tolist(), abs=2e-6) == found[leading].tolist()
    known = found >= 0
    assert pytest.approx(expected[known].tolist(), abs=2e-6) == found[known].tolist()


def test_nothing_found_has_no_documents() -> None:
    owners, none = np.zeros(3, np.int32), np.zeros(0, np.int32)
    assert [] == distinct(owners, none).tolist()
    assert [0] == runs(owners, none).tolist()
    assert [] == document_scores(np.zeros(0), runs(owners, none), 3).tolist()
