"""A request and its reply as HTTP has them, with nothing of Flask about them.

The API's answers are made of these, so that whoever receives the request, a view of Flask or
the entry before it (`web.entry`), sends the same bytes.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from flask import Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

JSON = "application/json"

Headers = list[tuple[str, str]]


class Asked(NamedTuple):
    """What a request asks for: where, with which parameters, and what its sender holds already.

    `held` is the `If-None-Match` header, empty where there is none. `path` is as WSGI has it,
    its bytes read as Latin-1.
    """

    method: str
    path: str
    query: bytes
    held: str

    @classmethod
    def of(cls, environ: WSGIEnvironment) -> Asked:
        """The request a WSGI server received."""
        return cls(
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", "").encode("latin-1"),
            environ.get("HTTP_IF_NONE_MATCH", ""),
        )

    @classmethod
    def now(cls) -> Asked:
        """The request that Flask answers now."""
        return cls.of(request.environ)


class Reply(NamedTuple):
    """A status, headers and a body; `Content-Length` is left to whoever sends it."""

    status: int
    headers: Headers
    body: bytes

    @property
    def status_line(self) -> str:
        """The status as HTTP/1.1 writes it."""
        return f"{self.status} {HTTPStatus(self.status).phrase}"

    @property
    def response(self) -> Response:
        """The same for a view of Flask to return."""
        return Response(self.body, self.status, self.headers)
