"""A visit: one request on its way through the service, and what is known of it so far.

Whoever learns something of a request notes it here: the front (`web.front`) makes the visit,
Flask finds its route, a refusal gives its code. In the end it is counted and, if that is wanted,
logged. It holds nothing of what was searched for and nothing of any capture.
"""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

REQUEST_ID = "X-Request-ID"
"""The header that names a request, in a proxy's log as in ours."""

NO_ROUTE = "(none)"
"""The route of a request to an address there is not."""

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Visit:
    """One request: its id, where it goes, and how it ended. `code` is that of a problem."""

    __slots__ = ("began", "client", "code", "id", "length", "method", "path", "route", "status")

    def __init__(self, environ: WSGIEnvironment, *, trusted: bool) -> None:
        """`trusted`: whether headers come from a proxy of ours, which may have named it."""
        self.began = perf_counter()
        self.id = _named(environ) if trusted else _new_id()
        self.client: str = environ.get("REMOTE_ADDR", "")
        self.method: str = environ["REQUEST_METHOD"]
        self.path: str = environ["PATH_INFO"]
        self.route = NO_ROUTE
        self.code = ""
        self.status = 500
        self.length = 0

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return perf_counter() - self.began


VISIT: ContextVar[Visit | None] = ContextVar("visit", default=None)
"""The request that this thread answers now; None outside of the server."""


def note_code(code: str) -> None:
    """Note with which problem the request is refused."""
    visit = VISIT.get()
    if visit is not None:
        visit.code = code


def note_route(route: str) -> None:
    """Note which of the service's addresses is asked for, its variable parts unfilled."""
    visit = VISIT.get()
    if visit is not None:
        visit.route = route


def _named(environ: WSGIEnvironment) -> str:
    """The id a proxy gave, where it is one that can stand in a log and a header."""
    given: str = environ.get("HTTP_X_REQUEST_ID", "")
    return given if _ID.fullmatch(given) else _new_id()


def _new_id() -> str:
    return secrets.token_hex(8)
