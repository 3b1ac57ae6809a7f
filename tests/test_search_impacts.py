"""Impacts are what the formulas of ranking say, worked out a word and a passage at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from small_lists import passages_in, row_of
from weighted_words import Weighted, weighted_words

from index.columnar.row import FAR
from search.lists.impacts import (
    Words,
    add_impacts,
    add_lifts,
    lifts_of,
    round_scores,
)
from search.ranking import formulas

PASSAGES = 300
RANKS = (1, 2, FAR - 1, FAR, 70_000)
NO_ROW = row_of([[]] * PASSAGES)

settled = settings(deadline=None, max_examples=60)
some_passages = st.sets(st.integers(0, PASSAGES - 1), max_size=80).map(sorted)


def words_of_forms(weighted: Weighted, ranks: list[int]) -> Words:
    """The same words, but forms looked for in the row, whatever the lists of their stems say."""
    return weighted.words._replace(ranks=np.array(ranks, np.int64))


@settled
@given(weighted_words(PASSAGES), some_passages)
def test_stems_add_their_impacts_where_they_stand(weighted: Weighted, asked: list[int]) -> None:
    scores = np.full(len(asked), 0.5)
    add_impacts(scores, weighted.lists, NO_ROW, weighted.words, passages_in(asked))
    held = [[n for n, often in enumerate(weighted.often) if p in often] for p in asked]
    assert scores.tolist() == pytest.approx(
        [
            0.5 + sum(weighted.impact(n, passage) for n in own)
            for own, passage in zip(held, asked, strict=True)
        ]
    )


@settled
@given(weighted_words(PASSAGES, most=len(RANKS)), some_passages)
def test_forms_add_their_impacts_by_the_row(weighted: Weighted, asked: list[int]) -> None:
    ranks = RANKS[: len(weighted.often)]
    together = list(zip(ranks, weighted.often, strict=True))
    row = row_of([[r for r, o in together for _ in range(o.get(p, 0))] for p in range(PASSAGES)])
    of_stems, of_forms = np.zeros(len(asked)), np.zeros(len(asked))
    add_impacts(of_stems, weighted.lists, row, weighted.words, passages_in(asked))
    forms = words_of_forms(weighted, list(ranks))
    add_impacts(of_forms, weighted.lists, row, forms, passages_in(asked))
    assert of_stems.tolist() == of_forms.tolist()


@settled
@given(weighted_words(PASSAGES), some_passages)
def test_titles_alone_add_what_their_lifts_saturate_to(
    weighted: Weighted, asked: list[int]
) -> None:
    scores = np.zeros(len(asked))
    add_lifts(scores, weighted.words, passages_in(asked))
    lifts = [[weighted.lift(n, p) for p in asked] for n in range(len(weighted.idfs))]
    expected = formulas.saturate(np.array(lifts)) * np.array(weighted.idfs)[:, None]
    assert pytest.approx(expected.sum(axis=0).tolist()) == scores.tolist()


@settled
@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=9),
    st.lists(st.integers(0, 8), max_size=12).map(sorted),
    st.integers(0, 1000),
)
def test_a_title_lifts_the_passages_of_its_document(
    lengths: list[int], documents: list[int], offset: int
) -> None:
    """Titles come as often as they hold the word, by their number in a segment."""
    starts: NDArray[np.int64] = np.concatenate(([0], np.cumsum(lengths)))
    held = [document for document in documents if document < len(lengths)]
    norms: NDArray[np.float64] = 0.5 + np.arange(len(lengths), dtype=np.float64)
    owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    titles = starts[held].astype(np.int32)
    found = lifts_of(titles, owners, (starts + offset).astype(np.int32), offset, norms)
    distinct = sorted(set(held))
    assert [starts[document] for document in distinct] == found[0].tolist()
    assert [starts[document + 1] for document in distinct] == found[1].tolist()
    expected = [formulas.TITLE_WEIGHT * held.count(d) / norms[d] for d in distinct]
    assert pytest.approx(expected) == found[2].tolist()


@given(st.lists(st.floats(0, 1e6), max_size=20))
@settings(deadline=None)
def test_scores_are_rounded_in_place(scores: list[float]) -> None:
    found = np.array(scores, np.float64)
    round_scores(found)
    assert np.round(np.array(scores, np.float64), formulas.DECIMALS).tolist() == found.tolist()
