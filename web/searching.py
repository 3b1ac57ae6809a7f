"""A search of the API, from the request's parameters to the reply that is sent."""

from __future__ import annotations

from time import perf_counter
from urllib.parse import quote, unquote_to_bytes

import msgspec

from search.answers.results import search_answer
from search.requests import MAX_WINDOW, SearchRequest
from search.results import SearchResults
from web import caching
from web.parameters import SearchParameters
from web.problems import ProblemError
from web.query_string import read
from web.replies import Asked, Reply
from web.services import Services

PATH = "/api/v1/search"

_COUNTED = {"document": "documents", "passage": "passages", "story": "stories"}
"""What the results are that a search is grouped into, among its totals."""


def search_reply(asked: Asked, services: Services) -> Reply:
    """Search the archive, unless the answer is held or kept already. Raises what is wrong."""
    parameters = read(SearchParameters, asked.query)
    wanted = _placed(parameters, services)
    tag = caching.etag(asked, parameters, services.engine.index_version)
    known = caching.unchanged(asked, tag) or services.kept.get(tag)
    if known is not None:
        return known
    began = perf_counter()
    results = services.engine.search(wanted)
    took = (perf_counter() - began) * 1000
    following = _following(wanted, results, services)
    tag = caching.etag(asked, parameters, results.index_version)
    reply = caching.tagged(tag, msgspec.json.encode(search_answer(results, took, following)))
    link_next(reply, asked, following)
    services.kept.keep(tag, reply)
    return reply


def _placed(parameters: SearchParameters, services: Services) -> SearchRequest:
    """The search asked for, from where its cursor says, and never past the window.

    Raises ProblemError.
    """
    asked = parameters.request()
    if not parameters.cursor:
        return asked
    offset = services.cursors.read(parameters.cursor, asked, services.engine.index_version)
    if offset >= MAX_WINDOW:
        raise ProblemError(
            "beyond_window",
            f"Only the first {MAX_WINDOW:,} results can be paged through. Narrow the search.",
            parameter="cursor",
        )
    limit = min(asked.limit, MAX_WINDOW - offset)
    return msgspec.structs.replace(asked, offset=offset, limit=limit)


def _following(asked: SearchRequest, results: SearchResults, services: Services) -> str | None:
    """The cursor of the next page, unless this is the last one or the window ends here."""
    offset = asked.offset + len(results.results)
    total: int = getattr(results.total, _COUNTED[asked.group])
    if not results.results or offset >= min(total, MAX_WINDOW):
        return None
    return services.cursors.write(asked, offset, results.index_version)


def link_next(reply: Reply, asked: Asked, cursor: str | None) -> None:
    """Say in a reply's headers where the next page is, if there is one."""
    if cursor:
        reply.headers.append(("Link", f'<{_next_address(asked, cursor)}>; rel="next"'))


def _next_address(asked: Asked, cursor: str) -> str:
    """The address of the next page: this one's parameters with another cursor."""
    given = asked.query.split(b"&")
    kept = [p for p in given if p and unquote_to_bytes(p.partition(b"=")[0]) != b"cursor"]
    parameters = b"&".join([*kept, b"cursor=" + cursor.encode()])
    return f"{asked.path}?{quote(parameters, safe='%&+=,:()*')}"
