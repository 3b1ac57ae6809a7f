"""Trees answer as their questions lead, and say which question told."""

from __future__ import annotations

import numpy as np

from index.extraction.html.trees import Trees

# One tree: is feature 1 at most 0.5? Then -2; else is feature 0 at most 3? Then 0, else 4.
TREES = Trees(
    feature=np.array([1, -1, 0, -1, -1], np.int16),
    bound=np.array([0.5, 0, 3, 0, 0], np.float32),
    left=np.array([1, 0, 3, 0, 0], np.int16),
    right=np.array([2, 0, 4, 0, 0], np.int16),
    value=np.array([0.5, -2, 1, 0, 4], np.float32),
    roots=np.array([0], np.int32),
)
ROWS = np.array([[9, 0.5], [3, 1], [9, 1]], np.float32)


def test_a_row_gets_the_value_of_the_leaf_it_reaches() -> None:
    _, probabilities = TREES.credited(ROWS)

    odds = np.log(probabilities / (1 - probabilities))
    assert [-2, 0, 4] == np.round(odds, 3).tolist()


def test_every_question_is_credited_with_what_it_changed() -> None:
    credit, _ = TREES.credited(ROWS)

    assert [[0, -2.5], [-1, 0.5], [3, 0.5]] == credit.tolist()


def test_trees_add_up() -> None:
    twice = Trees(
        **{
            name: np.tile(getattr(TREES, name), 2)
            for name in ("feature", "bound", "left", "right", "value")
        },
        roots=np.array([0, 5], np.int32),
    )

    assert (2 * TREES.credited(ROWS)[0]).tolist() == twice.credited(ROWS)[0].tolist()
