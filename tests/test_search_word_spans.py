"""Where words stand in characters, held against cutting each text into words."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from query_trees import texts

from index.analysis import tokens
from search.presentation.word_spans import word_spans


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=5), st.data())
def test_spans_are_those_of_cutting_the_texts_into_words(
    given_texts: list[str], data: st.DataObject
) -> None:
    cut = [tokens(text) for text in given_texts]
    able = [(text, number) for text, words in enumerate(cut) for number in range(len(words))]
    if not able:
        return
    wanted = sorted(data.draw(st.lists(st.sampled_from(able), min_size=1, max_size=6)))
    rows = [(text, number, len(cut[text]) - 1) for text, number in wanted]
    found = word_spans(given_texts, np.array(rows))
    assert found.tolist() == [
        [list(cut[text][number][1:]), list(cut[text][last][1:])] for text, number, last in rows
    ]


def test_no_line_has_no_spans() -> None:
    assert (0, 4, 2) == word_spans(["The quay"], np.zeros((0, 5), np.int64)).shape
