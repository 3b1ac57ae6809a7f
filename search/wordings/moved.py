"""Passages that stand elsewhere in another wording: which of them belong together.

Passages that share a run of three words are looked at, and belong together where they share most
of the words of the longer one; those that share most are paired first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_RUN = 3
"""Words in a row that make passages worth comparing."""

_COMMON = 8
"""A run in more passages than that says nothing of any."""

Words = Sequence[str]
Run = tuple[str, ...]


class Paired(NamedTuple):
    """A passage of the left and one of the right, by their places."""

    left: int
    right: int


def moved(left: Sequence[Words], right: Sequence[Words]) -> list[Paired]:
    """The passages of both sides that belong together, none twice, in the order of the left."""
    shares = {pair: _share(left[pair.left], right[pair.right]) for pair in _candidates(left, right)}
    found: list[Paired] = []
    lefts, rights = set[int](), set[int]()
    for pair in sorted(shares, key=lambda pair: (-shares[pair], pair)):
        if shares[pair] > 0.5 and pair.left not in lefts and pair.right not in rights:
            found.append(pair)
            lefts.add(pair.left)
            rights.add(pair.right)
    return sorted(found)


def _candidates(left: Sequence[Words], right: Sequence[Words]) -> set[Paired]:
    """The pairs that share a run that is not everywhere."""
    holders = defaultdict[Run, set[int]](set)
    for place, words in enumerate(right):
        for run in _runs(words):
            holders[run].add(place)
    return {
        Paired(place, holder)
        for place, words in enumerate(left)
        for run in _runs(words)
        if len(holders.get(run, ())) <= _COMMON
        for holder in holders.get(run, ())
    }


def _runs(words: Words) -> Iterator[Run]:
    """The runs of a passage; a shorter one is a run itself."""
    if 0 < len(words) < _RUN:
        yield tuple(words)
    yield from zip(words, words[1:], words[2:], strict=False)


def _share(left: Words, right: Words) -> float:
    """How much of the words of the longer passage stand in the other too."""
    return (Counter(left) & Counter(right)).total() / max(len(left), len(right), 1)
