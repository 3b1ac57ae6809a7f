"""Pages for when something is not there or does not work: what happened, and what to do now.

They stand on their own: nothing here may ask the engine for anything it cannot do without,
for the engine may be what failed.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template
from werkzeug.exceptions import HTTPException

from index.errors import IndexingError, NoIndex
from search.errors import (
    RETRY_AFTER,
    DocumentNotFound,
    EngineUnavailable,
    PassageNotFound,
    SearchError,
)
from web.admission import UnknownHost
from web.problems import problem_of
from web.services import settings
from web.visits import note_code


@dataclass(frozen=True)
class Trouble:
    """What a page of an error says: a heading, what happened, and what to do."""

    title: str
    what: str
    todo: tuple[str, ...] = ()


_TROUBLES = {
    400: Trouble(
        "This request cannot be read",
        "The address or what was sent with it is not what a browser sends.",
        ("Go to the search page and begin from there.",),
    ),
    404: Trouble(
        "There is no page here",
        "The address may be mistyped, or the link that led here may be old.",
        ("Documents are best found again by a few of their words.",),
    ),
    405: Trouble(
        "This page can only be read",
        "Something was sent to an address that takes nothing. Nothing was changed.",
    ),
    410: Trouble(
        "This was withdrawn",
        "There was something at this address, and it is gone for good.",
    ),
    413: Trouble(
        "That was too much",
        "More was sent than any page here takes. Nothing was changed.",
    ),
    414: Trouble(
        "This address is too long",
        "Shorten the query, and search again.",
    ),
    429: Trouble(
        "That was too often",
        "More was asked from where you are than this archive answers in a minute.",
        ("Wait a little, and load the page again.",),
    ),
    500: Trouble(
        "Something broke on our side",
        "The page could not be made. It was not your doing, and it has been written to the log.",
        ("Try again. If it happens again, tell whoever keeps this archive what you did.",),
    ),
    503: Trouble(
        "The archive cannot answer now",
        "It may be busy, or in the middle of a change.",
        ("Wait a few seconds and load the page again.",),
    ),
}
_NO_PASSAGE = Trouble(
    "There is no such paragraph",
    "The document has no paragraph of this number.",
    ("Go back, and choose another.",),
)
_NO_DOCUMENT = Trouble(
    "There is no such document",
    "No document of this archive has this address. It may have been taken out of the archive, "
    "or the link may be mistyped.",
    ("Documents are best found again by a few of their words.",),
)


def register_errors(app: Flask) -> None:
    """Make every error of an application a page; blueprints with handlers of their own win."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DocumentNotFound, _no_document)
    app.register_error_handler(PassageNotFound, _no_passage)
    app.register_error_handler(EngineUnavailable, _unavailable)
    app.register_error_handler(SearchError, _refused)
    app.register_error_handler(IndexingError, _unusable_index)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    note_code(problem_of(error).code)
    if isinstance(error, UnknownHost):  # nor is it told what archive this is
        return _uncached(Response(f"{error.description}\n", status, content_type="text/plain"))
    page = error_page(status, _TROUBLES.get(status, _TROUBLES[400 if status < 500 else 500]))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            page.headers[name] = value
    return page


def _no_document(error: DocumentNotFound) -> Response:
    return error_page(404, _NO_DOCUMENT)


def _no_passage(error: PassageNotFound) -> Response:
    return error_page(404, _NO_PASSAGE)


def _refused(error: SearchError) -> Response:
    return error_page(400, Trouble("This cannot be searched for", str(error)))


def _unavailable(error: EngineUnavailable) -> Response:
    note_code(error.code)
    if error.code == "no_index":
        return no_index_page(error.retry_after)
    trouble = _TROUBLES[503]
    page = error_page(503, Trouble(trouble.title, str(error) or trouble.what, trouble.todo))
    page.headers["Retry-After"] = str(error.retry_after)
    return page


def _unusable_index(error: IndexingError) -> Response:
    if isinstance(error, NoIndex):
        return no_index_page(RETRY_AFTER)
    page = error_page(503, Trouble("The index cannot be used", str(error)))
    page.headers["Retry-After"] = str(RETRY_AFTER)
    return page


def error_page(status: int, trouble: Trouble) -> Response:
    """A page that says what happened and what to do, with the search box where it can help."""
    html = render_template(
        "error.html",
        status=status,
        title=trouble.title,
        what=trouble.what,
        todo=trouble.todo,
        searchable=status < 500,
    )
    return _uncached(make_response(html, status))


def no_index_page(retry_after: int) -> Response:
    """The page of a service whose index has not been made yet: which command makes it."""
    index = settings().index
    html = render_template(
        "no_index.html",
        title="There is no index yet",
        what="Before anything can be searched for, the archive has to be read and indexed.",
        command=f"rostrum index PATH/TO/CAPTURES --index {index}",
        sample_command=f"rostrum index seeds --index {index}",
    )
    response = _uncached(make_response(html, 503))
    response.headers["Retry-After"] = str(retry_after)
    return response


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
