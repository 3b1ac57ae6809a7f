"""Which engine answers for an archive: the one on this machine, or a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from search.embedded import EmbeddedEngine
from search.engine import Engine
from search.errors import EngineUnavailable
from search.opensearch.place import Place

ENGINES = ("embedded", "opensearch")


class RunningEngine(Engine, Protocol):
    """An engine that holds files or connections."""

    def warm(self) -> None:
        """Do what would make the first request slow."""
        ...

    def close(self) -> None:
        """Let go of what it holds; the next request takes it again."""
        ...


def open_engine(index: Path, place: Place | None) -> RunningEngine:
    """The engine over the index in a folder or, where a place is given, in a cluster.

    Raises EngineUnavailable where what asks clusters is not installed.
    """
    if place is None:
        return EmbeddedEngine(index)
    try:
        from search.opensearch.engine import OpenSearchEngine
    except ModuleNotFoundError as error:
        if error.name != "opensearchpy":
            raise
        message = "What asks OpenSearch is not installed: pip install 'rostrum[opensearch]'"
        raise EngineUnavailable("no_client", message) from error
    return OpenSearchEngine(place)
