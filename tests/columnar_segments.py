"""Documents as columnar segments, written and opened for a test."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from whoosh.reading import IndexReader

from index.analysis import words
from index.columnar.codec import ColumnarSegment, open_reader
from index.columnar.contents import Contents
from index.columnar.segment import open_segment
from index.columnar.toc import write_toc
from index.columnar.writing import write_segment
from index.columns import ColumnsWriter, facts_of, open_columns
from index.documents import Document, Extraction, passages
from index.packing import CaptureKey, pack
from index.store_writing import StoreWriter


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
    columns.write(folder / "columns")
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
    """Documents in columnar segments, their store and a table of contents, as on disk."""
    described, first = [], 0
    with closing(StoreWriter(folder / "documents.sqlite")) as store:
        for number, documents in enumerate(segments):
            passages = write_documents(folder / str(number), documents)
            described.append(
                ColumnarSegment(
                    f"{number}/words", f"{number}/columns", "documents.sqlite", passages, first
                )
            )
            first += len(documents)
            for document in documents:
                packed = pack(Extraction(documents=(document,), blocks=()))
                store.add_extraction(CaptureKey(document.id, None, "", ""), document.path, packed)
    write_toc(folder, described)
