"""A Whoosh codec over columnar segments: Whoosh's own searcher reads them like any other.

Read-only: segments are written whole (see `writing`), never by a Whoosh writer. There are two
ways in. `open_reader` makes a reader of what is open already, without a file of Whoosh's; that
is the engine's way. `whoosh.index.open_dir` finds the segments by the table of contents that
`toc.write_toc` left, for whoever comes with Whoosh alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

import numpy as np
from whoosh.codec.base import Codec
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.fields import STORED, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage, ReadOnlyError
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader

from index.columnar.contents import Contents
from index.columnar.guarding import guard
from index.columnar.per_document import ColumnarPerDocumentReader
from index.columnar.segment import open_segment
from index.columnar.term_reader import ColumnarTermsReader
from index.schema import make_schema
from index.storage.catalogue import Catalogue
from index.storage.column_writing import taken
from index.storage.columns import open_columns
from index.storage.store import DocumentStore

INDEX_NAME = "MAIN"
"""The name Whoosh gives an index that is given none."""


class Places(NamedTuple):
    """Where a segment's files are, relative to the table of contents, with `/` between folders.

    words, columns and store are folders; catalogue is a file, empty where there is none.
    """

    words: str
    columns: str
    store: str
    catalogue: str


class ColumnarSegment(WhooshSegment):
    """A segment in a table of contents: where its files are, relative to the folder of that."""

    def __init__(
        self,
        name: str,
        places: Places,
        passages: int,
        documents: range,
        deleted: Iterable[int] = (),
    ) -> None:
        """Take how many passages there are and which are not to be found.

        `documents` are the numbers of its documents in the columns and in the catalogue, which
        may hold those of other segments too; in its store they count from 0.
        """
        self.indexname = INDEX_NAME
        self.segid = name
        self.places = places
        self.passages = passages
        self.documents = documents
        self.deleted = frozenset(deleted)
        self.compound = False

    def codec(self) -> ColumnarCodec:
        """The codec that reads this segment."""
        return ColumnarCodec()

    def doc_count_all(self) -> int:
        """How many passages there are, the deleted among them."""
        return self.passages

    def deleted_count(self) -> int:
        """How many passages are deleted."""
        return len(self.deleted)

    def deleted_docs(self) -> frozenset[int]:
        """The deleted passages."""
        return self.deleted

    def is_deleted(self, docnum: int) -> bool:
        """Whether a passage is deleted."""
        return docnum in self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> NoReturn:
        """Refused: what is in an index changes by a reindex only."""
        raise ReadOnlyError("A columnar segment cannot be changed; reindex: rostrum index PATH")


class ColumnarCodec(Codec):
    """Reads one segment. `contents` is what it holds, where that is open already."""

    def __init__(self, contents: Contents | None = None) -> None:
        self._contents = contents

    def terms_reader(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarTermsReader:
        """The terms of the segment."""
        return ColumnarTermsReader(self._open(storage, segment))

    def per_document_reader(
        self, storage: FileStorage, segment: ColumnarSegment
    ) -> ColumnarPerDocumentReader:
        """The passages of the segment."""
        return ColumnarPerDocumentReader(self._open(storage, segment))

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise ReadOnlyError("Columnar segments are not written by Whoosh")

    per_document_writer = field_writer = postings_writer = postings_reader = new_segment = _refuse

    def _open(self, storage: FileStorage, segment: ColumnarSegment) -> Contents:
        if self._contents is None:
            folder, places = Path(storage.folder), segment.places
            self._contents = Contents(
                open_segment(folder / places.words),
                taken(open_columns(folder / places.columns), np.array(segment.documents)),
                partial(_document_id, folder, segment),
                segment.deleted,
            )
        return self._contents


def open_reader(segments: Sequence[Contents]) -> IndexReader:
    """A reader of segments that are open, their passages numbered through in this order."""
    schema = readable_schema()
    nothing = RamStorage()  # type: ignore[no-untyped-call]
    readers: list[IndexReader] = []
    for number, contents in enumerate(c for c in segments if c.passages):
        segment = ColumnarSegment(
            str(number), Places("", "", "", ""), contents.passages, range(0), contents.deleted
        )
        readers.append(SegmentReader(nothing, schema, segment, codec=ColumnarCodec(contents)))
    if not readers:
        return EmptyReader(schema)
    return readers[0] if len(readers) == 1 else MultiReader(readers)


def readable_schema() -> Schema:
    """The schema, and what stock results can tell of a hit: its document's id and its number."""
    schema = make_schema()
    schema.add("document", STORED)
    schema.add("passage", STORED)
    return schema


def _document_id(folder: Path, segment: ColumnarSegment, number: int) -> str:
    """The id of a document of a segment, which the catalogue may have changed."""
    places = segment.places
    if places.catalogue:
        with closing(Catalogue(folder / places.catalogue)) as catalogue:
            renamed = catalogue.additions(segment.documents[number]).id
        if renamed is not None:
            return renamed
    with closing(DocumentStore(folder / places.store)) as store:
        return store.get(number).id


guard(readable_schema)
