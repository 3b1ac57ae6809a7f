"""What Whoosh asks of a passage rather than of a term: its lengths, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from whoosh.codec.base import PerDocumentReader

from index.columnar.contents import Contents
from index.columnar.field_terms import Ints


class ColumnarPerDocumentReader(PerDocumentReader):
    """Reads the passages of one segment, which Whoosh calls documents.

    Lengths are exact, where Whoosh's own codec keeps a byte that grows less exact with length.
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._deleted = contents.deleted

    def doc_count(self) -> int:
        """How many passages can be found."""
        return self.doc_count_all() - len(self._deleted)

    def doc_count_all(self) -> int:
        """How many passages there are, the deleted among them."""
        return self._contents.passages

    def has_deletions(self) -> bool:
        """Whether any passage is deleted."""
        return bool(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a passage is deleted."""
        return docnum in self._deleted

    def deleted_docs(self) -> Iterator[int]:
        """The deleted passages."""
        return iter(self._deleted)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many words a field of a passage has; `default` for fields that are not counted."""
        lengths = self._lengths(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """How many words a field has over all passages."""
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.sum())

    def min_field_length(self, fieldname: str) -> int:
        """The least number of words a passage has in a field."""
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        """The greatest number of words a passage has in a field."""
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, object]:
        """The id of the document a passage belongs to, and the passage's number in it."""
        columns = self._contents.columns
        document = int(columns.passage_document[docnum])
        (number,) = columns.numbers_of([docnum]).tolist()
        return {"document": self._contents.document_id(document), "passage": number}

    def _lengths(self, fieldname: str) -> Ints | None:
        field = self._contents.get(fieldname)
        return None if field is None else field.lengths
