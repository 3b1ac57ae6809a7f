"""Where in the row of a segment something stands: stretches of words, each by its two ends.

Stretches are counted as a reader would count them: from the left, none sharing a word with the
one before. Each is the shortest there is that ends first. Functions here are compiled, and go
through passages that are known to hold what is looked for, int32, sorted; what they find is
int64[n, 2], the addresses of the first word and of the last.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.row import FAR, Row, far_rank
from index.compiled import compiled

Array = NDArray[Any]
Stretches = NDArray[np.int64]

_NEVER = -(1 << 60)


@compiled
def rows_in_order(
    row: Row, passages: Array, kinds: Array, wanted: Array, distance: int
) -> Stretches:
    """Words in order, each at most `distance` positions behind the one before.

    kinds: uint8, by rank, 0 for what does not matter. wanted: int64[w], the kind of each word.
    """
    near, starts = row.near, row.starts
    found = np.empty((len(passages), 2), np.int64)
    n = 0
    last = len(wanted) - 1
    seen, begun = np.empty(len(wanted), np.int64), np.empty(len(wanted), np.int64)
    for passage in passages:
        seen[:] = _NEVER
        for address in range(starts[passage], starts[passage + 1] - 1):
            rank = near[address]
            if rank == FAR:
                rank = far_rank(row, address)
            kind = kinds[rank]
            if kind == 0:
                continue
            # From the last on, so that a word that is wanted twice is not its own neighbour.
            for word in range(last, 0, -1):
                if wanted[word] == kind and address - seen[word - 1] <= distance:
                    seen[word], begun[word] = address, begun[word - 1]
            if wanted[0] == kind:
                seen[0] = begun[0] = address
            if seen[last] == address:
                found = _with_room(found, n)
                found[n, 0], found[n, 1] = begun[last], address
                n += 1
                seen[:] = _NEVER
    return found[:n]


@compiled
def rows_in_any_order(
    row: Row, passages: Array, kinds: Array, wanted: Array, distance: int
) -> Stretches:
    """As `rows_in_order`, in whichever order the words stand; a word given twice stands twice."""
    near, starts = row.near, row.starts
    found = np.empty((len(passages), 2), np.int64)
    n = 0
    # By group of words, as bits: where a row of just these ended last, and where that began.
    ended, begun = np.empty(1 << len(wanted), np.int64), np.empty(1 << len(wanted), np.int64)
    whole = len(ended) - 1
    for passage in passages:
        ended[:] = _NEVER
        for address in range(starts[passage], starts[passage + 1] - 1):
            rank = near[address]
            if rank == FAR:
                rank = far_rank(row, address)
            kind = kinds[rank]
            if kind == 0:
                continue
            ended[0] = begun[0] = address
            # A group follows one of fewer words, whose number is less.
            for group in range(whole, 0, -1):
                for word in range(len(wanted)):
                    if wanted[word] == kind and group & (1 << word):
                        rest = group ^ (1 << word)
                        latest = ended[group] < address or begun[group] < begun[rest]
                        if latest and address - ended[rest] <= distance:
                            ended[group], begun[group] = address, begun[rest]
            if ended[whole] == address:
                found = _with_room(found, n)
                found[n, 0], found[n, 1] = begun[whole], address
                n += 1
                ended[:] = _NEVER
    return found[:n]


@compiled
def _with_room(found: Stretches, count: int) -> Stretches:
    """The same, with room for more than there are; `count` of them are."""
    if count < len(found):
        return found
    larger = np.empty((2 * count + 1, 2), np.int64)
    larger[:count] = found
    return larger


@compiled
def joined(stretches: Stretches) -> Stretches:
    """Stretches sorted by their first word, those that share a word as one."""
    kept = np.empty_like(stretches)
    n = 0
    for place in range(len(stretches)):
        first, last = stretches[place]
        if n and first <= kept[n - 1, 1]:
            kept[n - 1, 1] = max(last, kept[n - 1, 1])
        else:
            kept[n, 0], kept[n, 1] = first, last
            n += 1
    return kept[:n]
