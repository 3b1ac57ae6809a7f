"""Sending documents in bulk: as fast as the cluster takes them, and none lost.

Everything sent has an id of its own and a version, so sending it again does no harm: what is
there already in this version or a newer one is left (409). A cluster that has too much to do
says so (429), for a request or for some of it; what it did not take is sent again, later.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import msgspec

from search.errors import EngineUnavailable
from search.opensearch.connection import Answer, Connection, read_only

BYTES = 4 << 20
"""A request is sent once it is this large."""
_SECONDS, _WAITS = 30.0, "15s"
"""How long a request may take, and how long of that the cluster waits for a part that is away."""
_TRIES = 8
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0
_AGAIN = frozenset({"unreachable", "time_limit", "overloaded", "partial_answer", "missing_nodes"})
"""What may be over in a moment."""

_TAKEN = frozenset({200, 201, 409})
_BUSY = frozenset({429, 502, 503, 504})


class _Operation(msgspec.Struct, frozen=True):
    """Something to index or delete, as the lines of a request."""

    lines: bytes
    deletes: bool


class Bulk:
    """Sends operations on one index; `close` sends the last of them."""

    def __init__(
        self,
        connection: Connection,
        index: str,
        version: int,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._connection = connection
        self._index = index
        self._version = version
        self._wait = wait
        self._waiting: list[_Operation] = []
        self._size = 0
        self.sent = 0
        """How many operations the cluster has acknowledged."""

    def index(self, number: str, document: dict[str, Any], route: str | None = None) -> None:
        """Write something under an id."""
        self._add("index", number, route, msgspec.json.encode(document) + b"\n")

    def delete(self, number: str, route: str | None = None) -> None:
        """Remove what stands under an id, if anything does."""
        self._add("delete", number, route, b"")

    def close(self) -> None:
        """Send what is left. Raises EngineUnavailable where it is not taken."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        pause = _FIRST_PAUSE
        for last in [False] * (_TRIES - 1) + [True]:
            if not waiting:
                return
            refused, trouble = self._send(waiting)
            self.sent += len(waiting) - len(refused)
            waiting = refused
            if waiting and trouble and last:
                raise trouble
            if waiting:
                self._wait(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    def _add(self, action: str, number: str, route: str | None, document: bytes) -> None:
        about: dict[str, Any] = {"_id": number, "version": self._version}
        about["version_type"] = "external"
        if route is not None:
            about["routing"] = route
        lines = msgspec.json.encode({action: about}) + b"\n" + document
        self._waiting.append(_Operation(lines, action == "delete"))
        self._size += len(lines)
        if self._size >= BYTES:
            self.close()

    def _send(self, waiting: list[_Operation]) -> tuple[list[_Operation], EngineUnavailable | None]:
        """What was not taken but may be later, and why."""
        body = b"".join(operation.lines for operation in waiting)
        try:
            answer = self._connection.ask(
                "POST", f"/{self._index}/_bulk", body, params={"timeout": _WAITS}, seconds=_SECONDS
            )
        except EngineUnavailable as error:
            if error.code not in _AGAIN:
                raise
            return waiting, error
        items = [next(iter(item.values())) for item in answer["items"]]
        refused = [
            (operation, item)
            for operation, item in zip(waiting, items, strict=True)
            if not self._is_taken(operation, item)
        ]
        trouble = _trouble(refused[-1][1]) if refused else None
        return [operation for operation, _ in refused], trouble

    def _is_taken(self, operation: _Operation, item: Answer) -> bool:
        """Whether an operation is done. Raises EngineUnavailable where it never will be."""
        error = item.get("error", {})
        if error.get("type") == "cluster_block_exception" and item["status"] != 503:
            raise read_only(self._connection.place.shown)
        return _is_done(operation, item)


def _trouble(item: Answer) -> EngineUnavailable:
    """Why an operation is refused for now."""
    if item["status"] == 429:
        return EngineUnavailable("overloaded", "The cluster does not take any more documents.")
    message = "A part of the index takes no documents: the nodes that have it do not answer."
    return EngineUnavailable("missing_nodes", message)


def _is_done(operation: _Operation, item: Answer) -> bool:
    status = item["status"]
    if status in _TAKEN or (operation.deletes and status == 404):
        return True
    if status in _BUSY:
        return False
    reason = str(item.get("error", {}).get("reason", status))
    message = f"The cluster refuses {item['_id']} (HTTP {status}): {reason}"
    raise EngineUnavailable("refused_document", message)
