"""How errors below /api/ are answered: always with a problem document, whatever was raised.

Flask asks a blueprint's own error handlers only for addresses that matched one of its views,
so that unknown addresses and methods are caught before they are dispatched.
"""

from __future__ import annotations

import logging

import msgspec
from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import HTTPException, default_exceptions

from index.errors import IndexingError
from search.errors import RETRY_AFTER, EngineUnavailable, SearchError
from web.problems import ProblemError, problem_of
from web.replies import Asked, Headers, Reply
from web.services import services
from web.visits import note_code, note_route

MEDIA_TYPE = "application/problem+json"

_MACHINES = ("/api/", "/search.", "/healthz", "/readyz", "/metrics", "/openapi.json")
_FORESEEN = (ProblemError, HTTPException, SearchError, IndexingError)

log = logging.getLogger(__name__)


def protect(blueprint: Blueprint) -> Blueprint:
    """Make every error of a blueprint's views a problem document; the same blueprint again.

    Each status is named, because Flask prefers an application's handler of a status to a
    blueprint's handler of all errors.
    """
    blueprint.register_error_handler(Exception, refusal)
    for status in default_exceptions:
        blueprint.register_error_handler(status, refusal)
    return blueprint


def install(app: Flask) -> None:
    """Note where requests go; refuse those that are not let in, or have no such address.

    Addresses and methods the API does not have are problem documents too.
    """

    @app.before_request
    def refuse() -> Response | None:
        if request.url_rule is not None:
            note_route(request.url_rule.rule)
        try:
            services().admission.check(request.environ)
        except HTTPException as found:
            error: Exception | None = found
        else:
            error = request.routing_exception
        if error is None:
            return None
        if _is_for_machines(request.path):
            return refusal(error)
        raise error


def _is_for_machines(path: str) -> bool:
    """Whether programs ask here, to whom a page would say nothing."""
    is_citation = path.startswith("/documents/") and "/cite." in path
    return is_citation or path.startswith(_MACHINES)


def refusal(error: Exception) -> Response:
    """The answer of Flask to an error."""
    return refused(error, Asked.now()).response


def refused(error: Exception, asked: Asked) -> Reply:
    """The reply to an error; what nobody foresaw is logged with its traceback."""
    if not isinstance(error, _FORESEEN):
        log.error("a request failed", exc_info=error)
    problem = problem_of(error)
    note_code(problem.code)
    headers = [("Content-Type", MEDIA_TYPE), ("Cache-Control", "no-store")]
    if isinstance(error, HTTPException):
        headers += _kept_headers(error)
    if problem.status == 503:
        headers.append(("Retry-After", str(_seconds(error))))
    return Reply(problem.status, headers, msgspec.json.encode(problem))


def _kept_headers(error: HTTPException) -> Headers:
    """What HTTP wants said beside the status: which methods are allowed, when to come again."""
    return [pair for pair in error.get_headers() if pair[0] in ("Allow", "Retry-After")]


def _seconds(error: Exception) -> int:
    """How long to wait before asking again."""
    if isinstance(error, EngineUnavailable):
        return error.retry_after
    return RETRY_AFTER
