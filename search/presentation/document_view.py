"""One document whole, with all that is known of it and of where else its text stands."""

from __future__ import annotations

from index.documents import Document
from search.errors import DocumentNotFound
from search.language.syntax import Query
from search.neighbours import neighbours
from search.opening import Opened
from search.presentation.highlights import Highlighter
from search.results import DocumentView, Span
from search.wordings.parallels import parallels_of
from search.wordings.versions import versions


def document_view(document_id: str, wanted: Query, opened: Opened) -> DocumentView:
    """A document with the words of a query marked. Raises DocumentNotFound."""
    generation = opened.generation
    store, columns = generation.documents, generation.columns
    number = number_of(document_id, opened)
    document = store.get(number)
    parallels = parallels_of(document, number, generation)
    highlighter = Highlighter(opened.translated(wanted, variants=True).query)
    return DocumentView(
        document=document,
        blocks=store.blocks(number),
        highlights=marked(document, highlighter),
        parallels=parallels and parallels.shown,
        more_parallels=parallels.more if parallels else {},
        neighbours=neighbours(number, columns, store),
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
