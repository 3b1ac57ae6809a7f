"""The OpenAPI 3.1 description of the API, written from the types that read and answer.

Nothing is said twice: parameters come from `web.parameters`, answers from the structs that
are encoded, problems from `web.problem_kinds`.
"""

from __future__ import annotations

from functools import cache
from inspect import cleandoc
from typing import Any

import msgspec
from flask import Blueprint, Response

from search.citations.forms import FORMS
from search.exports.forms import ExportedLine
from web import caching
from web.operations import OPERATIONS, Operation
from web.parameters import NoParameters
from web.problem_kinds import KINDS
from web.problems import Problem
from web.query_string import read
from web.refusals import MEDIA_TYPE, protect
from web.replies import Asked

Json = dict[str, Any]

_DESCRIPTION = """\
Full-text search for archives of speeches and press reports.

Version 1 only grows: clients ignore keys they do not know. Parameters are read strictly: an
unknown one is refused. Highlights are offsets in plain text, in characters, end exclusive.
Every answer to a GET carries an `ETag` made from the index version and the question; ask again with
`If-None-Match`. Errors are problem documents (RFC 9457) whose `code` is stable; `x-problems`
lists them. Every GET can be a HEAD. Every answer has a `Content-Security-Policy`,
`X-Content-Type-Options: nosniff` and an `X-Request-ID`, by which the service's log names it."""

_HEADERS: Json = {
    "ETag": ("Weak; changes with the index version and the question.", {"type": "string"}),
    "Cache-Control": ("How long the answer may be kept.", {"type": "string"}),
    "Link": ('The next page, `rel="next"`; missing on the last.', {"type": "string"}),
    "Allow": ("The methods allowed.", {"type": "string"}),
    "Retry-After": ("Seconds to wait.", {"type": "integer", "minimum": 0}),
}

_PATH: Json = {
    "document_id": (
        "The document's id, as searches give it.",
        {"type": "string", "minLength": 1},
    ),
    "other_id": (
        "The id of the document it is compared with.",
        {"type": "string", "minLength": 1},
    ),
    "ending": (
        f"The form: {', '.join(f'{form.ending} is {form.title}' for form in FORMS.values())}.",
        {"type": "string", "enum": [form.ending for form in FORMS.values()]},
    ),
}

openapi = protect(Blueprint("openapi", __name__))


@openapi.get("/openapi.json")
def description() -> Response:
    """The description of the API."""
    asked = Asked.now()
    tag = caching.etag(asked, read(NoParameters, asked.query), "openapi")
    return (caching.unchanged(asked, tag) or caching.tagged(tag, encoded())).response


@cache
def encoded() -> bytes:
    """The document as it is sent."""
    return msgspec.json.encode(document())


def document() -> Json:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rostrum", "version": "1.0.0", "description": _DESCRIPTION},
        "servers": [{"url": "/"}],
        "paths": {
            operation.path: {"post" if operation.body else "get": _method(operation)}
            for operation in OPERATIONS
        },
        "components": {
            "schemas": _schemas(),
            "headers": {
                name: {"description": text, "schema": schema}
                for name, (text, schema) in _HEADERS.items()
            },
        },
        "x-problems": {
            code: {"status": kind.status, "title": kind.title, "meaning": kind.meaning}
            for code, kind in KINDS.items()
        },
    }


def _schemas() -> Json:
    """The types answered, under their names."""
    answers = (operation.answer for operation in OPERATIONS if operation.answer)
    bodies = (operation.body for operation in OPERATIONS if operation.body)
    types = (*answers, *bodies, ExportedLine, Problem)
    _, found = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    for schema in found.values():
        schema["description"] = cleandoc(schema.get("description", ""))
    return dict(sorted(found.items()))


def _method(operation: Operation) -> Json:
    """The one method of an address; that a GET can be a HEAD is said once, above."""
    described = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [*_in_path(operation.path), *_in_query(operation.parameters)],
        "responses": _responses(operation),
    }
    if operation.body:
        schema = {"$ref": f"#/components/schemas/{operation.body.__name__}"}
        content = {"application/json": {"schema": schema}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _in_path(path: str) -> list[Json]:
    """The parameters that are part of the address."""
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": description,
            "schema": schema,
        }
        for name, (description, schema) in _PATH.items()
        if f"{{{name}}}" in path
    ]


def _in_query(parameters: type[msgspec.Struct]) -> list[Json]:
    """The parameters of the query string, from their declaration."""
    _, found = msgspec.json.schema_components((parameters,))
    properties = found[parameters.__name__]["properties"]
    return [_query_parameter(name, schema) for name, schema in properties.items()]


def _query_parameter(name: str, schema: Json) -> Json:
    """One parameter of the query string; an empty default says nothing and is left out."""
    kept = {key: value for key, value in schema.items() if key != "description"}
    if kept.get("default") in ("", ()):
        del kept["default"]
    described = {
        "name": name,
        "in": "query",
        "required": False,
        "description": schema["description"],
        "schema": kept,
    }
    if kept.get("type") == "array":
        described |= {"style": "form", "explode": True}
    return described


def _responses(operation: Operation) -> Json:
    """Every answer of an address, by status."""
    responses: Json = {"200": _answered(operation)}
    if operation.cached:
        headers = _header_references("ETag", "Cache-Control")
        responses["304"] = {"description": "Not modified since `If-None-Match`", "headers": headers}
    for status in sorted({*operation.errors, 405, 413, 429, 500}):
        responses[str(status)] = _refused(status)
    return responses


def _answered(operation: Operation) -> Json:
    """The answer where all is well."""
    names = ["Cache-Control"]
    names += ["ETag"] if operation.cached else []
    names += ["Link"] if operation.paged else []
    return {
        "description": operation.summary,
        "headers": _header_references(*names),
        "content": {media: {"schema": _content(operation)} for media in operation.media},
    }


def _content(operation: Operation) -> Json:
    """What is sent: a type as JSON, or text."""
    if operation.answer is None:
        return {"type": "string"}
    return {"$ref": f"#/components/schemas/{operation.answer.__name__}"}


def _refused(status: int) -> Json:
    """A problem document of one status."""
    codes = [code for code, kind in KINDS.items() if kind.status == status]
    names = [
        "Cache-Control",
        *{405: ["Allow"], 429: ["Retry-After"], 503: ["Retry-After"]}.get(status, []),
    ]
    return {
        "description": f"A problem, `code` being one of: {', '.join(codes)}",
        "headers": _header_references(*names),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _header_references(*names: str) -> Json:
    """References to the headers described once."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
