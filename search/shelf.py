"""Documents that were shown lately, since they are likely to be shown again.

The next page of a search, the same search with a filter, and whoever opens a result want
documents that were unpacked a moment ago, and to unpack a long one takes milliseconds.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from index.documents import Document

MAX_CHARACTERS = 32_000_000
"""How much text is kept."""


class Shelf:
    """Documents by number; `read` brings those that are not here. Threads may share it."""

    def __init__(self, read: Callable[[int], Document]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, Document] = OrderedDict()
        self._characters = 0

    def get(self, number: int) -> Document:
        """A document; raises what `read` raises."""
        with self._lock:
            if number in self._kept:
                self._kept.move_to_end(number)
                return self._kept[number]
        document = self._read(number)
        with self._lock:
            if number not in self._kept:
                self._kept[number] = document
                self._characters += _characters(document)
            while self._characters > MAX_CHARACTERS and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._characters -= _characters(dropped)
        return document


def _characters(document: Document) -> int:
    return sum(map(len, document.paragraphs))
