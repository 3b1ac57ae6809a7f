"""One document whole, with all that is known of it and of where else its text stands."""

from __future__ import annotations

import msgspec

from index.documents import Document
from search.errors import DocumentNotFound
from search.language.syntax import Query
from search.neighbours import Rows, neighbours
from search.opening import Opened
from search.presentation.highlights import Highlighter
from search.results import DocumentView, Span
from search.wordings.parallels import parallels_of
from search.wordings.versions import versions


def document_view(document_id: str, wanted: Query, opened: Opened) -> DocumentView:
    """A document with the words of a query marked. Raises DocumentNotFound."""
    view = view_of(number_of(document_id, opened), opened)
    highlighter = Highlighter(opened.translated(wanted, variants=True).query)
    return msgspec.structs.replace(view, highlights=marked(view.document, highlighter))


def view_of(number: int, opened: Opened, rows: Rows | None = None) -> DocumentView:
    """A document by its number, with nothing marked; `rows` as `search.neighbours` takes them."""
    generation = opened.generation
    store, columns = generation.documents, generation.columns
    document = store.get(number)
    parallels = parallels_of(document, number, generation)
    return DocumentView(
        document=document,
        blocks=store.blocks(number),
        highlights={},
        parallels=parallels and parallels.shown,
        more_parallels=parallels.more if parallels else {},
        neighbours=neighbours(number, columns, store, rows),
        sha256=store.content_hash(number),
        archive=generation.archive.title,
        index_version=generation.version,
        versions=versions(store, columns, number),
    )


def number_of(document_id: str, opened: Opened) -> int:
    """The number of a document. Raises DocumentNotFound."""
    number = opened.generation.documents.number_of(document_id)
    if number is None:
        raise DocumentNotFound(f"No document has the id {document_id!r}.")
    return number


def marked(document: Document, highlighter: Highlighter) -> dict[int, tuple[Span, ...]]:
    """The spans of each passage that has any."""
    title = highlighter.spans([document.title or ""], titles=True)
    spans = enumerate(title + highlighter.spans(document.paragraphs))
    return {number: found for number, found in spans if found}
