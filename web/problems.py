"""Problem documents: every error of the API as RFC 9457 has it, with a stable `code`.

The codes are written down once, in `web.problem_kinds`; `type` points to where they are
described. Here anything that can be raised while answering becomes such a document.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from index.errors import IndexingError
from search.errors import (
    DocumentNotFound,
    EngineUnavailable,
    QueryError,
    RequestError,
    SearchError,
)
from web.problem_kinds import KINDS

_BY_STATUS = {
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    429: "too_many_requests",
}


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong, for a program (`code`) and for a person (`detail`)."""

    type: Annotated[str, Meta(description="Where this kind of problem is described.")]
    title: Annotated[str, Meta(description="The kind of problem in words.")]
    status: Annotated[int, Meta(description="The HTTP status.", ge=400, le=599)]
    detail: Annotated[str, Meta(description="What was wrong, where, and what to do.")]
    code: Annotated[str, Meta(description="The kind of problem; stable.")]
    parameter: Annotated[
        str | UnsetType, Meta(description="The parameter that is wrong.")
    ] = UNSET  # fmt: skip
    position: Annotated[
        int | UnsetType,
        Meta(description="Where in the query the trouble begins, in characters from 0."),
    ] = UNSET
    suggestion: Annotated[
        str | UnsetType, Meta(description="What to write instead, where that is known.")
    ] = UNSET


class ProblemError(Exception):
    """A problem found in the web package itself; becomes a Problem where it is answered."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        parameter: str | UnsetType = UNSET,
        position: int | UnsetType = UNSET,
        suggestion: str | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.parameter = parameter
        self.position = position
        self.suggestion = suggestion


def problem_of(error: Exception) -> Problem:
    """The problem document of anything that can be raised while answering.

    The text of unforeseen errors is not given away: it may hold paths.
    """
    match error:
        case ProblemError():
            return _problem(
                error.code,
                str(error),
                parameter=error.parameter,
                position=error.position,
                suggestion=error.suggestion,
            )
        case QueryError():
            return _problem(
                error.code,
                str(error),
                parameter="q",
                position=error.position,
                suggestion=error.suggestion,
            )
        case RequestError():
            return _problem(error.code, str(error), "bad_parameter", parameter=error.parameter)
        case DocumentNotFound():
            return _problem(error.code, str(error), "document_not_found")
        case EngineUnavailable():
            return _problem(error.code, str(error), "unavailable")
        case SearchError() | IndexingError():
            return _problem("unavailable", str(error))
        case HTTPException():
            return _of_status(error)
        case _:
            return _problem("internal_error", "The service failed to answer. Please report it.")


def _problem(
    code: str,
    detail: str,
    otherwise: str = "query_error",
    *,
    parameter: str | UnsetType = UNSET,
    position: int | UnsetType = UNSET,
    suggestion: str | None = None,
) -> Problem:
    """A problem document; `otherwise` is the kind of a code that is not listed."""
    listed = code if code in KINDS else otherwise
    kind = KINDS[listed]
    return Problem(
        type=f"/openapi.json#/x-problems/{listed}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        code=code,
        parameter=parameter,
        position=position,
        suggestion=UNSET if suggestion is None else suggestion,
    )


def _of_status(error: HTTPException) -> Problem:
    """The problem document of an error of HTTP itself."""
    status = error.code or 500
    otherwise = "bad_request" if status < 500 else "internal_error"
    code = getattr(error, "problem", None) or _BY_STATUS.get(status, otherwise)
    problem = _problem(code, _detail(error))
    return msgspec.structs.replace(problem, status=status)


def _detail(error: HTTPException) -> str:
    """What an error of HTTP means here, and what to do."""
    match error:
        case NotFound():
            return "The API has nothing at this address. /openapi.json lists what it has."
        case MethodNotAllowed():
            return f"Only {', '.join(sorted(error.valid_methods or ()))} can be sent here."
        case _:
            return error.description or "The request cannot be answered."
