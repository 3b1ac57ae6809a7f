"""Pages that were captured more than once: which documents are of one page, and which is newest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.storage.pages import NO_PAGE

Ints = NDArray[np.integer]

ALONE = -1


class Recaptures:
    """The captures of each page, ordered by the day of capture.

    Of the same day, and where no day is known, those later in the order of reading are newer.
    """

    def __init__(self, page: NDArray[np.uint64], captured_day: Ints, rank: Ints) -> None:
        """`page`, `captured_day`, `rank`: by document, see `index.storage.columns.Columns`."""
        self._group = np.full(len(page), ALONE, np.int32)
        self._age = np.zeros(len(page), np.int32)
        self._captures: list[list[int]] = []
        several = _captured_again(page, rank)
        order = several[np.lexsort((rank[several], captured_day[several], page[several]))]
        (bounds,) = np.diff(page[order]).nonzero()
        for captures in np.split(order, bounds + 1) if len(order) else ():
            self._group[captures] = len(self._captures)
            self._age[captures] = np.arange(len(captures))[::-1]
            self._captures.append(captures.tolist())

    def __bool__(self) -> bool:
        """Whether any page was captured more than once."""
        return bool(self._captures)

    def of(self, document: int) -> list[int]:
        """The documents that are captures of the page of one, oldest first, itself among them."""
        group = int(self._group[document])
        return [document] if group == ALONE else self._captures[group]

    def newest(self, documents: Ints) -> NDArray[np.int64] | None:
        """The places of the documents that no other of them is a newer capture of.

        None where that is all of them. int64[n], ascending.
        """
        groups = self._group[documents]
        several = np.flatnonzero(groups != ALONE)
        order = several[np.lexsort((self._age[documents[several]], groups[several]))]
        first = np.ones(len(order), np.bool_)
        first[1:] = np.diff(groups[order]) != 0
        if first.all():
            return None
        kept = np.ones(len(documents), np.bool_)
        kept[order[~first]] = False
        return np.flatnonzero(kept)

    def only_newest(self, documents: Ints) -> NDArray[np.bool_] | None:
        """bool[D]: those of some documents that no other of them is a newer capture of.

        None where that is all of them.
        """
        newest = self.newest(documents)
        if newest is None:
            return None
        chosen = np.zeros(len(self._group), np.bool_)
        chosen[documents[newest]] = True
        return chosen


def _captured_again(page: NDArray[np.uint64], rank: Ints) -> NDArray[np.int64]:
    """The documents that can be found and whose page another one is of too."""
    known = np.flatnonzero((page != NO_PAGE) & (rank >= 0))
    ordered = np.sort(page[known])
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    return known[np.isin(page[known], again)] if len(again) else known[:0]
