"""A small archive in a cluster of three nodes with one replica, and what of it answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

import msgspec

from bench.opensearch.nodes import Node, cluster
from bench.torture.archives import change
from index.building.build import build
from search.embedded import EmbeddedEngine
from search.engine import Engine
from search.errors import EngineUnavailable
from search.opensearch import bulk
from search.opensearch.engine import OpenSearchEngine
from search.opensearch.place import Place
from search.opensearch.publishing import publish
from search.requests import SearchRequest
from search.results import SearchResults

NODES, SHARDS, REPLICAS = 3, 3, 1
REQUESTS = tuple(
    SearchRequest(query=query, limit=100, timeline="year", facets=("source",))
    for query in ("", "letter", '"sea wall" OR causeway', "promised minutes -Ostrel")
)
_IMPATIENT = {
    f"cluster.fault_detection.{role}_check.{setting}": value
    for role in ("follower", "leader")
    for setting, value in (("timeout", "5s"), ("interval", "1s"), ("retry_count", "2"))
}
"""A node that answers nothing is left out after seconds instead of half a minute."""

_TEMPLATE = {
    "index_patterns": ["tortured*"],
    "template": {"settings": {"index.unassigned.node_left.delayed_timeout": "1s"}},
}
"""Copies are made anew at once, where a cluster would wait a minute for a node to come back."""


@contextmanager
def three_nodes(folder: Path) -> Iterator[list[Node]]:
    """A cluster of three nodes that is quick to notice that one is gone."""
    with cluster(folder, NODES, _IMPATIENT) as nodes:
        nodes[0].ask("PUT", "/_index_template/tortured", _TEMPLATE)
        yield nodes


class Subject:
    """An archive that changes from run to run, indexed here and published there."""

    def __init__(self, folder: Path, nodes: Sequence[Node], replicas: int = REPLICAS) -> None:
        self._archive = folder / "archive"
        self._index = folder / "index"
        self._nodes = nodes
        self._replicas = replicas
        self._number = 0
        self.place = Place(urls=tuple(node.url for node in nodes), name="tortured")

    def grow(self) -> None:
        """Change the archive, and index it on this machine."""
        for _ in range(3):
            change(self._archive, self._number)
            self._number += 1
        build([self._archive], self._index)

    def publish(
        self, place: Place | None = None, at: int = 0, fault: Callable[[], object] | None = None
    ) -> str:
        """Publish, with a fault once so many documents are through.

        Gives nothing where that was done, and the code of what it was refused with elsewise.
        """

        def advanced(done: int, total: int) -> None:
            if fault and done == min(at, total):
                threading.Thread(target=fault).start()

        try:
            # As many requests as a large archive takes.
            with patch.object(bulk, "BYTES", 2048):
                publish(
                    self._index,
                    place or self.place,
                    shards=SHARDS,
                    replicas=self._replicas,
                    progress=advanced,
                )
        except EngineUnavailable as error:
            return error.code
        return ""

    def healed(self) -> str:
        """Publish until it is done, a few times at most: the last refusal, if any."""
        refused = ""
        for _ in range(3):
            refused = self.publish()
            if not refused:
                break
        return refused

    def differing(self) -> int:
        """How many answers of the cluster differ from what the index on this machine answers."""
        with self.engine() as engine:
            expected, actual = self.expected(), [answer(engine, one) for one in REQUESTS]
        return sum(one != other for one, other in zip(expected, actual, strict=True))

    def expected(self) -> list[SearchResults | str]:
        """What the index on this machine answers."""
        with closing(EmbeddedEngine(self._index)) as embedded:
            return [answer(embedded, one) for one in REQUESTS]

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        """The engine that asks the cluster."""
        with closing(OpenSearchEngine(self.place)) as engine:
            yield engine

    def restore(self) -> None:
        """All nodes back, and every part of every index with its copies."""
        for node in self._nodes:
            if node.running:
                node.go_on()
            else:
                node.start()
        for node in self._nodes:
            node.wait(NODES, "green" if self._replicas else "yellow")


def answer(engine: Engine, request: SearchRequest) -> SearchResults | str:
    """What an engine answers, but for why nothing was found; or the code it refuses with."""
    try:
        return msgspec.structs.replace(engine.search(request), absence=None)
    except EngineUnavailable as error:
        return error.code
