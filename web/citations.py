"""Citations as files: what a link of the document page downloads, or shows to be copied."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from search.citations.citation import Citation, citation_of
from search.citations.forms import FORMS
from web import caching
from web.parameters import CitationParameters
from web.permalinks import site
from web.query_string import read
from web.refusals import protect
from web.replies import Asked
from web.services import engine

citations = protect(Blueprint("citations", __name__))

_BY_ENDING = {form.ending: form for form in FORMS.values()}


@citations.get("/documents/<document_id>/cite.<ending>")
def file(document_id: str, ending: str) -> Response:
    """How to cite a document or a passage of it, as a file of one form.

    Plain text is shown, so that it can be copied; the others are for programs, and saved.
    """
    form = _BY_ENDING.get(ending)
    if form is None:
        raise NotFound
    asked = Asked.now()
    parameters = read(CitationParameters, asked.query)
    citation, version = cited(document_id, parameters.number)
    tag = caching.etag(asked, parameters, f"{version} {citation.permalink}")
    if same := caching.unchanged(asked, tag):
        return same.response
    response = caching.tagged(tag, form.write(citation).encode()).response
    response.content_type = f"{form.media_type}; charset=utf-8"
    if form is not FORMS["plain"]:
        name = f"{citation.key}.{form.ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def cited(document_id: str, passage: int | None) -> tuple[Citation, str]:
    """A citation with its permalink on this site, and the index version it is from.

    Raises DocumentNotFound and PassageNotFound.
    """
    view = engine().document(document_id)
    return citation_of(view, passage=passage, site=site()), view.index_version
