"""Gathering an archive: from its files to extractions in a store, doing again only what changed.

A file whose content is what it was is not even read as captures; of one that changed, or that is
new, the captures that are the same as before are left where they are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import numpy as np

from index.archive import Archive
from index.building.gathered import Gathered
from index.building.known import Known
from index.building.pool import Extractor, Outcome
from index.building.progress import Progress
from index.building.recurrence import Recurrence, recurrence_of, settings_with
from index.building.roots import Root
from index.documents import Capture, Failure
from index.errors import ArchiveNotFound, DamagedIndex
from index.fingerprints import file_fingerprint
from index.reading.captures import read_file
from index.reading.files import find_files, path_in_archive
from index.storage.catalogue import Failed, FileEntry
from index.storage.packing import CaptureKey
from index.storage.store_writing import StoreWriter

Reuse = Literal["segments", "extractions", "nothing"]
"""What of the generation before is taken over: its captures where they are, or copied, or not."""

PASSING = frozenset({"unreadable", "crashed", "internal"})
"""Reasons of failures that the same content may not meet the next time."""


class _Ticket(NamedTuple):
    """What is known of a capture before its extraction: where it belongs, and what it weighs."""

    key: CaptureKey
    file: int
    place: int
    reused: bool
    weight: int


_Task = tuple[_Ticket, Capture | Outcome, Archive]


class Gatherer:
    """Reads roots and stores what is extracted from their captures, in the order of reading.

    `known` is the generation before, or None, and `reuse` what of it is taken over.
    """

    def __init__(
        self,
        writer: StoreWriter,
        known: Known | None,
        reuse: Reuse,
        progress: Progress,
        passed_over: Path,
    ) -> None:
        """`passed_over` is a folder to leave out: the index, where it is within an archive."""
        self._writer = writer
        self._known = known
        self._reuse = reuse
        self._progress = progress
        self._passed_over = passed_over.resolve()
        self._owners: dict[str, Path] = {}
        self._carried: dict[int, int] = {}
        """The new numbers of files that have not changed, by their old ones."""
        self._recurrence = Recurrence({})
        self.gathered = Gathered(known)

    def gather(self, roots: Sequence[Root], extractor: Extractor) -> Gathered:
        """Gather all roots. Raises ArchiveNotFound where they hold nothing to read."""
        files = [
            (root, file)
            for root in roots
            for file in find_files(root.path)
            if not file.is_relative_to(self._passed_over)
        ]
        self._recurrence = recurrence_of((file, root.path, root.archive) for root, file in files)
        self._progress.begin("Reading", sum(_size(file) for _, file in files), "bytes")
        tasks = (task for root, file in files for task in self._tasks(root, file))
        for ticket, outcome in extractor.extractions(tasks):
            self._store(ticket, outcome)
        if not self.gathered.captures:
            names = ", ".join(str(root.path) for root in roots)
            raise ArchiveNotFound(f"{names} holds no captures: no file in it can be one.")
        self._unsettle()
        if self._known is not None:
            self._compare(self._known)
        return self.gathered

    def _tasks(self, root: Root, file: Path) -> Iterator[_Task]:
        """The captures of a file that are to be extracted, or taken over into the store."""
        own_path = path_in_archive(file, root.path)
        path = self._path_in_index(own_path, root)
        fingerprint = file_fingerprint(file, root.path)
        settings = self._recurrence.settings(root.settings)
        entry = FileEntry(path, own_path, settings, fingerprint)
        number = len(self.gathered.files)
        self.gathered.files.append(entry)
        before = self._known.number_of(path) if self._known else None
        if self._reuse != "nothing" and before is not None and self._is_known(before, entry):
            return self._carry(before, number, root, _size(file))
        return self._read(before, number, root, file)

    def _is_known(self, before: int, entry: FileEntry) -> bool:
        assert self._known is not None
        return entry.sha256 is not None and self._known.files[before] == entry

    def _carry(self, before: int, number: int, root: Root, size: int) -> Iterator[_Task]:
        """Take over all of a file that has not changed."""
        known, gathered = self._known, self.gathered
        assert known is not None
        self._carried[before] = number
        failed = [each._replace(file=number) for each in known.failed_of(before)]
        gathered.failed += failed
        gathered.captures += len(failed)
        if self._reuse == "extractions":
            self._progress.advance(size, captures=len(failed))
            for capture in known.captures_of(before):
                place = int(known.captures.place[capture.number])
                ticket = _Ticket(capture.key, number, place, True, 0)
                yield ticket, known.packed(capture.number), root.archive
            return
        gathered.captures += known.count(before)
        gathered.unchanged += known.count(before)
        gathered.moved += known.count(before) * _is_moved(gathered.files[number])
        self._progress.advance(size, captures=known.count(before) + len(failed))

    def _read(self, before: int | None, number: int, root: Root, file: Path) -> Iterator[_Task]:
        """Read a file that is new or has changed, capture by capture."""
        known, gathered = self._known, self.gathered
        by_key: dict[CaptureKey, deque[int]] = {}
        if known and before is not None and self._reuse != "nothing":
            by_key = known.by_key(before)
        size = left = _size(file)
        path = gathered.files[number].path
        for place, capture in enumerate(read_file(file, root.path, root.archive)):
            weight = min(left, _length(capture))
            left -= weight
            gathered.names.add((path, capture.record))
            sha256, settings = "", root.settings
            if isinstance(capture, Capture):
                capture = self._recurrence.marked(capture, root.archive)
                sha256, settings = capture.sha256, settings_with(root.settings, capture)
            key = CaptureKey(capture.path, capture.record, sha256, settings)
            same = by_key[key].popleft() if by_key.get(key) else None
            ticket = _Ticket(key, number, place, same is not None, weight)
            if same is None:
                yield ticket, capture, root.archive
            elif known and self._reuse == "extractions":
                yield ticket, known.packed(same), root.archive
            else:
                self._keep(same, ticket)
        if left and size:
            self._progress.advance(left)

    def _keep(self, capture: int, ticket: _Ticket) -> None:
        """Leave a capture of the generation before where it is."""
        gathered = self.gathered
        gathered.kept.file[capture] = ticket.file
        gathered.kept.place[capture] = ticket.place
        gathered.captures += 1
        gathered.unchanged += 1
        gathered.moved += _is_moved(gathered.files[ticket.file])
        self._progress.advance(ticket.weight, captures=1)

    def _store(self, ticket: _Ticket, outcome: Outcome) -> None:
        gathered = self.gathered
        file = gathered.files[ticket.file]
        gathered.captures += 1
        gathered.moved += _is_moved(file)
        if isinstance(outcome, Failure):
            failure = msgspec.structs.replace(outcome, path=file.path)
            gathered.failed.append(Failed(ticket.file, ticket.place, failure))
        else:
            gathered.unchanged += ticket.reused
            gathered.extracted += not ticket.reused
            gathered.added.append((ticket.file, ticket.place, len(outcome.documents)))
            self._writer.add_extraction(ticket.key, outcome)
        self._progress.advance(ticket.weight, captures=1)

    def _path_in_index(self, path: str, root: Root) -> str:
        """A file's path, with its root's name in front where another root has that path."""
        named, attempt = path, 1
        while self._owners.setdefault(named, root.path) != root.path:
            name = root.path.name if attempt == 1 else f"{root.path.name}-{attempt}"
            named, attempt = f"{name}/{path}", attempt + 1
        return named

    def _unsettle(self) -> None:
        """Have files read again that failed for a reason that may pass."""
        gathered = self.gathered
        gathered.failed.sort(key=lambda failed: failed[:2])
        for failed in gathered.failed:
            if failed.failure.reason in PASSING:
                entry = gathered.files[failed.file]
                gathered.files[failed.file] = entry._replace(sha256=None)

    def _compare(self, known: Known) -> None:
        """Leave the captures of unchanged files where they are; note the names of all others."""
        for before in range(len(known.files)):
            if before not in self._carried:
                # Who asks for everything anew may do so because of damage.
                with suppress(DamagedIndex) if self._reuse == "nothing" else nullcontext():
                    self.gathered.names_before.update(known.names(before))
        if self._reuse == "segments":
            # Behind the files, where -1 looks, stands -1.
            number = np.full(len(known.files) + 1, -1, np.int32)
            number[list(self._carried)] = list(self._carried.values())
            number = number[known.captures.file]
            kept, own = self.gathered.kept, number >= 0
            kept.file[own], kept.place[own] = number[own], known.captures.place[own]


def _is_moved(file: FileEntry) -> bool:
    return file.path != file.own_path


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _length(capture: Capture | Failure) -> int:
    """About how many bytes of its file a capture is, for telling progress."""
    return len(capture.text) + len(capture.content) if isinstance(capture, Capture) else 0
