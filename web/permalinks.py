"""Where this archive is on the web, for addresses that are taken away from it."""

from __future__ import annotations

from flask import request

from web.services import settings


def site() -> str:
    """The address the archive is served at, without a slash at its end.

    It is what the settings say, or else what the request was sent to.
    """
    return (settings().url or request.host_url).rstrip("/")
