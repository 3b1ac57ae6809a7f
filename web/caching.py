"""ETags: an answer depends on the index version and what was asked, and on nothing else.

So a client that asks again is told "not modified" before anything is searched. The tags are
weak (RFC 9110, 8.8.1): two answers to the same question differ in the time they took.
"""

from __future__ import annotations

import hashlib
from functools import cache

from flask import Response, request

REVALIDATE = "no-cache"


@cache
def _edition() -> str:
    """Changes with the declared types, so that a new edition of the program is fetched anew."""
    from web.openapi import encoded

    return hashlib.sha256(encoded()).hexdigest()[:12]


def etag(version: str) -> str:
    """The tag of the current request's answer from this index version.

    The order in which parameters were given is no difference, except among the values of
    one parameter.
    """
    asked = sorted(request.args.items(multi=True), key=lambda pair: pair[0])
    text = "\n".join((_edition(), version, request.path, repr(asked)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def unchanged(version: str) -> Response | None:
    """The 304 answer, if the client has what this index version answers; otherwise None.

    `If-None-Match: *` is no reason: whether there is an answer at all is not known yet.
    """
    asked = request.if_none_match
    if asked.star_tag or not asked.contains_weak(etag(version)):
        return None
    return tagged(Response(status=304), version)


def tagged(response: Response, version: str) -> Response:
    """An answer that the client may keep, but has to ask about before using it again."""
    response.set_etag(etag(version), weak=True)
    response.headers["Cache-Control"] = REVALIDATE
    return response
