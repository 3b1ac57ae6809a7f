"""Stories: documents that carry the same text, as the parallels of their passages tell.

Two documents are of one story where what they share is most of the shorter one and a good part
of the longer one too: a chronicle that prints ten speeches does not make one story of them. Who
is of one story with a third is of one story.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.parallels.finding import Pairs
from index.parallels.store import Parallels
from index.storage.columns import Columns

MOST = 0.5
"""The share of the words of the shorter document that has to stand in the longer one."""
PART = 0.25
"""The share of the words of the longer one that has to stand in the shorter one."""

Ints = NDArray[np.integer]


class Stories:
    """The story of each document: the first document of it, itself where it is alone."""

    def __init__(self, parallels: Parallels | None, columns: Columns) -> None:
        self._story = np.arange(len(columns.first_day))
        for one, other in _ties(parallels.pairs(), columns) if parallels else ():
            self._join(one, other)
        for document in np.flatnonzero(self._story != np.arange(len(self._story))).tolist():
            self._story[document] = self._first(document)
        together = np.bincount(self._story, minlength=len(self._story)) > 1
        self._is_shared = together[self._story]
        self._any = bool(together.any())

    def of(self, documents: Ints) -> Ints:
        """int64[n]: the story of each of some documents, by number."""
        found: Ints = self._story[documents]
        return found

    def count(self, documents: Ints) -> int:
        """How many stories some documents, none twice, are."""
        if not self._any:
            return len(documents)
        shared = documents[self._is_shared[documents]]
        return len(documents) - len(shared) + len(np.unique(self._story[shared]))

    def _first(self, document: int) -> int:
        while self._story[document] != document:
            document = int(self._story[document])
        return document

    def _join(self, one: int, other: int) -> None:
        first, last = sorted((self._first(one), self._first(other)))
        self._story[last] = first


def _ties(pairs: Pairs, columns: Columns) -> Iterator[tuple[int, int]]:
    """The documents that share enough to be of one story, two by two."""
    owners = columns.passage_document
    documents, tie = np.unique(
        np.stack([owners[pairs.left], owners[pairs.right]]), axis=1, return_inverse=True
    )
    shared = np.stack([_words(tie, side, columns) for side in (pairs.left, pairs.right)])
    words = np.bincount(owners, columns.passage_words, len(columns.first_day))[documents]
    shares = shared / np.maximum(words, 1)
    shorter = words.argmin(axis=0)
    each = np.arange(len(shorter))
    enough = (shares[shorter, each] >= MOST) & (shares[1 - shorter, each] >= PART)
    yield from documents[:, enough].T.tolist()


def _words(tie: Ints, passages: Ints, columns: Columns) -> NDArray[np.float64]:
    """float64[t]: how many words the passages of each tie have, each passage counted once."""
    (tie_of, passage), _ = np.unique(
        np.stack([tie.astype(np.int64), passages.astype(np.int64)]), axis=1, return_inverse=True
    )
    count = int(tie.max()) + 1 if len(tie) else 0
    return np.bincount(tie_of, columns.passage_words[passage], count).astype(np.float64)
