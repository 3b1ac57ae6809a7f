"""All that a search finds, to be taken away: as CSV, NDJSON and JSON, and as an Atom feed.

Exports are sent while they are read, so that no answer is ever whole in memory. What is wrong
with a request is known before the first byte is sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, request

from index.analysis import words
from search.exports.forms import FORMS, ExportFormName
from web import caching
from web.feed import feed
from web.parameters import ExportParameters, FeedParameters
from web.permalinks import site
from web.query_string import read
from web.refusals import protect
from web.replies import Asked
from web.services import archive, engine

exports = protect(Blueprint("exports", __name__))

MEDIA_TYPES: dict[ExportFormName, str] = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "json": "application/json",
}
ATOM = "application/atom+xml"

_BOM = "\ufeff"  # without which spreadsheets take UTF-8 for something else
_NAME_WORDS = 6


@exports.get("/search.csv")
def as_csv() -> Response:
    """Every passage found, as CSV."""
    return _exported("csv")


@exports.get("/search.ndjson")
def as_ndjson() -> Response:
    """Every passage found, as NDJSON."""
    return _exported("ndjson")


@exports.get("/search.json")
def as_json() -> Response:
    """Every passage found, as JSON."""
    return _exported("json")


@exports.get("/search.atom")
def as_atom() -> Response:
    """The newest documents found, as a feed.

    Its tag is of what it lists: a reader that comes back after a reindex which changed nothing
    of that is told so.
    """
    asked = Asked.now()
    parameters = read(FeedParameters, asked.query)
    results = engine().search(parameters.request())
    found = feed(results, archive(), parameters, site())
    response = caching.tagged(
        caching.etag(asked, parameters, found.fingerprint), found.body
    ).response
    response.content_type = f"{ATOM}; charset=utf-8"
    response.last_modified = found.built
    response.make_conditional(request.environ)
    return response


def _exported(form: ExportFormName) -> Response:
    """The export of the search that the request asks for."""
    asked = Asked.now()
    parameters = read(ExportParameters, asked.query)
    here = site()
    version = f"{engine().index_version} {here}"
    if same := caching.unchanged(asked, caching.etag(asked, parameters, version)):
        return same.response
    export = engine().export(parameters.request())
    pieces = FORMS[form](export, here)
    response = Response(_led_by_mark(pieces) if form == "csv" else pieces)
    response.call_on_close(export.close)
    response.content_type = f"{MEDIA_TYPES[form]}; charset=utf-8"
    tag = caching.etag(asked, parameters, f"{export.index_version} {here}")
    response.headers["ETag"] = f'W/"{tag}"'
    response.headers["Cache-Control"] = caching.REVALIDATE
    name = f"{_file_name(parameters.q)}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _led_by_mark(pieces: Iterator[str]) -> Iterator[str]:
    yield _BOM
    yield from pieces


def _file_name(query: str) -> str:
    """A few words of the query, as any system can write them."""
    plain = [word for word in words(query) if word.isascii()]
    return "-".join(plain[:_NAME_WORDS])[:60] or "search"
