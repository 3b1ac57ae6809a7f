"""What the generation before knows of the archive: its files, and what was made of each."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from index.storage.capture_columns import CaptureColumns, open_captures
from index.storage.catalogue import Failed, FileEntry
from index.storage.generations import CAPTURES_FOLDER, Generation
from index.storage.packing import CaptureKey, Packed


class KnownCapture(NamedTuple):
    """A capture by its number in the generation, and what its extraction depended on."""

    number: int
    key: CaptureKey


class Known:
    """The files and captures of a generation."""

    def __init__(self, generation: Generation) -> None:
        self.captures: CaptureColumns = open_captures(generation.path / CAPTURES_FOLDER)
        self.files: Sequence[FileEntry] = generation.documents.catalogue.files()
        self.failed: Sequence[Failed] = generation.documents.catalogue.failed()
        self._stores = generation.documents.stores
        self._first = [0, *accumulate(entry.captures for entry in generation.manifest.segments)]
        self._by_path = {file.path: number for number, file in enumerate(self.files)}
        live = self.captures.file[self.captures.live]
        self._counts = np.bincount(live, minlength=len(self.files)).tolist()
        self._failed_of: dict[int, list[Failed]] = defaultdict(list)
        for failed in self.failed:
            self._failed_of[failed.file].append(failed)

    def number_of(self, path: str) -> int | None:
        """The number of the file known by this path, or None."""
        return self._by_path.get(path)

    def count(self, file: int) -> int:
        """How many captures of a file were extracted."""
        return int(self._counts[file])

    def failed_of(self, file: int) -> list[Failed]:
        """The captures of a file that failed."""
        return self._failed_of.get(file, [])

    def captures_of(self, file: int) -> list[KnownCapture]:
        """The captures of a file that were extracted, in the order of their places in it."""
        found = []
        for store, first in zip(self._stores, self._first, strict=False):
            for number, key in store.captures_of(self.files[file].own_path):
                if self.captures.file[first + number] == file:
                    found.append(KnownCapture(first + number, key))
        return sorted(found, key=lambda capture: int(self.captures.place[capture.number]))

    def by_key(self, file: int) -> dict[CaptureKey, deque[int]]:
        """The numbers of the captures of a file by what their extraction depended on."""
        found: dict[CaptureKey, deque[int]] = defaultdict(deque)
        for number, key in self.captures_of(file):
            found[key].append(number)
        return found

    def names(self, file: int) -> Iterator[tuple[str, str | None]]:
        """Path and record of every capture of a file, those that failed among them."""
        path = self.files[file].path
        yield from ((path, capture.key.record) for capture in self.captures_of(file))
        yield from ((path, failed.failure.record) for failed in self.failed_of(file))

    def packed(self, capture: int) -> Packed:
        """What extraction said of a capture."""
        segment = int(np.searchsorted(self._first, capture, "right")) - 1
        return self._stores[segment].packed(capture - self._first[segment])[1]
