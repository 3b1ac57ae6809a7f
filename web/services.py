"""What the views work with: the engine and the settings, found through the application.

Views take both from here, so that nothing below `create_app` reads configuration or knows
which engine answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from flask import Flask

    from index.commands.statistics import ArchiveReport
    from search.engine import Engine
    from web.admission import Admission
    from web.cursors import CursorSigner
    from web.kept_replies import KeptReplies
    from web.measures import Measures
    from web.settings import Settings

EXTENSION = "rostrum"
_ARCHIVE = "rostrum.archive"


@dataclass(frozen=True)
class Services:
    """What one application was made with; kept in `app.extensions["rostrum"]`."""

    engine: Engine
    settings: Settings
    cursors: CursorSigner
    kept: KeptReplies
    measures: Measures
    admission: Admission


def install(app: Flask, services: Services) -> None:
    """Give an application what its views work with."""
    app.extensions[EXTENSION] = services


def services() -> Services:
    """What the application that answers the current request was made with."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Services)
    return found


def engine() -> Engine:
    """The engine that answers the current request's searches."""
    return services().engine


def archive() -> ArchiveReport:
    """What the archive holds, asked for once an index version: such a report costs time."""
    version = engine().index_version
    known: ArchiveReport | None = current_app.extensions.get(_ARCHIVE)
    if known is None or known.index_version != version:
        known = current_app.extensions[_ARCHIVE] = engine().archive()
    return known


def settings() -> Settings:
    """The settings of the application that answers the current request."""
    return services().settings
