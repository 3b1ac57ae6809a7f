"""The application factory: settings and an engine in, a Flask application out."""

from __future__ import annotations

import os

from flask import Flask

from search.engine import Engine
from search.engines import open_engine
from web import pages, refusals, security, services
from web.api import api
from web.citations import citations
from web.cursors import CursorSigner
from web.entry import SearchEntry
from web.exports import exports
from web.health import health
from web.kept_replies import KeptReplies
from web.openapi import openapi
from web.security import MAX_BODY, guarded
from web.services import Services
from web.settings import Settings, from_environment
from web.tables import tables
from web.wordings import wordings


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """An application that answers from the index the settings name.

    Without settings the environment is read (`ROSTRUM_INDEX`, …). An index need not exist
    yet: pages and API say so until it does, and notice it then without a restart.
    """
    settings = settings or from_environment(os.environ)
    app = Flask(__name__)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.url_map.merge_slashes = False
    found = Services(
        engine=engine or open_engine(settings.index, settings.place),
        settings=settings,
        cursors=CursorSigner(settings.index, settings.secret),
        kept=KeptReplies(settings.kept_replies),
    )
    services.install(app, found)
    refusals.install(app)
    security.install(app)
    for blueprint in (api, exports, citations, health, openapi, tables, pages.pages, wordings):
        app.register_blueprint(blueprint)
    pages.register_errors(app)
    app.wsgi_app = guarded(SearchEntry(app.wsgi_app, found))  # type: ignore[assignment, method-assign]
    return app
