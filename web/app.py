"""The application factory: settings and an engine in, a Flask application out."""

from __future__ import annotations

import os

from flask import Flask

from search.engine import Engine
from search.engines import open_engine
from web import pages, refusals, security, services
from web.admission import Admission
from web.api import api
from web.citations import citations
from web.cursors import CursorSigner
from web.entry import SearchEntry
from web.exports import exports
from web.front import Front
from web.health import health
from web.kept_replies import KeptReplies
from web.measures import Measures
from web.metrics import metrics
from web.openapi import openapi
from web.proxies import proxied
from web.security import MAX_BODY
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
    for blueprint in (
        api, exports, citations, health, metrics, openapi, tables, pages.pages, wordings,
    ):  # fmt: skip
        app.register_blueprint(blueprint)
    pages.register_errors(app)
    found = Services(
        engine=engine or open_engine(settings.index, settings.place),
        settings=settings,
        cursors=CursorSigner(settings.index, settings.secret),
        kept=KeptReplies(settings.kept_replies),
        measures=Measures((rule.rule for rule in app.url_map.iter_rules()), settings.runtime),
        admission=Admission(settings),
    )
    services.install(app, found)
    security.install(app)
    refusals.install(app)
    front = Front(SearchEntry(app.wsgi_app, found), found.measures, trusted=settings.proxies > 0)
    app.wsgi_app = proxied(front, settings.proxies)  # type: ignore[assignment, method-assign]
    return app
