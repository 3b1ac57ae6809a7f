"""The model that tells the article of a page from its furniture.

It was trained on pages whose article is known (`bench/extraction`), and is shipped as the
arrays of its trees. `report.json` beside it says on what it was trained and what it scored on
pages of sites it had not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.extraction.html.blocks import Page
from index.extraction.html.features import features
from index.extraction.html.reasons import Sayings, sayings_of
from index.extraction.html.second_look import second_look
from index.extraction.html.sheet import Clues, Sheet, sheet
from index.extraction.html.trees import Trees
from index.extraction.html.wording import said_above

FILE = Path(__file__).parent / "model.npz"
DOUBTFUL = 0.2
NEAR_BEST = 0.6
"""On a page with no block that passes, those near the best are kept, if that is not too bad."""

FEW_LINKS = 0.1
NAMELESS = 0.95
BENEFIT = 0.2
SHORTEST_COPY = 10  # mass
REPEATED = 0.9
TWICE = 0.3
MOST = 0.5
LONGEST_HEAD = 12
"""Prose that narrowly fails passes where most of what looks like it has passed: a page does not
set one paragraph of its article like the others and means something else. So does the first
prose below the title: what else would have the title?"""

_ARRAYS = ("feature", "bound", "left", "right", "value", "roots")


@dataclass(frozen=True)
class Model:
    """Trees for the first and for the second look at a page, and the least score that is kept.

    On pages that call themselves articles that is `article_threshold`. `names` are those of all
    features, the second look's behind the first's.
    """

    first: Trees
    second: Trees
    threshold: float
    article_threshold: float
    names: tuple[str, ...]
    sayings: Sayings


@dataclass(frozen=True)
class Judgement:
    """The scores of a page's blocks, 0 to 1, and the reasons for them in words.

    `copies` tells which kept blocks are there for a second time.
    """

    scores: list[float]
    kept: list[bool]
    reasons: list[str]
    copies: list[bool]


def judge(page: Page, clues: Clues, model: Model) -> Judgement:
    """Score every block of a page that has any."""
    arrays = sheet(page)
    rows = features(arrays, clues)
    basis, first = model.first.credited(rows)
    rows = np.concatenate([rows, second_look(arrays, first)], axis=1)
    credit, scores = model.second.credited(rows)
    credit[:, : basis.shape[1]] += basis
    best = float(scores.max())
    least = model.article_threshold if clues.is_article else model.threshold
    passed = scores >= (best * NEAR_BEST if DOUBTFUL <= best < least else least)
    favoured = _among_their_like(arrays, passed) | _below_title(arrays, clues.title_at)
    passed |= favoured & (scores >= least - BENEFIT)
    if _is_at_a_loss(arrays, passed):
        passed = _running_text(arrays)
    kept = passed.tolist()
    reasons = model.sayings.told(credit, rows, kept)
    return Judgement(scores.tolist(), kept, reasons, _copies(arrays, passed).tolist())


def _among_their_like(arrays: Sheet, passed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which blocks are prose that looks like prose of which most has passed."""
    through = np.bincount(arrays.groups, arrays.prose * passed)
    share = through / np.maximum(np.bincount(arrays.groups, arrays.prose), 1)
    found: NDArray[np.bool_] = (arrays.prose > 0) & (share[arrays.groups] > MOST)
    return found


def _below_title(arrays: Sheet, title_at: int | None) -> NDArray[np.bool_]:
    """Which block is the first prose below the title, if any is near."""
    found = np.zeros(len(arrays.at), np.bool_)
    if title_at is not None:
        near = arrays.prose[title_at + 1 : title_at + 1 + LONGEST_HEAD]
        found[title_at + 1 + np.flatnonzero(near)[:1]] = True
    return found


def _copies(arrays: Sheet, passed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which kept blocks only say again what stands above them.

    Pages repeat their whole text for other widths of the screen, and their best sentences as
    quotes set in another way. Debates repeat sentences too, but those are what was said.
    """
    again = passed & (arrays.mass >= SHORTEST_COPY) & (said_above(arrays, passed) > REPEATED)
    weight = arrays.mass * passed
    main = int(np.argmax(np.bincount(arrays.groups, weight)))
    is_twice = float(weight[again].sum()) > TWICE * float(weight.sum())
    return again if is_twice else again & (arrays.groups != main)


def _is_at_a_loss(arrays: Sheet, passed: NDArray[np.bool_]) -> bool:
    """Whether most of the prose failed on a page that is prose for the most part.

    Such are the pages of the nineties, one column of text without names and nearly without
    links, of which there are none among those the model was trained on.
    """
    mass, linked, prose, _ = arrays.sums[0].tolist()
    lost = prose - float(arrays.prose[passed].sum())
    unnamed = float((arrays.boxes.meanings[arrays.at] == 0).mean()) > NAMELESS
    return unnamed and linked < FEW_LINKS * mass and prose > MOST * mass and lost > MOST * prose


def _running_text(arrays: Sheet) -> NDArray[np.bool_]:
    """All from the first prose of a page to its last, but for links."""
    text = np.flatnonzero(arrays.prose)
    found = arrays.links < MOST
    found[: text[0]] = found[text[-1] + 1 :] = False
    return found


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model that comes with the project."""
    return load(FILE)


def load(path: Path) -> Model:
    """The model in a file."""
    with np.load(path, allow_pickle=False) as arrays:
        trees = [
            Trees(**{name: arrays[f"{look}_{name}"] for name in _ARRAYS})
            for look in ("first", "second")
        ]
        names = tuple(arrays["names"].tolist())
        least = [float(value) for value in arrays["thresholds"]]
        return Model(trees[0], trees[1], least[0], least[1], names, sayings_of(names))


def save(path: Path, model: Model) -> None:
    """Write a model to a file."""
    arrays = {
        f"{look}_{name}": getattr(trees, name)
        for look, trees in (("first", model.first), ("second", model.second))
        for name in _ARRAYS
    }
    thresholds = np.array([model.threshold, model.article_threshold])
    np.savez_compressed(path, thresholds=thresholds, names=np.array(model.names), **arrays)
