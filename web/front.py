"""The front of the service: what every request passes, whoever answers it.

It makes the visit that a request is (`web.visits`), names it in the answer, puts the headers on
(`web.security`), counts and logs it. However many questions a page asks, they have the time of
one together, and are answered by one generation. An answer that is streamed is counted when the
last of it is gone, because only then is known what it took.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from search.deadline import allotted
from search.opening import one_generation
from web.logs import log_visit
from web.measures import Measures
from web.security import HEADERS
from web.visits import REQUEST_ID, VISIT, Visit

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from web.replies import Headers


class Front:
    """A WSGI application around another; `trusted` where a proxy of ours may name requests."""

    def __init__(
        self, application: WSGIApplication, measures: Measures, *, trusted: bool = False
    ) -> None:
        self._application = application
        self._measures = measures
        self._trusted = trusted

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as WSGI has it (PEP 3333)."""
        visit = Visit(environ, trusted=self._trusted)
        token = VISIT.set(visit)
        try:
            with allotted(), one_generation():
                body = self._application(environ, _noting(visit, start_response))
        except BaseException:
            self._done(visit)
            raise
        finally:
            VISIT.reset(token)
        if isinstance(body, list):
            visit.length = sum(map(len, body))
            self._done(visit)
            return body
        return self._followed(body, visit)

    def _followed(self, body: Iterable[bytes], visit: Visit) -> Iterator[bytes]:
        """A streamed answer as it goes out."""
        try:
            for piece in body:
                visit.length += len(piece)
                yield piece
        finally:
            try:
                close = getattr(body, "close", None)
                if close is not None:
                    close()
            finally:
                self._done(visit)

    def _done(self, visit: Visit) -> None:
        self._measures.count(visit)
        log_visit(visit)


def _noting(visit: Visit, start_response: StartResponse) -> StartResponse:
    """Begins an answer with the headers that every answer has; an answer's own may be stricter."""

    def start(
        status: str, headers: Headers, failure: OptExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        visit.status = int(status[:3])
        own = {name for name, _ in headers}
        added = [header for header in HEADERS.items() if header[0] not in own]
        return start_response(status, [*headers, *added, (REQUEST_ID, visit.id)], failure)

    return start
