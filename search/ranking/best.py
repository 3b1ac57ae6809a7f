"""The best of what was found: passages by their scores, documents by those of their passages.

Functions here are compiled. Scores are float64, rounded; of equal ones the lower number wins.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled
from search.ranking.formulas import BEST_CREDIT, CREDIT, DECIMALS

Array = NDArray[Any]
Floats = NDArray[np.float64]

_SCALE = 10.0**DECIMALS

_DEPTH = 32
"""How many passages of a document count; what lies deeper adds less than rounding does."""


@compiled
def best(scores: Floats, count: int) -> Array:
    """int64[m]: the places of the `count` best scores, best first, the earlier of equal ones."""
    places = np.empty(min(count, len(scores)), np.int64)
    held = 0
    least = -np.inf
    for n in range(len(scores)):
        if scores[n] > least or held < len(places):
            held = _insert(places, scores, held, n)
            if held == len(places):
                least = scores[places[held - 1]] if held else np.inf
    return places[:held]


@compiled
def _insert(places: Array, scores: Floats, held: int, new: int) -> int:
    """Put a place among the best so far, which it comes after; how many are held then."""
    if held == len(places):
        if held == 0 or scores[new] <= scores[places[held - 1]]:
            return held
        held -= 1
    at = held
    while at > 0 and scores[places[at - 1]] < scores[new]:
        places[at] = places[at - 1]
        at -= 1
    places[at] = new
    return held + 1


@compiled
def runs(owners: Array, passages: Array) -> Array:
    """int64[d+1]: where the passages of each document begin, and where the last ones end."""
    starts = np.empty(len(passages) + 1, np.int64)
    n = 0
    owner = -1
    for place in range(len(passages)):
        if owners[passages[place]] != owner:
            owner = owners[passages[place]]
            starts[n] = place
            n += 1
    starts[n] = len(passages)
    return starts[: n + 1]


@compiled
def best_of_runs(scores: Floats, starts: Array, chosen: Array, count: int) -> Array:
    """int64[n, count]: the places of the best scores of some runs, or -1 where there are fewer.

    `starts` are those of `runs`, `chosen` the numbers of the runs wanted.
    """
    found = np.full((len(chosen), count), -1)
    for n in range(len(chosen)):
        start, stop = starts[chosen[n]], starts[chosen[n] + 1]
        places = best(scores[start:stop], count)
        found[n, : len(places)] = places + start
    return found


@compiled
def distinct(owners: Array, passages: Array) -> Array:
    """int32[d]: the documents of some passages."""
    found = np.empty(len(passages), np.int32)
    n = 0
    for passage in passages:
        owner = owners[passage]
        if n == 0 or found[n - 1] != owner:
            found[n] = owner
            n += 1
    return found[:n]


@compiled
def document_scores(scores: Floats, starts: Array, count: int) -> Floats:
    """float64[d]: the score of each document, or -1 where it is not among the `count` best.

    `starts` are those of `runs`.
    """
    found = np.full(len(starts) - 1, -1.0)
    leading = np.empty(min(count, len(found)), np.int64)
    held = 0
    deepest = np.empty(_DEPTH)
    for n in range(len(found)):
        own = scores[starts[n] : starts[n + 1]]
        if held == len(leading) and held and own.max() * BEST_CREDIT < found[leading[held - 1]]:
            continue
        found[n] = _document_score(own, deepest)
        held = _insert(leading, found, held, n)
    return found


@compiled
def _document_score(scores: Floats, deepest: Floats) -> float:
    """The score of a document, from those of its passages."""
    held = 0
    for score in scores:
        at = held
        if held == _DEPTH:
            if score <= deepest[held - 1]:
                continue
            at -= 1
        else:
            held += 1
        while at > 0 and deepest[at - 1] < score:
            deepest[at] = deepest[at - 1]
            at -= 1
        deepest[at] = score
    total, weight = deepest[0], CREDIT
    for n in range(1, held):
        total += weight * deepest[n]
        weight /= 2
    return float(np.rint(total * _SCALE) / _SCALE)
