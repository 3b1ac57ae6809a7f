"""What gathering an archive came to: its files, and what became of their captures."""

from __future__ import annotations

import numpy as np

from index.building.known import Known
from index.storage.capture_columns import CaptureColumns, capture_columns
from index.storage.catalogue import Failed, FileEntry


class Gathered:
    """What gathering came to: the files of the archive, and what became of their captures."""

    def __init__(self, known: Known | None) -> None:
        self.files: list[FileEntry] = []
        self.failed: list[Failed] = []
        self.kept: CaptureColumns = _none_of(known)
        """All captures of the generation before; those that are not taken over have no file."""
        self.added: list[tuple[int, int, int]] = []
        """File, place and number of documents of every capture in the store, in its order."""
        self.captures = 0
        self.unchanged = 0
        self.extracted = 0
        self.moved = 0
        """Captures whose path got its root's name in front because another root has it too."""
        self.names: set[tuple[str, str | None]] = set()
        """Path and record of every capture of the files that were read."""
        self.names_before: set[tuple[str, str | None]] = set()
        """The same of the generation before, of the files that were read or are gone."""

    @property
    def removed(self) -> int:
        """How many captures are there no more."""
        return len(self.names_before - self.names)

    def is_all_of(self, known: Known) -> bool:
        """Whether the archive is just what it was."""
        return (
            not self.added
            and self.files == known.files
            and self.failed == known.failed
            and np.array_equal(self.kept.file, known.captures.file)
            and np.array_equal(self.kept.place, known.captures.place)
        )


def _none_of(known: Known | None) -> CaptureColumns:
    """The captures of a generation, none of them taken over yet."""
    if known is None:
        return capture_columns([])
    gone = np.full(len(known.captures.file), -1, np.int32)
    return CaptureColumns(gone, gone.copy(), known.captures.documents)
