"""Numbers that stand for the order of reading and stay as they are when an archive grows.

Results that tie come in the order of reading. Were documents simply counted, one that is added
in front would change all others; so numbers are far apart, and a new one goes between two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

APART = 1 << 24
"""How far apart numbers are at first."""


def places_of(ids: Sequence[str], known: Mapping[str, int]) -> list[int]:
    """Ascending numbers for documents in the order of reading, known ones where that can be."""
    old = [known[one] for one in ids if one in known]
    if any(left >= right for left, right in pairwise(old)):
        return _anew(len(ids))
    found: list[int] = []
    before, waiting = 0, 0
    for one in (*ids, None):
        if one is not None and one not in known:
            waiting += 1
            continue
        after = before + APART * (waiting + 1) if one is None else known[one]
        if after - before <= waiting:
            return _anew(len(ids))
        step = (after - before) // (waiting + 1)
        found += [before + step * n for n in range(1, waiting + 1)]
        if one is not None:
            found.append(after)
        before, waiting = after, 0
    return found


def _anew(count: int) -> list[int]:
    return [APART * n for n in range(1, count + 1)]
