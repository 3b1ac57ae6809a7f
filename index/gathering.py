"""Gathering an archive: from its files to extractions in a store, doing again only what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from index.archive import Archive, load_archive
from index.documents import Capture, Failure
from index.errors import ArchiveNotFound
from index.fingerprints import extraction_fingerprint
from index.packing import CaptureKey
from index.pool import Extractor, Outcome
from index.progress import Progress
from index.reading.captures import read_file
from index.reading.files import find_files
from index.store import DocumentStore
from index.store_writing import StoreWriter


class Root(NamedTuple):
    """One folder or file to index, with the settings that stand in it."""

    path: Path
    archive: Archive
    settings: str


def find_roots(paths: Sequence[Path]) -> list[Root]:
    """The roots to read, each once; a path within another is left to that one.

    Raises ArchiveNotFound for a path that does not exist, and ArchiveSettingsError.
    """
    for path in paths:
        if not path.exists():
            raise ArchiveNotFound(f"{path} does not exist. Name a folder or file to index.")
    distinct = list(dict.fromkeys(path.resolve() for path in paths))
    outer = [p for p in distinct if not any(p != q and p.is_relative_to(q) for q in distinct)]
    return [_root(path) for path in outer]


def _root(path: Path) -> Root:
    archive = load_archive(path if path.is_dir() else path.parent)
    return Root(path, archive, extraction_fingerprint(archive))


class Tally:
    """What gathering came to: how many captures there were and what became of them."""

    def __init__(self) -> None:
        self.names: list[tuple[str, str | None]] = []
        """Path and record of every capture in reading order."""
        self.unchanged = 0
        self.extracted = 0
        self.failures: list[Failure] = []
        self.moved = 0
        """Captures whose path got its root's name in front because another root has it too."""

    @property
    def captures(self) -> int:
        """How many captures there were."""
        return len(self.names)


class _Ticket(NamedTuple):
    """What is known of a capture before its extraction: where it belongs, and what it weighs."""

    key: CaptureKey
    path: str
    reused: bool
    weight: int


class Gatherer:
    """Reads roots and stores what is extracted from their captures, in reading order.

    `previous` is the store to take unchanged extractions over from, or None.
    """

    def __init__(
        self,
        writer: StoreWriter,
        previous: DocumentStore | None,
        progress: Progress,
        passed_over: Path,
    ) -> None:
        """`passed_over` is a folder to leave out: the index, where it is within an archive."""
        self._writer = writer
        self._previous = previous
        self._progress = progress
        self._passed_over = passed_over.resolve()
        self._owners: dict[str, Path] = {}
        self.tally = Tally()

    def gather(self, roots: Sequence[Root], extractor: Extractor) -> Tally:
        """Gather all roots. Raises ArchiveNotFound where they hold nothing to read."""
        files = [
            (root, file)
            for root in roots
            for file in find_files(root.path)
            if not file.is_relative_to(self._passed_over)
        ]
        self._progress.begin("Reading", sum(_size(file) for _, file in files), "bytes")
        for ticket, outcome in extractor.extractions(self._tasks(files)):
            self._store(ticket, outcome)
        if not self.tally.captures:
            names = ", ".join(str(root.path) for root in roots)
            raise ArchiveNotFound(f"{names} holds no captures: no file in it can be one.")
        return self.tally

    def _tasks(
        self, files: Iterable[tuple[Root, Path]]
    ) -> Iterator[tuple[_Ticket, Capture | Outcome, Archive]]:
        for root, file in files:
            size = left = _size(file)
            for capture in read_file(file, root.path, root.archive):
                weight = min(left, _length(capture))
                left -= weight
                yield self._task(capture, root, weight)
            if left and size:
                self._progress.advance(left)

    def _task(
        self, capture: Capture | Failure, root: Root, weight: int
    ) -> tuple[_Ticket, Capture | Outcome, Archive]:
        sha256 = capture.sha256 if isinstance(capture, Capture) else ""
        key = CaptureKey(capture.path, capture.record, sha256, root.settings)
        known = self._previous.packed(key) if self._previous and sha256 else None
        path = self._path_in_index(capture.path, root)
        return _Ticket(key, path, known is not None, weight), known or capture, root.archive

    def _path_in_index(self, path: str, root: Root) -> str:
        """The capture's path, with its root's name in front where another root has that path."""
        named, attempt = path, 1
        while self._owners.setdefault(named, root.path) != root.path:
            name = root.path.name if attempt == 1 else f"{root.path.name}-{attempt}"
            named, attempt = f"{name}/{path}", attempt + 1
        self.tally.moved += named != path
        return named

    def _store(self, ticket: _Ticket, outcome: Outcome) -> None:
        tally = self.tally
        tally.names.append((ticket.path, ticket.key.record))
        if isinstance(outcome, Failure):
            failure = msgspec.structs.replace(outcome, path=ticket.path)
            tally.failures.append(failure)
            self._writer.add_failure(ticket.key.path, failure)
        else:
            tally.unchanged += ticket.reused
            tally.extracted += not ticket.reused
            self._writer.add_extraction(ticket.key, ticket.path, outcome)
        self._progress.advance(ticket.weight, captures=1)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _length(capture: Capture | Failure) -> int:
    """About how many bytes of its file a capture is, for telling progress."""
    return len(capture.text) if isinstance(capture, Capture) else 0
