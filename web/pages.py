"""The pages people read: search and results, one document, and what the archive holds.

Every page is a plain GET that works without JavaScript. Searches here are always lenient: a
person who leaves a quotation mark open gets results and is told what was repaired.
"""

from __future__ import annotations

import re

from flask import Blueprint, Response, make_response, render_template, request

from index.errors import IndexingError
from search.answers.found_document import place_of
from search.errors import QueryError, RequestError, SearchError
from search.requests import MAX_WINDOW
from web import presentation
from web.citations import cited
from web.concordance_page import concordance_page
from web.document_page import document_page, paragraph_href
from web.error_pages import register_errors
from web.finding_on import citation_forms, similar
from web.help_page import help_page, language
from web.home_page import home_page
from web.permalinks import site
from web.search_page import document_href, heading, results_page
from web.search_state import SearchState, date_errors
from web.services import archive, engine
from web.sources_page import sources_page
from web.trends_page import trends_page
from web.trends_state import TrendsState
from web.visits import note_code

__all__ = ["pages", "register_errors"]

pages = Blueprint("pages", __name__)

for _name in ("marked", "date_in_words", "number", "counted", "kind_in_words"):
    pages.add_app_template_filter(getattr(presentation, _name), _name)


pages.add_app_template_global(language)


@pages.app_context_processor
def archive_title() -> dict[str, str]:
    """What every page carries at its head, also where the engine cannot answer."""
    try:
        return {"archive_title": archive().title}
    except (SearchError, IndexingError):
        return {"archive_title": "Rostrum"}


@pages.get("/")
def home() -> Response:
    """The front page, or the results where anything is asked for."""
    state = SearchState.from_arguments(request.args)
    if not state.asks:
        page = home_page(engine())
        return _page("home.html", page=page)
    errors = date_errors(state)
    if errors:
        return _page("refused.html", status=400, state=state, field_errors=errors, fault=None)
    return _results(state)


def _results(state: SearchState) -> Response:
    try:
        if state.view == "concordance":
            lines = concordance_page(engine(), state)
            if lines.answer.total.passages:
                missing = bool(lines.answer.total.occurrences) and not lines.lines
                status = 404 if missing else 200
                return _page("concordance.html", status=status, page=lines, state=state)
        page = results_page(engine(), state)
    except (QueryError, RequestError) as fault:
        note_code(fault.code)
        return _page("refused.html", status=400, state=state, field_errors={}, fault=fault)
    beyond = bool(page.answer.total.documents) and not page.results
    return _page(
        "results.html",
        status=404 if beyond else 200,
        page=page,
        state=state,
        heading=heading(page),
        document_href=document_href,
    )


@pages.get("/documents/<document_id>")
def document(document_id: str) -> Response:
    """One document, whole, with the words of a query marked in it."""
    query = request.args.get("q", "").strip()
    try:
        view = engine().document(document_id, query)
    except QueryError:
        query = ""
        view = engine().document(document_id)
    return _page(
        "document.html",
        page=document_page(view, query, similar(engine(), document_id), site()),
        state=SearchState(q=query),
        paragraph_href=paragraph_href,
    )


@pages.get("/trends")
def trends() -> Response:
    """Words and phrases over time."""
    state = TrendsState.from_arguments(request.args)
    errors = date_errors(state.filters)
    if errors:
        return _page("trends.html", status=400, page=None, state=state, errors=errors, fault=None)
    try:
        page = trends_page(engine(), state) if state.queries else None
    except (QueryError, RequestError) as fault:
        note_code(fault.code)
        return _page("trends.html", status=400, page=None, state=state, errors={}, fault=fault)
    return _page("trends.html", page=page, state=state, errors={}, fault=None)


@pages.get("/documents/<document_id>/cite")
def cite(document_id: str) -> Response:
    """How to cite a document or one of its paragraphs, in every form."""
    typed = request.args.get("passage", "").strip()
    passage = int(typed) if re.fullmatch("[0-9]{1,9}", typed) else None
    citation, _ = cited(document_id, passage)
    return _page(
        "cite.html",
        id=document_id,
        title=citation.title,
        passage=passage,
        page_href=place_of(document_id, passage),
        forms=citation_forms(citation, document_id),
    )


@pages.get("/help")
def help_() -> Response:
    """How to write a query, by examples that run."""
    return _page("help.html", page=help_page(engine().fields()), window=MAX_WINDOW)


@pages.get("/sources")
def sources() -> Response:
    """What the archive holds, by source and over time, and what could not be read."""
    return _page("sources.html", page=sources_page(engine().audited_archive()))


def _page(template: str, *, status: int = 200, **values: object) -> Response:
    return make_response(render_template(template, **values), status)
