"""The JSON API, version 1: what the pages show, for programs.

Views read their parameters, ask the engine, and encode the answer once. They raise what is
wrong; `web.refusals` turns whatever was raised into a problem document.
"""

from __future__ import annotations

import time

import msgspec
from flask import Blueprint, Response, request

from search.answers.comparison import comparison_answer
from search.answers.document import document_answer
from search.answers.quotation import quote_answer
from search.answers.similar import similar_answer
from search.citations.forms import citation_answer
from web import caching
from web.answers import FieldsAnswer, SuggestAnswer
from web.bodies import QuoteBody, read_body
from web.citations import cited
from web.counting import concordance_reply, trends_reply
from web.parameters import (
    CitationParameters,
    DocumentParameters,
    NoParameters,
    SimilarParameters,
    SuggestParameters,
)
from web.query_string import read
from web.refusals import protect
from web.replies import Asked, Reply
from web.searching import search_reply
from web.services import engine, services

api = protect(Blueprint("api", __name__, url_prefix="/api/v1"))


@api.get("/search")
def search() -> Response:
    """Search the archive."""
    return search_reply(Asked.now(), services()).response


@api.get("/documents/<document_id>")
def document(document_id: str) -> Response:
    """A document whole."""
    asked = Asked.now()
    parameters = read(DocumentParameters, asked.query)
    if same := _unchanged(asked, parameters):
        return same.response
    view = engine().document(document_id, parameters.q)
    return _answered(asked, parameters, document_answer(view), view.index_version)


@api.get("/concordance")
def concordance() -> Response:
    """The occurrences of a query in their context."""
    return concordance_reply(Asked.now(), services()).response


@api.get("/trends")
def trends() -> Response:
    """Queries over time."""
    return trends_reply(Asked.now(), services()).response


@api.get("/documents/<document_id>/citation")
def citation(document_id: str) -> Response:
    """How to cite a document, in every form."""
    asked = Asked.now()
    parameters = read(CitationParameters, asked.query)
    found, version = cited(document_id, parameters.number)
    tag = caching.etag(asked, parameters, f"{version} {found.permalink}")
    if same := caching.unchanged(asked, tag):
        return same.response
    return caching.tagged(tag, msgspec.json.encode(citation_answer(found, version))).response


@api.get("/documents/<document_id>/similar")
def similar(document_id: str) -> Response:
    """Documents like one."""
    asked = Asked.now()
    parameters = read(SimilarParameters, asked.query)
    if same := _unchanged(asked, parameters):
        return same.response
    found = engine().similar(document_id, parameters.limit)
    return _answered(asked, parameters, similar_answer(found), found.index_version)


@api.get("/compare/<document_id>/<other_id>")
def compare(document_id: str, other_id: str) -> Response:
    """Two documents beside each other."""
    asked = Asked.now()
    parameters = read(NoParameters, asked.query)
    if same := _unchanged(asked, parameters):
        return same.response
    found = engine().compare(document_id, other_id)
    return _answered(asked, parameters, comparison_answer(found), found.index_version)


@api.post("/quote")
def quote() -> Response:
    """Whether, where and how exactly a passage stands."""
    read(NoParameters, Asked.now().query)
    body = read_body(QuoteBody, request.get_data())
    began = time.perf_counter()
    found = engine().quote(body.text)
    took = (time.perf_counter() - began) * 1000
    return caching.unkept(msgspec.json.encode(quote_answer(found, took))).response


@api.get("/suggest")
def suggest() -> Response:
    """Completions of what was typed."""
    asked = Asked.now()
    parameters = read(SuggestParameters, asked.query)
    if same := _unchanged(asked, parameters):
        return same.response
    version = engine().index_version
    field = None if isinstance(parameters.field, msgspec.UnsetType) else parameters.field
    found = tuple(engine().suggest(parameters.q, field, parameters.limit))
    answer = SuggestAnswer(input=parameters.q, suggestions=found, index_version=version)
    return _answered(asked, parameters, answer, version)


@api.get("/sources")
def sources() -> Response:
    """What the archive holds."""
    asked = Asked.now()
    parameters = read(NoParameters, asked.query)
    if same := _unchanged(asked, parameters):
        return same.response
    report = engine().audited_archive()
    return _answered(asked, parameters, report, report.index_version)


@api.get("/fields")
def fields() -> Response:
    """The fields of the query language."""
    asked = Asked.now()
    parameters = read(NoParameters, asked.query)
    if same := _unchanged(asked, parameters):
        return same.response
    version = engine().index_version
    answer = FieldsAnswer(fields=tuple(engine().fields()), index_version=version)
    return _answered(asked, parameters, answer, version)


def _unchanged(asked: Asked, parameters: msgspec.Struct) -> Reply | None:
    """The 304 answer, if the client holds what the current index version answers."""
    return caching.unchanged(asked, caching.etag(asked, parameters, engine().index_version))


def _answered(
    asked: Asked, parameters: msgspec.Struct, answer: msgspec.Struct, version: str
) -> Response:
    """An answer of this index version, encoded once."""
    tag = caching.etag(asked, parameters, version)
    return caching.tagged(tag, msgspec.json.encode(answer)).response
