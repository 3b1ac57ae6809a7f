"""Blocks that are left unread hold none of the best passages of a word."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from weighted_words import Weighted, weighted_words

from search.lists.strongest import able_of_word, best_of_word, impact_within, steps_of
from search.ranking.formulas import DECIMALS

PASSAGES = 3000

settled = settings(deadline=None, max_examples=40)


@settled
@given(weighted_words(PASSAGES, most=2), st.sampled_from([1, 10, 300]))
def test_the_best_of_a_word_are_those_of_weighing_all(weighted: Weighted, count: int) -> None:
    none = np.zeros(0, np.bool_)
    for n, often in enumerate(weighted.often):
        found = best_of_word(weighted.lists, weighted.words, n, weighted.slack, none, count)
        scores = {passage: round(weighted.impact(n, passage), DECIMALS) for passage in often}
        best = sorted(scores, key=lambda passage: (-scores[passage], passage))[:count]
        assert best == found[0].tolist()
        assert [scores[passage] for passage in best] == found[1].tolist()


@settled
@given(weighted_words(PASSAGES, most=2), st.floats(0.01, 4))
def test_no_passage_that_a_word_adds_enough_to_is_left_out(
    weighted: Weighted, least: float
) -> None:
    for n, often in enumerate(weighted.often):
        found, _ = able_of_word(weighted.lists, weighted.words, n, weighted.slack, least)
        enough = {passage for passage in often if weighted.impact(n, passage) >= least}
        assert enough <= set(found.tolist()) <= set(often)
        assert sorted(found.tolist()) == found.tolist()


@settled
@given(weighted_words(PASSAGES, most=2))
def test_no_passage_of_a_block_exceeds_its_step(weighted: Weighted) -> None:
    for n, often in enumerate(weighted.often):
        steps = steps_of(weighted.lists, weighted.words, n, weighted.slack)
        for place, passage in enumerate(sorted(often)):
            most = impact_within(int(steps[place // 128]), weighted.idfs[n])
            assert weighted.impact(n, passage) <= most * (1 + 1e-9)
