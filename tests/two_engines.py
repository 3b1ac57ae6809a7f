"""An archive in both engines, for tests that ask them the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conformance_questions import questions
from opensearch_nodes import Node, node

from index.building.build import build
from search.embedded import EmbeddedEngine
from search.opening import Opening
from search.opensearch.engine import OpenSearchEngine
from search.opensearch.place import Place
from search.opensearch.publishing import publish
from search.requests import SearchRequest

__all__ = ["Node", "node"]

SEEDS = Path(__file__).parents[1] / "seeds"
SHARDS = 3


class Engines:
    """An archive in both engines."""

    def __init__(self, archive: Path, folder: Path, node: Node) -> None:
        self.index = folder / "index"
        build([archive], self.index)
        self.place = Place(urls=(node.url,), name=folder.name)
        publish(self.index, self.place, shards=SHARDS, replicas=0)
        self.embedded = EmbeddedEngine(self.index)
        self.cluster = OpenSearchEngine(self.place)


def asked(both: Engines, seed: int) -> list[SearchRequest]:
    """Questions over the archive."""
    with closing(Opening(both.index)) as opening, opening.current() as opened:
        return list(questions(opened, seed))


def engines(archive: Path, folder: Path, node: Node) -> Iterator[Engines]:
    """An archive in both engines, closed behind."""
    found = Engines(archive, folder, node)
    with closing(found.embedded), closing(found.cluster):
        yield found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, node: Node) -> Iterator[Engines]:
    """The sample archive."""
    yield from engines(SEEDS, tmp_path_factory.mktemp("sample"), node)
