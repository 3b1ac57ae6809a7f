"""ETags: an answer depends on the index version and what was asked, and on nothing else.

So a client that asks again is told "not modified" before anything is searched. The tags are
weak (RFC 9110, 8.8.1): two answers to the same question differ in the time they took.
"""

from __future__ import annotations

import hashlib
from functools import cache

import msgspec
from werkzeug.http import parse_etags

from web.replies import JSON, Asked, Headers, Reply

REVALIDATE = "no-cache"


@cache
def _edition() -> bytes:
    """Changes with the declared types, so that a new edition of the program is fetched anew."""
    from web.openapi import encoded

    return hashlib.sha256(encoded()).digest()


def etag(asked: Asked, parameters: msgspec.Struct, version: str) -> str:
    """The tag of the answer to a request from this index version.

    The order in which parameters were given is no difference, except among the values of
    one parameter.
    """
    where = f"{version}\n{asked.path}\n".encode("utf-8", "surrogatepass")
    return hashlib.sha256(_edition() + where + msgspec.json.encode(parameters)).hexdigest()[:24]


def unchanged(asked: Asked, tag: str) -> Reply | None:
    """The 304 answer, if the client holds the answer of this tag; otherwise None.

    `If-None-Match: *` is no reason: whether there is an answer at all is not known yet.
    """
    if not asked.held:
        return None
    held = parse_etags(asked.held)
    if held.star_tag or not held.contains_weak(tag):
        return None
    return Reply(304, _headers(tag), b"")


def tagged(tag: str, body: bytes) -> Reply:
    """An answer in JSON that the client may keep, but has to ask about before using it again."""
    return Reply(200, [("Content-Type", JSON), *_headers(tag)], body)


def unkept(body: bytes) -> Reply:
    """An answer in JSON to what was sent by POST, which nobody keeps."""
    return Reply(200, [("Content-Type", JSON), ("Cache-Control", "no-store")], body)


def _headers(tag: str) -> Headers:
    return [("ETag", f'W/"{tag}"'), ("Cache-Control", REVALIDATE)]
