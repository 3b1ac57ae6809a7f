"""Ranking does what its formulas say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranking import formulas


def test_the_idf_is_lucenes_and_never_negative() -> None:
    assert math.log(1 + (10 - 3 + 0.5) / (3 + 0.5)) == formulas.idf(10, 3)
    assert formulas.idf(10, 10) > 0


def test_a_passage_of_average_length_has_norm_one() -> None:
    assert [1.0, 1.0] == formulas.norms(np.array([7, 7])).tolist()


def test_longer_passages_have_greater_norms() -> None:
    short, long = formulas.norms(np.array([5, 15])).tolist()
    assert (pytest.approx(0.25 + 0.75 * 0.5), pytest.approx(0.25 + 0.75 * 1.5)) == (short, long)


def test_passages_without_words_do_not_divide_by_zero() -> None:
    assert [0.25, 0.25] == formulas.norms(np.array([0, 0])).tolist()
    assert [] == formulas.norms(np.array([], dtype=np.int32)).tolist()


def test_a_document_scores_its_best_passage_and_a_tenth_of_the_next_ones_halving() -> None:
    scores = np.array([4.0, 2.0, 1.0, 5.0])
    expected = [4.0 + 0.1 * (2.0 + 1.0 / 2), 5.0]
    assert expected == formulas.document_scores(scores, np.array([0, 3])).tolist()


def test_nothing_found_has_no_document_scores() -> None:
    assert [] == formulas.document_scores(np.zeros(0), np.zeros(0, np.int64)).tolist()


@given(st.lists(st.floats(0, 50), min_size=1, max_size=3000))
def test_further_passages_never_add_more_than_a_fifth_of_the_best(scores: list[float]) -> None:
    best_first = np.sort(np.array(scores))[::-1]
    (score,) = formulas.document_scores(best_first, np.array([0])).tolist()
    assert best_first[0] - 1e-6 <= score <= 1.2 * best_first[0] + 1e-6
