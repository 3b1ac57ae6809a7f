"""Whether an index has all its parts, and as many copies of each as it should.

A document that one node has is lost with it. So readers are sent to an index only when every
part of it has its copies, as far as there are nodes to put them on.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from search.errors import EngineUnavailable
from search.opensearch.connection import Answer, Connection

GRACE = 20.0
"""Seconds in which nodes that are just starting may bring back what they have."""
PATIENCE = 120.0
"""Seconds in which a copy has to be begun; a cluster waits a minute for a node that left."""
_PAUSE = 0.2


class Health:
    """Asks how the parts of an index are."""

    def __init__(self, connection: Connection, wait: Callable[[float], None] = time.sleep) -> None:
        self._connection = connection
        self._wait = wait

    def is_whole(self, index: str) -> bool:
        """Whether every part of an index answers, soon at the latest."""
        end = time.monotonic() + GRACE
        while self._of(index)["status"] == "red":
            if time.monotonic() > end:
                return False
            self._wait(_PAUSE)
        return True

    def wait_for_copies(self, index: str, replicas: int) -> None:
        """Until every part has its copies, or there is no node to have them.

        Raises EngineUnavailable where parts are lost, or no copy is begun for too long.
        """
        end = time.monotonic() + PATIENCE
        while (health := self._of(index))["status"] != "green":
            lost = health["status"] == "red" and not self.is_whole(index)
            if lost or time.monotonic() > end:
                message = f"Parts of {index} lack their copies; it was not put to use."
                raise EngineUnavailable("missing_nodes", message)
            if health["number_of_data_nodes"] <= replicas:
                return
            if health["initializing_shards"]:
                end = time.monotonic() + PATIENCE
            self._wait(_PAUSE)

    def _of(self, index: str) -> Answer:
        return self._connection.ask("GET", f"/_cluster/health/{index}")
