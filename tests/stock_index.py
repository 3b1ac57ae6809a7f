"""The oracle: the same documents in stock Whoosh, by its own writer and its own codec (W3).

Nothing of ours is in between but the schema and its analyzers, so that where a reader of ours
says what this one says, it says what Whoosh would.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from whoosh.filedb.filestore import RamStorage
from whoosh.reading import IndexReader

from index.documents import Document, passages
from index.schema import VALUE_FIELDS, field_value, fields_present, make_schema, whole_value


def stock_reader(*segments: Sequence[Document], deleted: Collection[int] = ()) -> IndexReader:
    """A reader of documents as Whoosh indexes them: one segment a sequence, in their order.

    `deleted` numbers documents over all segments; their passages are marked as deleted.
    """
    index = RamStorage().create_index(make_schema())  # type: ignore[no-untyped-call]
    for documents in segments:
        writer = index.writer()
        for document in documents:
            fields = _values(document)
            for passage in passages(document):
                writer.add_document(text=passage.text, exact=passage.text, **fields)
        writer.commit(merge=False)
    if deleted:
        writer = index.writer()
        for number in _passages_of(deleted, segments):
            writer.delete_document(number)
        writer.commit(merge=False)
    return index.reader()  # type: ignore[no-any-return]


def _values(document: Document) -> dict[str, Any]:
    """What every passage of a document carries."""
    fields: dict[str, Any] = {"has": list(fields_present(document))}
    fields |= {f: whole_value(v) for f in VALUE_FIELDS if (v := field_value(document, f))}
    if document.date:
        fields["first_day"] = document.date.first_day
        fields["last_day"] = document.date.last_day
    if document.title:
        fields["title"] = fields["title_exact"] = document.title
    return fields


def _passages_of(wanted: Collection[int], segments: Sequence[Sequence[Document]]) -> list[int]:
    """The numbers of the passages of some documents."""
    owners = [
        number
        for number, document in enumerate(d for documents in segments for d in documents)
        for _ in passages(document)
    ]
    return [passage for passage, owner in enumerate(owners) if owner in wanted]
