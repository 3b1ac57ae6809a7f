"""Building one segment: its words and its columns, of documents in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from index.building.preparation import Preparation, Prepared
from index.building.progress import Progress
from index.columnar.writing import SegmentWriter
from index.documents import Document
from index.storage.column_writing import ColumnsWriter
from index.storage.columns import Columns
from index.storage.live_segments import DOCUMENTS_FOLDER, WORDS_FOLDER
from index.storage.packing import CaptureKey, Packed, no_audit
from index.storage.store import DocumentStore
from index.storage.store_writing import StoreWriter


def index_store(folder: Path, jobs: int, progress: Progress) -> Columns:
    """Index what stands in the store of a segment."""
    index = _Index(folder, jobs)
    with (
        closing(DocumentStore(folder / DOCUMENTS_FOLDER)) as store,
        Preparation(jobs, index.words.tokeniser) as pool,
    ):
        progress.begin("Indexing", len(store), "documents")
        for rows, prepared in pool.stored(store.documents()):
            index.add(prepared)
            progress.advance(len(rows))
    return index.close()


def index_documents(folder: Path, documents: Iterable[Document], jobs: int) -> Columns:
    """Store and index documents, each as if it were all of a capture."""
    index = _Index(folder, jobs)
    with (
        closing(StoreWriter(folder / DOCUMENTS_FOLDER)) as writer,
        Preparation(jobs, index.words.tokeniser) as pool,
    ):
        for batch, prepared in pool.documents(documents):
            index.add(prepared)
            for document, packed in zip(batch, prepared.packed, strict=True):
                key = CaptureKey(document.path, document.record, "", "")
                writer.add_extraction(key, Packed((packed,), no_audit()))
    return index.close()


class _Index:
    """Writes the words of a segment and collects its columns."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self.words = SegmentWriter(folder / WORDS_FOLDER, threads=jobs)
        self._columns = ColumnsWriter()

    def add(self, prepared: Prepared) -> None:
        """Add a batch of documents."""
        lengths = self.words.add(prepared.numbers)
        self._columns.add(prepared.facts, prepared.passages, lengths)

    def close(self) -> Columns:
        """Write what is left to write."""
        self.words.close()
        return self._columns.columns()
