"""Whether the process lives (`/healthz`) and whether it can answer searches (`/readyz`).

They differ while there is no index: restarting the process would not help then, but no
searches should be sent to it.
"""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response

from web.answers import Health, Readiness
from web.refusals import protect
from web.services import engine

health = protect(Blueprint("health", __name__))


@health.get("/healthz")
def alive() -> Response:
    """200 as long as the process answers at all."""
    return _json(Health(status="alive"))


@health.get("/readyz")
def ready() -> Response:
    """200 with the index version, or the engine's 503 problem while it cannot answer."""
    return _json(Readiness(status="ready", index_version=engine().index_version))


def _json(answer: Health | Readiness) -> Response:
    """A small JSON answer that nobody may keep."""
    response = Response(msgspec.json.encode(answer), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
