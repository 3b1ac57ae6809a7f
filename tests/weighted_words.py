"""Words with their lists, lifts and weights, drawn at random, and their scores the slow way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from small_lists import Often, lists_of

from index.columnar.lists import Lists
from search.lists.forms import WHOLE_STEM
from search.lists.impacts import Words
from search.ranking import formulas

Floats = NDArray[np.float64]


class Lift(NamedTuple):
    """The passages from the first up to, not with, the last are under a title of this weight."""

    first: int
    last: int
    weight: float


class Weighted(NamedTuple):
    """Words of a segment in plain Python, beside what loops take of them.

    `often` tells where each word stands; peaks are by norms up to `slack` times as great.
    """

    often: list[Often]
    idfs: list[float]
    lifts: list[list[Lift]]
    norms: Floats
    slack: float
    lists: Lists
    words: Words

    def passages(self) -> list[int]:
        """The passages that hold any of the words."""
        return sorted(set().union(*self.often))

    def score(self, passage: int) -> float:
        """What the words add to a passage, rounded."""
        held = (n for n, often in enumerate(self.often) if passage in often)
        return round(sum(self.impact(n, passage) for n in held), formulas.DECIMALS)

    def impact(self, n: int, passage: int) -> float:
        """What one word adds to a passage that holds it."""
        text = self.often[n][passage] / self.norms[passage]
        weight = formulas.weigh(text, self.lift(n, passage))
        return float(formulas.saturate(weight)) * self.idfs[n]

    def lift(self, n: int, passage: int) -> float:
        """The weight of a word in the title over a passage."""
        own = [lift.weight for lift in self.lifts[n] if lift.first <= passage < lift.last]
        return sum(own)


@st.composite
def weighted_words(draw: st.DrawFn, passages: int, most: int = 4) -> Weighted:
    """Up to so many words, frequent or rare, in so many passages, few weights or many."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shares = draw(
        st.lists(st.sampled_from([0, 0.002, 0.01, 0.1, 0.5, 1]), min_size=1, max_size=most)
    )
    greatest, lengths = draw(st.sampled_from([(1, 1), (2, 3), (30, 60)]))
    often = [_often(chance, passages, share, greatest) for share in shares]
    of_peaks = formulas.norms(chance.integers(1, lengths, passages, endpoint=True))
    slack = draw(st.sampled_from([1.0, 1.0, 1.5, 3.0]))
    norms = of_peaks / chance.choice([1.0, slack], passages) if slack > 1 else of_peaks
    lists, wheres = lists_of(often, of_peaks)
    idfs = chance.choice([0.3, 1.0, 2.5, 6.0], len(often)).tolist()
    lifts = [_lifts(chance, passages, draw(st.sampled_from([0, 0, 5]))) for _ in often]
    ends = np.cumsum([len(own) for own in lifts], dtype=np.int64)
    flat = [lift for own in lifts for lift in own]
    words = Words(
        np.array(wheres, np.int64).reshape(-1, 3),
        np.full(len(often), WHOLE_STEM, np.int64),
        np.array(idfs, np.float64),
        np.array([lift.first for lift in flat], np.int64),
        np.array([lift.last for lift in flat], np.int64),
        np.array([lift.weight for lift in flat], np.float64),
        ends - np.array([len(own) for own in lifts], np.int64),
        ends,
        norms,
    )
    return Weighted(often, idfs, lifts, norms, slack, lists, words)


def _often(chance: np.random.Generator, passages: int, share: float, greatest: int) -> Often:
    """A word in about this share of the passages, of one half of them or of all."""
    first = passages // 2 if chance.random() < 0.3 else 0
    held = first + np.flatnonzero(chance.random(passages - first) < share)
    counts = chance.integers(1, greatest, len(held), endpoint=True)
    return dict(zip(held.tolist(), counts.tolist(), strict=True))


def _lifts(chance: np.random.Generator, passages: int, most: int) -> list[Lift]:
    """Up to so many stretches of passages, one behind the other."""
    ends = np.unique(chance.integers(0, passages, 2 * most, endpoint=True)).tolist()
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return [Lift(first, last, float(chance.choice([0.5, 2.0]))) for first, last in pairs]
