"""Words in order and words near each other, over the places where they stand.

A place is a passage's number and a position in it as one integer (`search.postings`), so
that places of different passages are always further apart than any distance asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

MAX_NEAR = 6
"""How many words NEAR takes: each further one doubles the work."""


def follow(reached: Ints, places: Ints, distance: int) -> Ints:
    """Those of `places` that come after one of `reached`, at most `distance` on. All sorted."""
    if not len(reached):
        return reached
    before = np.searchsorted(reached, places) - 1
    near = (before >= 0) & (places - reached[before] <= distance)
    return places[near]


def in_order(places: Sequence[Ints], distance: int) -> Ints:
    """Where the last of several words stands, each word after the one before, in the order given.

    `places` holds the sorted places of each word; each word stands at most `distance`
    positions after the one before it.
    """
    reached = places[0]
    for following in places[1:]:
        reached = follow(reached, following, distance)
    return reached


def in_any_order(places: Sequence[Ints], distance: int) -> Ints:
    """As `in_order`, in whichever order the words stand; a word given twice stands twice.

    `ends[group]` are the places where a row of just the words of a group can end; a group
    is a set of bits. There are 2**n groups, hence MAX_NEAR.
    """
    ends: dict[int, Ints] = {1 << n: own for n, own in enumerate(places)}
    for group in range(1, 1 << len(places)):
        if group in ends:
            continue
        ways = [
            follow(ends[group ^ (1 << n)], own, distance)
            for n, own in enumerate(places)
            if group & (1 << n)
        ]
        ends[group] = np.unique(np.concatenate(ways))
    return ends[(1 << len(places)) - 1]
