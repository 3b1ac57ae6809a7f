"""Building a generation: gather, infer, index, publish.

The whole is all or nothing: whatever happens before the last step, the generation before it
goes on answering.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from index.archive import Archive
from index.columnar.codec import ColumnarSegment
from index.columnar.manifest import CODEC
from index.columnar.toc import write_toc
from index.columnar.writing import SegmentWriter
from index.columns import ColumnsWriter
from index.documents import Document
from index.errors import DamagedIndex, NoIndex, SchemaMismatch
from index.fingerprints import indexing_fingerprint
from index.gathering import Gatherer, Root, Tally, find_roots
from index.generations import (
    COLUMNS_FOLDER,
    MANIFEST_FILE,
    SEGMENTS_FOLDER,
    Generation,
    Manifest,
    open_generation,
)
from index.inference import Found, infer_years
from index.locking import writer_lock
from index.packing import CaptureKey, Packed, no_audit
from index.pool import Extractor
from index.preparation import Preparation, Prepared
from index.progress import Progress, Silence
from index.publishing import begin_generation, publish, sizes
from index.report import Report
from index.schema import SCHEMA_VERSION
from index.store import FILE_NAME as STORE_FILE
from index.store import DocumentStore
from index.store_writing import StoreWriter


def build(
    paths: Sequence[Path],
    index_dir: Path,
    *,
    full: bool = False,
    progress: Progress | None = None,
    jobs: int = 1,
) -> Report:
    """Index folders and files of captures into `index_dir` and make the result current.

    Captures that have not changed since the generation before are not extracted again, unless
    `full`. Where nothing at all has changed, that generation stays. Raises ArchiveNotFound,
    ArchiveSettingsError or WriterLocked; a capture that cannot be used is in the report.
    """
    started = time.monotonic()
    roots = find_roots(paths)
    with writer_lock(index_dir), ExitStack() as stack:
        previous, notices = _open_previous(index_dir)
        if previous:
            stack.callback(previous.close)
        archive = merged([root.archive for root in roots])
        run = _Run(stack, index_dir, archive, [str(root.path) for root in roots], progress)
        run.gather(roots, previous.documents if previous and not full else None, jobs)
        if full or not previous or run.differs_from(previous):
            manifest, changed = run.index_store(jobs), True
        else:
            manifest, changed = previous.manifest, False
        before = previous.documents.captures() if previous else []
        return run.report(manifest, before, notices, changed, time.monotonic() - started)


def build_from_documents(
    documents: Iterable[Document],
    index_dir: Path,
    archive: Archive | None = None,
    *,
    jobs: int = 1,
) -> Manifest:
    """Index documents that a program brings along, without captures, and make them current."""
    with writer_lock(index_dir), ExitStack() as stack:
        run = _Run(stack, index_dir, archive or Archive(), [], None)
        return run.index_documents(documents, jobs)


def _open_previous(index_dir: Path) -> tuple[Generation | None, list[str]]:
    """The generation to take over from; one that cannot be read is no reason not to build."""
    try:
        return open_generation(index_dir), []
    except NoIndex:
        return None, []
    except (SchemaMismatch, DamagedIndex) as error:
        return None, [f"Everything was indexed anew: {error}"]


class _Run:
    """One run of the indexer: a new generation, and what its stages hand on to each other."""

    def __init__(
        self,
        stack: ExitStack,
        index_dir: Path,
        archive: Archive,
        roots: Sequence[str],
        progress: Progress | None,
    ) -> None:
        self._index_dir = index_dir
        self._version, self._folder = begin_generation(index_dir)
        stack.callback(shutil.rmtree, self._folder, ignore_errors=True)
        self._origin = (archive, tuple(roots), indexing_fingerprint())
        self._progress = progress or Silence()
        self._tally = Tally()
        self._renamed = 0
        self._years = 0

    def gather(self, roots: Sequence[Root], previous: DocumentStore | None, jobs: int) -> None:
        """Store what is extracted from the captures of the roots."""
        with closing(StoreWriter(self._folder / STORE_FILE)) as writer:
            with Extractor(jobs) as extractor:
                gatherer = Gatherer(writer, previous, self._progress, self._index_dir)
                self._tally = gatherer.gather(roots, extractor)
            self._infer_years(writer)

    def _infer_years(self, writer: StoreWriter) -> dict[int, Found]:
        """Add the years found by comparing the documents, where any lacks its year."""
        self._renamed = writer.renamed
        if not writer.undated:
            return {}
        writer.flush()
        with closing(DocumentStore(self._folder / STORE_FILE)) as store:
            undated = ((number, store.get(number)) for number in writer.undated)
            years = infer_years(undated, store.documents())
        writer.add_dates(years)
        self._years = len(years)
        return years

    def differs_from(self, previous: Generation) -> bool:
        """Whether anything the index is made of has changed since the generation before."""
        manifest, store = previous.manifest, previous.documents
        return (
            self._tally.extracted > 0
            or tuple(self._tally.failures) != store.failures()
            or self._tally.names != store.captures()
            or (manifest.archive, manifest.roots, manifest.made_by) != self._origin
        )

    def index_store(self, jobs: int) -> Manifest:
        """Index the documents gathered and make the generation they are then current."""
        index = _IndexWriter(self._folder, jobs)
        with closing(DocumentStore(self._folder / STORE_FILE)) as store, Preparation(jobs) as pool:
            self._progress.begin("Indexing", len(store), "documents")
            for rows, prepared in pool.stored(store.packed_documents()):
                index.add(prepared)
                self._progress.advance(len(rows))
        return self._publish(index)

    def index_documents(self, documents: Iterable[Document], jobs: int) -> Manifest:
        """Store and index documents, each as if it were a capture, and make them current."""
        index = _IndexWriter(self._folder, jobs)
        with closing(StoreWriter(self._folder / STORE_FILE)) as writer, Preparation(jobs) as pool:
            for batch, prepared in pool.documents(documents):
                index.add(prepared)
                for document, packed in zip(batch, prepared.packed, strict=True):
                    key = CaptureKey(document.path, document.record, "", "")
                    writer.add_extraction(key, document.path, Packed((packed,), no_audit()))
                    self._tally.names.append((document.path, document.record))
            for number, (date, _) in self._infer_years(writer).items():
                index.columns.date(number, date)
        return self._publish(index)

    def _publish(self, index: _IndexWriter) -> Manifest:
        index.close()
        manifest = self._manifest(index)
        encoded = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
        (self._folder / MANIFEST_FILE).write_bytes(encoded)
        publish(self._index_dir, self._version, self._folder)
        return manifest

    def report(
        self,
        manifest: Manifest,
        before: list[tuple[str, str | None]],
        notices: list[str],
        changed: bool,
        seconds: float,
    ) -> Report:
        """What the run did, given the names of the captures there were before it."""
        tally = self._tally
        return Report(
            version=manifest.version,
            changed=changed,
            captures=tally.captures,
            unchanged=tally.unchanged,
            extracted=tally.extracted,
            removed=len(set(before) - set(tally.names)),
            failures=tuple(tally.failures),
            documents=manifest.documents,
            passages=manifest.passages,
            words=manifest.words,
            years_inferred=self._years,
            notices=(*notices, *self._notices()),
            seconds=round(seconds, 2),
        )

    def _manifest(self, index: _IndexWriter) -> Manifest:
        archive, roots, made_by = self._origin
        return Manifest(
            schema_version=SCHEMA_VERSION,
            codec=CODEC,
            version=self._version,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            documents=index.documents,
            passages=index.segment.passages,
            words=index.segment.words,
            captures=self._tally.captures,
            failures=len(self._tally.failures),
            archive=archive,
            roots=roots,
            made_by=made_by,
            files=sizes(self._folder),
        )

    def _notices(self) -> list[str]:
        notices = []
        if self._tally.moved:
            notices.append(
                f"{self._tally.moved} captures stand under the same path in two of the folders;"
                " the name of their folder was put in front of it."
            )
        if self._renamed:
            notices.append(f"{self._renamed} documents got another id because theirs was taken.")
        return notices


class _IndexWriter:
    """Writes what a generation holds beside its store: the segment, the columns, Whoosh's table."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self._folder = folder
        self.segment = SegmentWriter(folder / SEGMENTS_FOLDER / "0", threads=jobs)
        self.columns = ColumnsWriter()
        self.documents = 0

    def add(self, prepared: Prepared) -> None:
        """Add a batch of documents."""
        lengths = self.segment.add(prepared.numbers, prepared.fresh, prepared.tokeniser)
        self.columns.add(prepared.facts, prepared.passages, lengths)
        self.documents += len(prepared.facts)

    def close(self) -> None:
        """Write all that is left to write."""
        self.segment.close()
        self.columns.write(self._folder / COLUMNS_FOLDER)
        passages = self.segment.passages
        row = ColumnarSegment(f"{SEGMENTS_FOLDER}/0", COLUMNS_FOLDER, STORE_FILE, passages)
        write_toc(self._folder, [row])


def merged(archives: Sequence[Archive]) -> Archive:
    """The settings of several archives as one: title and language are the first one's."""
    first = archives[0]
    return msgspec.structs.replace(
        first,
        source=tuple(source for archive in archives for source in archive.source),
        variants=tuple(group for archive in archives for group in archive.variants),
    )
