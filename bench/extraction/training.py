"""The model trained: boosted trees for the first look at a page and for the second.

The second look's trees see the first judgement of pages the first look's were not trained on,
since that is what they will see later. LightGBM makes the trees; what is kept of it is arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np

from bench.extraction.examples import Example
from index.extraction.html.boxes import Floats
from index.extraction.html.model import Model
from index.extraction.html.reasons import sayings_of
from index.extraction.html.second_look import second_look
from index.extraction.html.trees import Trees

FOLDS = 5
ROUNDS = 240
SEED = 7
FURNITURE_SHARE = 0.3
"""How many of the blocks that are no article are trained on: most are menus, all alike."""

_SETTINGS: dict[str, Any] = {
    "objective": "cross_entropy", "num_leaves": 15, "learning_rate": 0.06, "extra_trees": True,
    "min_data_in_leaf": 40, "feature_fraction": 0.35, "bagging_fraction": 0.6, "bagging_freq": 1,
    "lambda_l2": 5, "max_bin": 63, "num_threads": 2, "force_col_wise": True,
    "deterministic": True, "seed": SEED, "verbose": -1,
}  # fmt: skip


@dataclass(frozen=True)
class Lesson:
    """An example to train on, the fold of its site, and how much it counts."""

    example: Example
    fold: int
    worth: float


class Training:
    """One training on some lessons, of the model and of those that leave a fold out.

    The first look is trained on all lessons but those of one or two folds, once for each pair.
    """

    def __init__(self, lessons: Sequence[Lesson], names: tuple[str, ...]) -> None:
        self._lessons = lessons
        self._names = names
        self._first: dict[tuple[int, ...], Trees] = {}

    def model(self, without: int | None = None) -> Model:
        """The model trained on all lessons, or on those of all folds but one."""
        out = () if without is None else (without,)
        kept = [lesson for lesson in self._lessons if lesson.fold not in out]
        rows = [self._second_rows(lesson, out) for lesson in kept]
        first = self._first_without(out)
        second = grown(rows, kept)
        return Model(first, second, 0.5, 0.5, self._names, sayings_of(self._names))

    def _second_rows(self, lesson: Lesson, out: tuple[int, ...]) -> Floats:
        trees = self._first_without(tuple(sorted({lesson.fold, *out})))
        rows = lesson.example.rows
        further = second_look(lesson.example.sheet, trees.credited(rows)[1])
        return np.concatenate([rows, further], axis=1)

    def _first_without(self, out: tuple[int, ...]) -> Trees:
        if out not in self._first:
            kept = [lesson for lesson in self._lessons if lesson.fold not in out]
            self._first[out] = grown([lesson.example.rows for lesson in kept], kept)
        return self._first[out]


def grown(rows: Sequence[Floats], lessons: Sequence[Lesson]) -> Trees:
    """Trees grown on the rows of some lessons."""
    labels = np.concatenate([lesson.example.labels for lesson in lessons])
    weights = np.concatenate([lesson.example.weights * lesson.worth for lesson in lessons])
    chance = np.where(labels > 0, 1, FURNITURE_SHARE)
    taken = np.random.default_rng(SEED).random(len(labels)) < chance
    weights = (weights / chance / weights.mean())[taken]
    data = lightgbm.Dataset(np.concatenate(rows)[taken], labels[taken], weight=weights)
    return trees_of(lightgbm.train(_SETTINGS, data, ROUNDS).dump_model())


def trees_of(dump: dict[str, Any]) -> Trees:
    """The arrays of a model as LightGBM dumps it."""
    nodes: list[list[float]] = []
    roots: list[int] = []
    for tree in dump["tree_info"]:
        roots.append(len(nodes))
        _add(tree["tree_structure"], nodes, len(nodes))
    feature, bound, left, right, value = zip(*nodes, strict=True)
    return Trees(
        feature=np.array(feature, np.int16),
        bound=_below(np.array(bound)),
        left=np.array(left, np.int16),
        right=np.array(right, np.int16),
        value=np.array(value, np.float32),
        roots=np.array(roots, np.int32),
    )


def _add(node: dict[str, Any], nodes: list[list[float]], root: int) -> int:
    """Add a node and all below it; its number within its tree."""
    at = len(nodes)
    if "leaf_value" in node:
        nodes.append([-1, 0.0, 0, 0, node["leaf_value"]])
        return at - root
    nodes.append([node["split_feature"], node["threshold"], 0, 0, node["internal_value"]])
    nodes[at][2] = _add(node["left_child"], nodes, root)
    nodes[at][3] = _add(node["right_child"], nodes, root)
    return at - root


def _below(bounds: np.ndarray[Any, np.dtype[np.float64]]) -> Floats:
    """The greatest 32-bit number not above each bound, so that comparisons come out the same."""
    near = bounds.astype(np.float32)
    return np.where(near > bounds, np.nextafter(near, np.float32(-np.inf)), near)
