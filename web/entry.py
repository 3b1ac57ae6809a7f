"""The way in for the API's searches, before Flask.

A search of a few words takes less time than Flask spends on finding the view, its hooks and
its response object. So `GET /api/v1/search` is answered here, from the same `search_reply` that
Flask's view of that address sends; every other request, HEAD and faulty methods among them,
goes on to Flask.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from web.refusals import refused
from web.replies import Asked
from web.searching import PATH, search_reply
from web.services import Services
from web.visits import note_route

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class SearchEntry:
    """A WSGI application that answers searches itself and leaves the rest to another."""

    def __init__(self, application: WSGIApplication, services: Services) -> None:
        self._application = application
        self._services = services

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as WSGI has it (PEP 3333)."""
        if not _is_search(environ):
            return self._application(environ, start_response)
        asked = Asked.of(environ)
        note_route(PATH)
        try:
            self._services.admission.check(environ)
            reply = search_reply(asked, self._services)
        except Exception as error:
            reply = refused(error, asked)
        headers = reply.headers
        if reply.status != 304:
            headers = [*headers, ("Content-Length", str(len(reply.body)))]
        start_response(reply.status_line, headers)
        return [reply.body]


def _is_search(environ: WSGIEnvironment) -> bool:
    """Whether a request is a search and nothing else; one with a body is not."""
    return (
        environ["PATH_INFO"] == PATH
        and environ["REQUEST_METHOD"] == "GET"
        and not environ.get("CONTENT_LENGTH")
    )
