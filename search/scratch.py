"""Arrays of one value a passage that searches work in, made once a thread.

A fresh array of a megabyte costs more than what is done with it: its pages have to be mapped
and cleared. Whoever takes one of these leaves it as it was found, all zeros, which costs only
what was written to it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from search.bits import Bits, packed

Passages = NDArray[np.int32]


class Scratch:
    """The arrays of one thread for an index of so many passages; 7 bytes a passage at most."""

    def __init__(self, passages: int) -> None:
        self.marks = np.zeros(passages, np.bool_)
        self._sums: NDArray[np.float32] | None = None
        self.levels: NDArray[np.uint16] = np.empty(0, np.uint16)

    @contextmanager
    def marked(self, passages: Passages) -> Iterator[NDArray[np.bool_]]:
        """bool[P]: whether a passage is among those given."""
        self.marks[passages] = True
        try:
            yield self.marks
        finally:
            self.marks[passages] = False

    def bits(self, lists: Sequence[Passages]) -> Bits:
        """The passages of any of some lists as bits; a new array."""
        try:
            for passages in lists:
                self.marks[passages] = True
            return packed(self.marks)
        finally:
            self.marks.fill(False)

    @property
    def sums(self) -> NDArray[np.float32]:
        """float32[P], zeros."""
        if self._sums is None:
            self._sums = np.zeros(len(self.marks), np.float32)
        return self._sums

    def level_sums(self) -> NDArray[np.uint16]:
        """uint16[P], holding anything."""
        if len(self.levels) != len(self.marks):
            self.levels = np.empty(len(self.marks), np.uint16)
        return self.levels


class ThreadScratch(threading.local):
    """A Scratch for each thread that asks."""

    def __init__(self, passages: int) -> None:
        self.own = Scratch(passages)
