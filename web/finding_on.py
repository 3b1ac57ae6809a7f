"""What leads on from a document: those before and after it, those like it, and how to cite it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from search.citations.citation import Citation
from search.citations.forms import FORMS
from search.engine import Engine
from search.errors import EngineUnavailable
from search.results import DocumentSummary, DocumentView, SimilarDocuments
from web.search_state import SearchState

SIMILAR_SHOWN = 5
_ROW_NAMES = {"source": "From {}", "speaker": "By {}"}


@dataclass(frozen=True)
class Row:
    """The documents before and after one, of one source or by one speaker."""

    name: str
    previous: DocumentSummary | None
    next: DocumentSummary | None


@dataclass(frozen=True)
class Similar:
    """The documents like one, and the search that found them."""

    documents: tuple[DocumentSummary, ...]
    words: str
    href: str


@dataclass(frozen=True)
class CitationForm:
    """A citation in one form, and the address of it as a file."""

    name: str
    title: str
    text: str
    href: str


def rows(view: DocumentView) -> tuple[Row, ...]:
    """The rows a document stands in, where it has any neighbour there."""
    return tuple(
        Row(_ROW_NAMES[found.field].format(found.value), found.previous, found.next)
        for found in view.neighbours
        if found.previous or found.next
    )


def similar(engine: Engine, document_id: str) -> Similar | None:
    """The documents like one; None where there are none, or the engine has no time.

    A document can be read without them, so that it is not refused for their sake.
    """
    try:
        found: SimilarDocuments = engine.similar(document_id, SIMILAR_SHOWN)
    except EngineUnavailable:
        return None
    if not found.results:
        return None
    documents = tuple(result.document for result in found.results)
    return Similar(documents, ", ".join(found.words), SearchState(q=found.query).href)


def citation_forms(citation: Citation, document_id: str) -> tuple[CitationForm, ...]:
    """A citation in every form."""
    return tuple(
        CitationForm(
            name=name,
            title=form.title,
            text=form.write(citation).strip(),
            href=url_for(
                "citations.file",
                document_id=document_id,
                ending=form.ending,
                passage=citation.passage,
            ),
        )
        for name, form in FORMS.items()
    )
