"""Sets of passages joined: all of them, any of them, one without another.

They are not brought into one form first. A list is kept as far as the other sets have it, from
the smallest on; only frequent words are joined as bits, and documents with documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from search.passage_sets import Dense, Listed, OfDocuments, PassageSet, none
from search.scratch import Scratch

Passages = NDArray[np.int32]

_SORTED = 256
"""Lists with fewer passages than one of so many are joined by sorting, others as bits."""


def intersection(sets: Iterable[PassageSet], scratch: Scratch) -> PassageSet:
    """The passages of all of some sets, at least one; the smallest decides how."""
    smallest, *others = sorted(sets, key=lambda s: s.count)
    if not others:
        return smallest
    if smallest.is_dense and others[0].is_dense:
        joined = Dense(smallest.bits & others[0].bits, smallest.universe)
        return intersection([joined, *others[1:]], scratch)
    if isinstance(smallest, OfDocuments) and isinstance(others[0], OfDocuments):
        return intersection([smallest.both(others[0]), *others[1:]], scratch)
    found = smallest.passages()
    for other in others:
        found = found[other.has(found, scratch)]
    return Listed(found, smallest.universe)


def difference(found: PassageSet, unwanted: PassageSet, scratch: Scratch) -> PassageSet:
    """The passages of one set that are not in another."""
    if found.is_dense and unwanted.is_dense:
        return Dense(found.bits & ~unwanted.bits, found.universe)
    passages = found.passages()
    return Listed(passages[~unwanted.has(passages, scratch)], found.universe)


def union(sets: Sequence[PassageSet], scratch: Scratch) -> PassageSet:
    """The passages of any of some sets."""
    universe = len(scratch.marks)
    sets = [found for found in sets if found.count]
    if len(sets) < 2:
        return sets[0] if sets else none(universe)
    dense = [found.bits for found in sets if found.is_dense]
    rare = [found.passages() for found in sets if not found.is_dense]
    if not dense and sum(map(len, rare)) * _SORTED < universe:
        return Listed(merged(rare), universe)
    if rare:
        dense.append(scratch.bits(rare))
    joined = dense[0]
    for other in dense[1:]:
        joined = joined | other
    return Dense(joined, universe, sets)


def union_of_lists(
    lists: Iterable[Passages], scratch: Scratch, check: Callable[[], None]
) -> PassageSet:
    """The passages of any of many lists."""
    universe = len(scratch.marks)
    taken = []
    for passages in lists:
        taken.append(passages)
        check()
    if sum(map(len, taken)) * _SORTED < universe:
        return Listed(merged(taken), universe)
    return Dense(scratch.bits(taken), universe)


def merged(lists: Sequence[Passages]) -> Passages:
    """The passages of some lists, sorted and distinct."""
    if not lists:
        return np.zeros(0, np.int32)
    found = np.sort(np.concatenate(lists))
    return found[np.flatnonzero(np.diff(found, prepend=-1))]
