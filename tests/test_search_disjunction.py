"""What is left alone is never among the best: the order is that of scoring every passage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from small_lists import row_of
from weighted_words import Weighted, weighted_words

from search.lists.disjunction import all_scores, best_scores
from search.lists.impacts import round_scores

PASSAGES = 3000
"""Several windows, and blocks that reach over more than one."""

NO_ROW = row_of([[]] * PASSAGES)
NONE_DELETED = np.zeros(0, np.bool_)

settled = settings(deadline=None, max_examples=60)


def by_scoring_all(
    weighted: Weighted, deleted: NDArray[np.bool_], count: int
) -> tuple[list[int], list[float]]:
    """The best, by the scores of all passages."""
    live = [p for p in weighted.passages() if not len(deleted) or not deleted[p]]
    scores = {passage: weighted.score(passage) for passage in live}
    ranked = sorted(live, key=lambda passage: (-scores[passage], passage))[:count]
    return ranked, [scores[passage] for passage in ranked]


@settled
@given(weighted_words(PASSAGES))
def test_every_passage_with_any_of_the_words_is_scored(weighted: Weighted) -> None:
    passages, scores = all_scores(weighted.lists, weighted.words)
    round_scores(scores)
    assert weighted.passages() == passages.tolist()
    expected = [weighted.score(passage) for passage in weighted.passages()]
    assert pytest.approx(expected, abs=1.5e-6) == scores.tolist()


@settled
@given(
    weighted_words(PASSAGES, most=6),
    st.sampled_from([0, 1, 2, 10, 256, 2 * PASSAGES]),
    st.sampled_from([None, 0.02, 0.6, 1.0]),
)
def test_the_best_are_those_of_scoring_all(
    weighted: Weighted, count: int, share: float | None
) -> None:
    deleted = NONE_DELETED
    if share is not None:
        deleted = np.random.default_rng(count).random(PASSAGES) < share
    passages, scores = best_scores(
        weighted.lists, NO_ROW, weighted.words, weighted.slack, deleted, count
    )
    ranked, expected = by_scoring_all(weighted, deleted, count)
    assert (ranked, expected) == (passages.tolist(), scores.tolist())
