"""The JSON API, version 1: what the pages show, for programs.

Views read their parameters, ask the engine, and encode the answer once. They raise what is
wrong; `web.refusals` turns whatever was raised into a problem document.
"""

from __future__ import annotations

import time
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, request

from search.answers import search_answer
from search.document_answer import document_answer
from search.engine import MAX_WINDOW, SearchRequest, SearchResults
from web import caching
from web.answers import FieldsAnswer, SuggestAnswer
from web.parameters import (
    DocumentParameters,
    NoParameters,
    SearchParameters,
    SuggestParameters,
)
from web.problems import ProblemError
from web.query_string import read
from web.refusals import protect
from web.services import engine, services

api = protect(Blueprint("api", __name__, url_prefix="/api/v1"))


@api.get("/search")
def search() -> Response:
    """Search the archive."""
    parameters = read(SearchParameters, request.query_string)
    asked = _placed(parameters)
    if (same := caching.unchanged(engine().index_version)) is not None:
        return same
    began = time.perf_counter()
    results = engine().search(asked)
    took = (time.perf_counter() - began) * 1000
    following = _following(asked, results)
    response = _json(search_answer(results, took, following), results.index_version)
    if following:
        response.headers["Link"] = f'<{_next_address(following)}>; rel="next"'
    return response


@api.get("/documents/<document_id>")
def document(document_id: str) -> Response:
    """A document whole."""
    parameters = read(DocumentParameters, request.query_string)
    if (same := caching.unchanged(engine().index_version)) is not None:
        return same
    view = engine().document(document_id, parameters.q)
    return _json(document_answer(view), view.index_version)


@api.get("/suggest")
def suggest() -> Response:
    """Completions of what was typed."""
    parameters = read(SuggestParameters, request.query_string)
    version = engine().index_version
    if (same := caching.unchanged(version)) is not None:
        return same
    field = None if isinstance(parameters.field, msgspec.UnsetType) else parameters.field
    found = engine().suggest(parameters.q, field, parameters.limit)
    return _json(
        SuggestAnswer(input=parameters.q, suggestions=tuple(found), index_version=version), version
    )


@api.get("/sources")
def sources() -> Response:
    """What the archive holds."""
    read(NoParameters, request.query_string)
    if (same := caching.unchanged(engine().index_version)) is not None:
        return same
    report = engine().archive()
    return _json(report, report.index_version)


@api.get("/fields")
def fields() -> Response:
    """The fields of the query language."""
    read(NoParameters, request.query_string)
    version = engine().index_version
    if (same := caching.unchanged(version)) is not None:
        return same
    return _json(FieldsAnswer(fields=tuple(engine().fields()), index_version=version), version)


def _placed(parameters: SearchParameters) -> SearchRequest:
    """The search asked for, from where its cursor says, and never past the window.

    Raises ProblemError.
    """
    asked = parameters.request()
    offset = 0
    if parameters.cursor:
        offset = services().cursors.read(parameters.cursor, asked, engine().index_version)
    if offset >= MAX_WINDOW:
        raise ProblemError(
            "beyond_window",
            f"Only the first {MAX_WINDOW:,} results can be paged through. Narrow the search.",
            parameter="cursor",
        )
    limit = min(asked.limit, MAX_WINDOW - offset)
    return msgspec.structs.replace(asked, offset=offset, limit=limit)


def _following(asked: SearchRequest, results: SearchResults) -> str | None:
    """The cursor of the next page, unless this is the last one or the window ends here."""
    offset = asked.offset + len(results.results)
    total = results.total.documents if asked.group == "document" else results.total.passages
    if not results.results or offset >= min(total, MAX_WINDOW):
        return None
    return services().cursors.write(asked, offset, results.index_version)


def _next_address(cursor: str) -> str:
    """The address of the next page: this one's parameters with another cursor."""
    pairs = [(k, v) for k, v in request.args.items(multi=True) if k != "cursor"]
    return f"{request.path}?{urlencode([*pairs, ('cursor', cursor)])}"


def _json(body: msgspec.Struct, version: str) -> Response:
    """An answer of this index version, encoded once."""
    response = Response(msgspec.json.encode(body), mimetype="application/json")
    return caching.tagged(response, version)
