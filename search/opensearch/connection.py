"""The wire to a cluster: every request goes through here, and every failure has a name.

What went wrong is said in a sentence with what to do; it never holds a password, and an answer
of which a part is missing is never handed on as if it were whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionTimeout,
    OpenSearchException,
    SerializationError,
    SSLError,
    TransportError,
)
from opensearchpy.exceptions import ConnectionError as NoConnection

from search.errors import EngineUnavailable, QueryTooLarge
from search.opensearch.place import Place

Answer = dict[str, Any]

OLDEST = (2, 10)
"""The first version whose scripts can ask how often a word stands in a passage."""
SECONDS = 15.0
"""How long a request may take unless told otherwise."""


_BLOCKED = "cluster_block_exception"


class IndexGone(EngineUnavailable):
    """The index that was asked is not there (any more)."""


class _Missing(EngineUnavailable):
    """Nothing stands under the id that was asked for."""


class Connection:
    """A client of one cluster; safe to share between threads."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._client = OpenSearch(
            list(place.urls),
            http_auth=(place.user, place.password or "") if place.user else None,
            ca_certs=place.authority,
            timeout=SECONDS,
            max_retries=len(place.urls) - 1,
            # A node that hangs is left out for a while only if it is not asked again at once.
            retry_on_timeout=True,
            retry_on_status=(),
        )
        self._known = False

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        params: Mapping[str, object] | None = None,
        seconds: float = SECONDS,
    ) -> Answer:
        """Send a request and give its answer. Raises EngineUnavailable, saying what is wrong."""
        given = {**(params or {}), "request_timeout": seconds}
        try:
            self._check_version()
            answer = self._client.transport.perform_request(method, path, body=body, params=given)
        except OpenSearchException as error:
            raise unavailable(error, self.place) from error
        if not isinstance(answer, dict):
            raise EngineUnavailable("unreachable", f"{self.place.shown} broke off in its answer.")
        return answer

    def search(self, index: str, body: Answer) -> Answer:
        """Search; an answer that lacks a part of the archive is refused.

        Raises EngineUnavailable.
        """
        answer = self.ask("POST", f"/{index}/_search", body)
        check_complete(answer)
        return answer

    def get(self, index: str, number: str, field: str) -> Answer | None:
        """A field of what stands under an id; None where nothing does. Raises as `ask`."""
        path = f"/{index}/_doc/{quote(number, safe='')}"
        try:
            found = self.ask("GET", path, params={"_source_includes": field})
        except _Missing:
            return None
        source: Answer = found["_source"]
        return source

    def _check_version(self) -> None:
        """Ask once whether the server can do what is needed of it."""
        if self._known:
            return
        version = self._client.info()["version"]
        number = str(version.get("number", ""))
        known = tuple(int(part) for part in number.split(".")[:2] if part.isdigit())
        if version.get("distribution") != "opensearch" or known < OLDEST:
            raise EngineUnavailable(
                "old_server",
                f"{self.place.shown} is {version.get('distribution') or 'another server'} {number};"
                f" OpenSearch {'.'.join(map(str, OLDEST))} or newer is needed.",
            )
        self._known = True


def check_complete(answer: Answer) -> None:
    """Raises EngineUnavailable where shards failed, were not there to be asked, or ran out of time.

    Shards that no node has are neither successful nor failed, so both are told from the total.
    """
    shards = answer.get("_shards", {"total": 0, "successful": 0})
    missing = shards["total"] - shards["successful"]
    if missing:
        raise EngineUnavailable(
            "partial_answer",
            f"{missing} of {shards['total']} parts of the archive did not answer, so"
            " what was found is not all there is. The cluster needs its nodes back.",
        )
    if answer.get("timed_out"):
        message = "The cluster ran out of time before all of the archive was searched."
        raise EngineUnavailable("time_limit", message)


def unavailable(error: OpenSearchException, place: Place) -> EngineUnavailable | QueryTooLarge:
    """What an error of the client means, for people."""
    where = place.shown
    match error:
        case TransportError() if error.status_code in (403, 429) and _BLOCKED in str(error.info):
            return read_only(where)
        case AuthenticationException() | AuthorizationException():
            return EngineUnavailable(
                "refused",
                f"{where} refuses the credentials it was given (HTTP {error.status_code}). Set"
                " ROSTRUM_OPENSEARCH_USER and ROSTRUM_OPENSEARCH_PASSWORD.",
            )
        case ConnectionTimeout():
            return EngineUnavailable("time_limit", f"{where} did not answer in time.")
        case SSLError():
            message = f"{where} shows a certificate that is not trusted. Set ROSTRUM_OPENSEARCH_CA."
            return EngineUnavailable("refused", message)
        case NoConnection():
            return EngineUnavailable("unreachable", f"{where} cannot be reached. Is it running?")
        case SerializationError():
            return EngineUnavailable("unreachable", f"{where} broke off in its answer.")
        case TransportError():
            return _refusal(error, where)
    return EngineUnavailable("engine_error", f"{where}: {type(error).__name__}")


def read_only(where: str) -> EngineUnavailable:
    """What is said where documents are refused until somebody makes room."""
    return EngineUnavailable(
        "read_only",
        f"{where} takes no documents: its index is read-only, as it becomes when a disk is"
        " full. Make room, then lift index.blocks.read_only_allow_delete.",
    )


def _refusal(error: TransportError, where: str) -> EngineUnavailable | QueryTooLarge:
    """What an answer means that is not 200."""
    if isinstance(error.info, dict) and error.info.get("found") is False:
        return _Missing("no_index", f"{where} does not have it.")
    told = str(error.info) + str(error.error)
    if "index_not_found_exception" in told:
        return IndexGone("no_index", f"{where} has no such archive. Build it: rostrum index PATH")
    if "too_many" in told and "clauses" in told:
        message = "The query becomes too many parts for this engine. Leave some words out."
        return QueryTooLarge("query_too_large", message)
    if error.status_code == 503 and "shard" in told:
        return EngineUnavailable(
            "partial_answer",
            f"No part of the archive answers at {where}: the index is red, or its nodes are down.",
        )
    if "no cluster-manager" in told or "not_discovered" in told or "not recovered" in told:
        message = f"{where} has too few of its nodes to answer. The cluster needs them back."
        return EngineUnavailable("missing_nodes", message)
    if error.status_code in (429, 503):
        return EngineUnavailable("overloaded", f"{where} has more to do than it can.")
    return EngineUnavailable("engine_error", f"{where} answers {error.status_code}: {error.error}")
