"""Writing the Whoosh index of a generation: one Whoosh document a passage, in one segment.

Whoosh's codec writes the files; what goes into them is prepared here, since Whoosh by itself
analyses a text once for each field, makes an object of every word, and sorts every posting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Positions
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter as WhooshWriter

from index.analysis import stem, words
from index.columns import ColumnsWriter
from index.documents import Document, passages
from index.posting_pool import PostingPool, Prepared
from index.schema import VALUE_FIELDS, field_value, fields_present, make_schema, whole_value

_encode: Callable[[Sequence[int]], bytes] = Positions().encode
_AT: tuple[bytes, ...] = tuple(_encode([position]) for position in range(4096))
"""Encoded positions of words that occur once, which most do."""


class SegmentWriter:
    """Adds documents, passage by passage, to a new Whoosh index and to the columns beside it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._writer = _PassageWriter(folder)
        self.columns = ColumnsWriter()
        self.passages = 0
        self.words = 0

    def add(self, document: Document) -> None:
        """Add the passages of a document."""
        self.columns.add_document(document)
        shared = self._writer.values(_values(document))
        title = words(document.title or "")
        shared["title"] = prepare([stem(word) for word in title])
        shared["title_exact"] = prepare(title)
        for passage in passages(document):
            exact = words(passage.text)
            self.columns.add_passage(passage.number, len(exact))
            fields = {
                "text": prepare([stem(word) for word in exact]), "exact": prepare(exact), **shared
            }  # fmt: skip
            self._writer.add(fields, len(exact), len(title))
            self.passages += 1
            self.words += len(exact)

    def close(self) -> None:
        """Write the segment, and remove Whoosh's lock file."""
        self._writer.commit(merge=False)  # type: ignore[no-untyped-call]
        for name in self._folder.glob("*_WRITELOCK"):
            name.unlink()


def prepare(terms: Sequence[str]) -> Prepared:
    """The postings of a row of words: each distinct one with its positions in the row."""
    places: dict[str, list[int]] = {}
    for position, term in enumerate(terms):
        if term in places:
            places[term].append(position)
        else:
            places[term] = [position]
    return [
        (term.encode(), 1.0, _AT[at[0]])
        if len(at) == 1 and at[0] < len(_AT)
        else (term.encode(), float(len(at)), _encode(at))
        for term, at in places.items()
    ]


def _values(document: Document) -> dict[str, object]:
    """The values of a document that every passage of it carries; absent ones are left out."""
    fields: dict[str, object] = {"has": list(fields_present(document))}
    if document.date:
        fields["first_day"] = document.date.first_day
        fields["last_day"] = document.date.last_day
    for field in VALUE_FIELDS:
        if value := field_value(document, field):
            fields[field] = whole_value(value)
    return fields


class _PassageWriter(WhooshWriter):
    """Whoosh's writer, given postings that are ready and lengths that are known."""

    def __init__(self, folder: Path) -> None:
        storage = FileStorage(str(folder))  # type: ignore[no-untyped-call]
        index = FileIndex.create(storage, make_schema())  # type: ignore[no-untyped-call]
        super().__init__(index, compound=False)  # type: ignore[no-untyped-call]
        self._postings = self.pool = PostingPool(folder)  # type: ignore[assignment]
        self._lengths = Lengths()

    def values(self, fields: dict[str, object]) -> dict[str, Prepared]:
        """The postings of values as their fields of the schema make them."""
        return {
            name: [(term, weight, data) for term, _, weight, data in self.schema[name].index(value)]
            for name, value in fields.items()
        }

    def add(self, fields: dict[str, Prepared], text_words: int, title_words: int) -> None:
        """Add a passage: the postings of its fields, and how long its text and title are."""
        self.perdocwriter.start_doc(self.docnum)
        for name, prepared in fields.items():
            self._postings.add(name, self.docnum, prepared)
        for name, length in self._lengths.append(text_words, title_words):
            self.perdocwriter.add_field(name, self.schema[name], None, length)
        self.perdocwriter.finish_doc()
        self._added = True
        self.docnum += 1

    def per_document_reader(self) -> Lengths:
        """What Whoosh asks for lengths while it writes postings."""
        return self._lengths


class Lengths:
    """How many words the fields of each passage have, with the methods Whoosh calls for it."""

    def __init__(self) -> None:
        text: list[int] = []
        title: list[int] = []
        self._by_field = {"text": text, "exact": text, "title": title, "title_exact": title}

    def append(self, text: int, title: int) -> Iterator[tuple[str, int]]:
        """Add a passage; the fields that have a length, with theirs."""
        self._by_field["text"].append(text)
        self._by_field["title"].append(title)
        return ((field, lengths[-1]) for field, lengths in self._by_field.items())

    def doc_field_length_reader(self, field: str) -> Callable[[int], int]:
        """How to look up the length of a field; 0 for fields whose length does not count."""
        lengths = self._by_field.get(field)
        return lengths.__getitem__ if lengths is not None else lambda passage: 0

    def close(self) -> None:
        """Nothing is open."""
