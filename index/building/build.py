"""Building a generation: gather, index what is new, join it to what was, publish.

The whole is all or nothing: whatever happens before the last step, the generation before it
goes on answering.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

import msgspec

from index import disk
from index.archive import Archive
from index.building.assembling import Assembled, Origin, assemble
from index.building.gathered import Gathered
from index.building.gathering import Gatherer, Reuse
from index.building.growing import Growth, free_name, fresh, merged, still_there
from index.building.known import Known
from index.building.locking import writer_lock
from index.building.pool import Extractor
from index.building.progress import Progress, Silence
from index.building.publishing import new_generation, publish
from index.building.roots import Root, find_roots
from index.building.segment_building import index_documents, index_store
from index.commands.report import Report
from index.documents import Document
from index.errors import DamagedIndex, NoIndex, SchemaMismatch
from index.fingerprints import indexing_fingerprint
from index.parallels.growing import parallels_of
from index.storage.capture_columns import CaptureColumns, capture_columns
from index.storage.catalogue import FileEntry
from index.storage.columns import Columns
from index.storage.current import without_advice
from index.storage.generation_manifest import Manifest, verify
from index.storage.generations import Generation, open_generation
from index.storage.live_segments import DOCUMENTS_FOLDER, SEGMENTS_FOLDER
from index.storage.store_writing import StoreWriter

_NO_FILE = FileEntry("", "", "", None)
"""Stands for where documents are from that a program brings along."""


def build(
    paths: Sequence[Path],
    index_dir: Path,
    *,
    full: bool = False,
    progress: Progress | None = None,
    jobs: int = 1,
    parallels: bool = True,
    distrust: bool = False,
) -> Report:
    """Index folders and files of captures into `index_dir` and make the result current.

    Captures that have not changed since the generation before are not extracted again, unless
    `full`. Where nothing at all has changed, that generation stays. Passages that share text
    are looked for unless `parallels` is turned off. Nothing of the generation before is read
    with `distrust`; where damage is met in it, everything is indexed anew, which is said. Raises
    ArchiveNotFound, ArchiveSettingsError, WriterLocked or CannotWrite; a capture that cannot be
    used is in the report.
    """
    roots = find_roots(paths)
    archive = merged_settings([root.archive for root in roots])
    origin = Origin(archive, tuple(str(root.path) for root in roots), indexing_fingerprint())
    wish = _Wish(roots, origin, progress or Silence(), jobs, full, parallels)
    with writer_lock(index_dir):
        try:
            return _built(wish, index_dir, distrust=distrust)
        except DamagedIndex as error:
            if distrust:
                raise
            report = _built(wish, index_dir, distrust=True)
            return msgspec.structs.replace(
                report, notices=(_anew(error, index_dir), *report.notices)
            )


def build_from_documents(
    documents: Iterable[Document],
    index_dir: Path,
    archive: Archive | None = None,
    *,
    jobs: int = 1,
    parallels: bool = True,
) -> Manifest:
    """Index documents that a program brings along, without captures, and make them current."""
    origin = Origin(archive or Archive(), (), indexing_fingerprint())
    with writer_lock(index_dir), ExitStack() as stack:
        run = _Run(stack, index_dir, origin, None, jobs, parallels=parallels)
        return run.index(documents).manifest


class _Wish(NamedTuple):
    """What a run is to do."""

    roots: Sequence[Root]
    origin: Origin
    progress: Progress
    jobs: int
    full: bool
    parallels: bool


def _built(wish: _Wish, index_dir: Path, *, distrust: bool) -> Report:
    """One run, with the lock held."""
    started = time.monotonic()
    with ExitStack() as stack:
        previous = None if distrust else _open_previous(index_dir, stack)
        run = _Run(stack, index_dir, wish.origin, previous, wish.jobs, parallels=wish.parallels)
        reuse = _reuse(previous, wish.origin, full=wish.full)
        if previous:
            _verify_taken_over(previous.generation, reuse)
        gathered = run.gather(wish.roots, reuse, wish.progress)
        assembled = None
        if wish.full or run.differs(gathered):
            assembled = run.grow(gathered, wish.progress)
        return run.report(gathered, assembled, time.monotonic() - started)


class _Previous(NamedTuple):
    """The generation to take over from, and what it knows of the archive."""

    generation: Generation
    known: Known


def _open_previous(index_dir: Path, stack: ExitStack) -> _Previous | None:
    """The generation to take over from, if there is one. Raises DamagedIndex."""
    try:
        generation = open_generation(index_dir)
    except NoIndex:
        return None
    except SchemaMismatch as error:
        raise DamagedIndex(str(error)) from error
    stack.callback(generation.close)
    return _Previous(generation, Known(generation))


def _anew(error: DamagedIndex, index_dir: Path) -> str:
    return f"Everything was indexed anew: {without_advice(error, index_dir)}"


def _reuse(previous: _Previous | None, origin: Origin, *, full: bool) -> Reuse:
    """What of the generation before can be taken over; segments are of the code that made them."""
    if full or previous is None:
        return "nothing"
    return "segments" if previous.generation.manifest.made_by == origin.made_by else "extractions"


def _verify_taken_over(generation: Generation, reuse: Reuse) -> None:
    """Read whole what is about to be copied, lest damage to it be sealed as if it were sound.

    Segments are copied only where they are merged, which see, and where other code indexes them.
    """
    taken = {
        name: entry
        for name, entry in generation.manifest.files.items()
        if reuse == "extractions" or not name.startswith(f"{SEGMENTS_FOLDER}/")
    }
    verify(generation.path, taken)


class _Run:
    """One run of the indexer: a new generation on its way, and the one before it."""

    def __init__(
        self,
        stack: ExitStack,
        index_dir: Path,
        origin: Origin,
        previous: _Previous | None,
        jobs: int,
        *,
        parallels: bool,
    ) -> None:
        self._stack = stack
        self._index_dir = index_dir
        self._origin = origin
        self._previous = previous.generation if previous else None
        self._known = previous.known if previous else None
        self._jobs = jobs
        self._parallels = parallels
        self._version, self._folder = stack.enter_context(new_generation(index_dir))
        before = self._previous.manifest.segments if self._previous else ()
        self._segment = self._folder / SEGMENTS_FOLDER / free_name(entry.name for entry in before)

    def gather(self, roots: Sequence[Root], reuse: Reuse, progress: Progress) -> Gathered:
        """Store what is extracted from the captures of the roots that are new or changed."""
        with (
            closing(StoreWriter(self._segment / DOCUMENTS_FOLDER)) as writer,
            Extractor(self._jobs) as extractor,
        ):
            gatherer = Gatherer(writer, self._known, reuse, progress, self._index_dir)
            return gatherer.gather(roots, extractor)

    def differs(self, gathered: Gathered) -> bool:
        """Whether anything the index is made of has changed since the generation before."""
        if self._previous is None or self._known is None:
            return True
        if self._parallels != (self._previous.parallels is not None):
            return True
        manifest = self._previous.manifest
        same = Origin(manifest.archive, manifest.roots, manifest.made_by) == self._origin
        return not (same and gathered.is_all_of(self._known))

    def grow(self, gathered: Gathered, progress: Progress) -> Assembled:
        """Index what was gathered and make it current with what is still there of the rest."""
        growths: list[Growth] = []
        if self._previous is not None:
            growths += still_there(self._previous, gathered.kept)
        if gathered.added or not growths:
            columns = index_store(self._segment, self._jobs, progress)
            growths.append(self._fresh(columns, capture_columns(gathered.added)))
        else:
            disk.remove(self._segment)
        return self._publish(growths, gathered)

    def index(self, documents: Iterable[Document]) -> Assembled:
        """Index documents that are all there is, and make them current."""
        columns = index_documents(self._segment, documents, self._jobs)
        count = len(columns.first_day)
        captures = capture_columns([(0, place, 1) for place in range(count)])
        gathered = Gathered(None)
        gathered.files.append(_NO_FILE)
        return self._publish([self._fresh(columns, captures)], gathered)

    def _fresh(self, columns: Columns, captures: CaptureColumns) -> Growth:
        return fresh(self._segment, columns, captures, self._stack)

    def _publish(self, growths: Sequence[Growth], gathered: Gathered) -> Assembled:
        grown = merged(growths, self._folder, self._stack, threads=self._jobs)
        parallels = None
        if self._parallels:
            parallels = parallels_of(grown, self._previous, threads=self._jobs)
        assembled = assemble(
            self._folder,
            self._version,
            self._origin,
            grown,
            gathered.files,
            gathered.failed,
            parallels,
        )
        publish(self._index_dir, self._version, self._folder)
        return assembled

    def report(
        self,
        gathered: Gathered,
        assembled: Assembled | None,
        seconds: float,
    ) -> Report:
        """What the run did; where nothing was assembled, the generation before has stayed."""
        manifest = assembled.manifest if assembled else self._manifest_before()
        return Report(
            version=manifest.version,
            changed=assembled is not None,
            captures=gathered.captures,
            unchanged=gathered.unchanged,
            extracted=gathered.extracted,
            removed=gathered.removed,
            failures=tuple(failed.failure for failed in gathered.failed),
            documents=manifest.documents,
            passages=manifest.passages,
            words=manifest.words,
            years_inferred=assembled.years_inferred if assembled else 0,
            notices=tuple(_notices(gathered, assembled)),
            seconds=round(seconds, 2),
        )

    def _manifest_before(self) -> Manifest:
        assert self._previous is not None
        return self._previous.manifest


def _notices(gathered: Gathered, assembled: Assembled | None) -> list[str]:
    notices = []
    if gathered.moved:
        notices.append(
            f"{gathered.moved} captures stand under the same path in two of the folders;"
            " the name of their folder was put in front of it."
        )
    if assembled and assembled.renamed:
        notices.append(f"{assembled.renamed} documents got another id because theirs was taken.")
    return notices


def merged_settings(archives: Sequence[Archive]) -> Archive:
    """The settings of several archives as one: title and language are the first one's."""
    first = archives[0]
    return msgspec.structs.replace(
        first,
        source=tuple(source for archive in archives for source in archive.source),
        variants=tuple(group for archive in archives for group in archive.variants),
    )
