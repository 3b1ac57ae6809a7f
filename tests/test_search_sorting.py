"""Results stand in one order only, the same on every run."""

from __future__ import annotations

import numpy as np

from index.storage.columns import NO_DAY
from search.grouping.sorting import effective_sort, order
from search.requests import Sort

SCORES = np.array([1.0, 3.0, 3.0, 2.0])
DAYS = np.array([20, 10, NO_DAY, 20], np.int32)


def ordered(sort: Sort) -> list[int]:
    numbers: list[int] = order(sort, SCORES, DAYS, np.arange(4)).tolist()
    return numbers


def test_by_relevance_equal_scores_stand_by_number() -> None:
    assert [1, 2, 3, 0] == ordered("relevance")


def test_by_date_equal_days_stand_by_score_and_the_undated_last() -> None:
    assert [1, 3, 0, 2] == ordered("date")
    assert [3, 0, 1, 2] == ordered("-date")


def test_relevance_without_scores_is_newest_first() -> None:
    assert "-date" == effective_sort("relevance", scored=False)
    assert "relevance" == effective_sort("relevance", scored=True)
    assert "date" == effective_sort("date", scored=False)
