"""Documents as columnar segments, written and opened for a test."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from whoosh.reading import IndexReader

from index.analysis import words
from index.columnar.codec import ColumnarSegment, Places, open_reader
from index.columnar.contents import Contents
from index.columnar.segment import open_segment
from index.columnar.toc import write_toc
from index.columnar.writing import write_segment
from index.documents import Document, Extraction, passages
from index.storage.column_writing import ColumnsWriter, write_columns
from index.storage.columns import facts_of, open_columns
from index.storage.packing import CaptureKey, pack
from index.storage.store_writing import StoreWriter


def write_documents(folder: Path, documents: Sequence[Document]) -> int:
    """Write the words and the columns of documents; how many passages there are."""
    columns = ColumnsWriter()
    texts: list[str] = []
    for document in documents:
        own = [passage.text for passage in passages(document)]
        lengths = np.array([len(words(text)) for text in own], np.uint32)
        columns.add([facts_of(document)], [len(own)], lengths)
        texts += own
    folder.mkdir(parents=True)
    write_segment(folder / "words", texts)
    write_columns(columns.columns(), folder / "columns")
    return len(texts)


def columnar_reader(
    folder: Path, *segments: Sequence[Document], deleted: Collection[int] = ()
) -> IndexReader:
    """A reader of documents in columnar segments; the parameters are those of `stock_reader`."""
    opened = []
    first = 0
    for number, documents in enumerate(segments):
        write_documents(folder / str(number), documents)
        columns = open_columns(folder / str(number) / "columns")
        gone = [
            passage
            for passage, document in enumerate(columns.passage_document.tolist())
            if first + document in deleted
        ]
        row = open_segment(folder / str(number) / "words")
        opened.append(Contents(row, columns, [d.id for d in documents].__getitem__, gone))
        first += len(documents)
    return open_reader(opened)


def write_folder(folder: Path, *segments: Sequence[Document]) -> None:
    """Documents in columnar segments, their stores and a table of contents, as on disk."""
    described = []
    for number, documents in enumerate(segments):
        passages = write_documents(folder / str(number), documents)
        places = Places(f"{number}/words", f"{number}/columns", f"{number}/documents", "")
        described.append(ColumnarSegment(str(number), places, passages, range(len(documents))))
        with closing(StoreWriter(folder / str(number) / "documents")) as store:
            for document in documents:
                packed = pack(Extraction(documents=(document,), blocks=()))
                store.add_extraction(CaptureKey(document.path, None, "", ""), packed)
    write_toc(folder, described)
