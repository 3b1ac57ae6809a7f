"""What goes wrong in a cluster is said by name, loses nothing, and is made good by the next run.

The trial of the same promise (`make torture`) does all of this more often.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from opensearch_fakes import fake
from opensearch_nodes import Node, require_opensearch

from bench.torture import cluster as trial
from bench.torture.published import Subject, three_nodes
from search.errors import EngineUnavailable
from search.opensearch.bulk import Bulk
from search.opensearch.connection import Connection
from search.opensearch.engine import OpenSearchEngine
from search.opensearch.health import Health
from search.opensearch.place import Place
from search.opensearch.publishing import publish
from search.requests import SearchRequest
from web import create_app
from web.settings import Settings

BLOCK = {
    "error": {
        "type": "cluster_block_exception",
        "reason": "index [a] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage"
        " watermark, index has read-only-allow-delete block];",
    },
    "status": 429,
}
NOBODY = {
    "error": {"type": "cluster_block_exception", "reason": "blocked by: no cluster-manager;"},
    "status": 503,
}


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Node]]:
    """Three nodes."""
    require_opensearch()
    with three_nodes(tmp_path_factory.mktemp("three")) as found:
        yield found


@pytest.fixture(scope="module")
def subject(nodes: list[Node], tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """An archive published with one replica."""
    found = Subject(tmp_path_factory.mktemp("subject"), nodes)
    found.grow()
    assert "" == found.publish()
    return found


def asked(url: str) -> EngineUnavailable:
    """What a search is refused with."""
    place = Place(urls=(url,), user="reader", password="tide-and-quay")
    with (
        closing(OpenSearchEngine(place)) as engine,
        pytest.raises(EngineUnavailable) as raised,
    ):
        engine.search(SearchRequest(query="mole"))
    return raised.value


@pytest.mark.parametrize("status", [401, 403])
def test_refused_credentials_are_named_and_never_shown(status: int) -> None:
    """Whoever reads it learns which settings to look at, and no password."""
    with fake({"/": (status, {"error": "no"})}) as url:
        error = asked(url)
    assert "refused" == error.code
    assert "ROSTRUM_OPENSEARCH_PASSWORD" in str(error)
    assert "tide-and-quay" not in str(error)


@pytest.mark.parametrize(
    "version",
    [
        {"distribution": "opensearch", "number": "2.9.0"},
        {"number": "7.10.2"},
        {"distribution": "elsewhere", "number": "9.1.0"},
        {},
    ],
)
def test_a_server_that_is_too_old_or_another_one_is_refused(version: dict[str, str]) -> None:
    """Its scripts could not count words, so it is not asked at all."""
    with fake({"/": (200, {"version": version})}) as url:
        error = asked(url)
    assert "old_server" == error.code
    assert "2.10" in str(error)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"timed_out": True, "_shards": {"total": 3, "successful": 3}}, "time_limit"),
        ({"_shards": {"total": 3, "successful": 2, "failed": 1}}, "partial_answer"),
        ({"_shards": {"total": 3, "successful": 2, "failed": 0}}, "partial_answer"),
    ],
)
def test_an_answer_that_lacks_a_part_is_refused(answer: dict[str, Any], code: str) -> None:
    """What was found before the time ran out, or without a shard, is not all there is.

    A shard that no node has is not told as one that failed.
    """
    with (
        fake({"/_search": (200, answer)}) as url,
        closing(Connection(Place(urls=(url,)))) as connection,
        pytest.raises(EngineUnavailable) as raised,
    ):
        connection.search("a", {})
    assert code == raised.value.code


@pytest.mark.parametrize(
    ("status", "answer", "code"),
    [
        (429, BLOCK, "read_only"),
        (403, {**BLOCK, "status": 403}, "read_only"),
        (503, NOBODY, "missing_nodes"),
        (403, {"error": {"type": "security_exception", "reason": "no permissions"}}, "refused"),
        (429, {"error": {"type": "circuit_breaking_exception", "reason": "heap"}}, "overloaded"),
    ],
)
def test_a_refusal_is_told_by_what_it_says(status: int, answer: object, code: str) -> None:
    """A disk that is full is no password that is wrong, though both are 403."""
    with (
        fake({"/_settings": (status, answer)}) as url,
        closing(Connection(Place(urls=(url,)))) as connection,
        pytest.raises(EngineUnavailable) as raised,
    ):
        connection.ask("PUT", "/a/_settings", {})
    assert code == raised.value.code


@pytest.mark.parametrize(
    ("item", "code", "pauses"),
    [
        (BLOCK, "read_only", 0),
        ({"status": 429, "error": {"type": "rejected_execution_exception"}}, "overloaded", 7),
        ({"status": 503, "error": {"type": "unavailable_shards_exception"}}, "missing_nodes", 7),
        ({"status": 400, "error": {"type": "x", "reason": "strict"}}, "refused_document", 0),
    ],
)
def test_a_document_is_sent_again_only_where_that_can_help(
    item: dict[str, Any], code: str, pauses: int
) -> None:
    """A full disk is named at once; a node that is away is waited for."""
    waited: list[float] = []
    one = {"_id": "a.1", **item}
    with (
        fake({"/_bulk": (200, {"items": [{"index": one}]})}) as url,
        closing(Connection(Place(urls=(url,)))) as connection,
    ):
        bulk = Bulk(connection, "a", 1, wait=waited.append)
        bulk.index("a.1", {})
        with pytest.raises(EngineUnavailable) as raised:
            bulk.close()
    assert (code, pauses, 0) == (raised.value.code, len(waited), bulk.sent)


def test_an_answer_that_breaks_off_is_none() -> None:
    """What is empty where an object should be is what a cut wire leaves of an answer."""
    with (
        fake({"/_cluster/health": (200, "")}) as url,
        closing(Connection(Place(urls=(url,)))) as connection,
        pytest.raises(EngineUnavailable, match="broke off") as raised,
    ):
        connection.ask("GET", "/_cluster/health")
    assert "unreachable" == raised.value.code


def test_a_node_that_hangs_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next is asked instead, and the one that hangs is left out for a while."""
    monkeypatch.setattr("search.opensearch.connection.SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as hanging, fake({"/a": (200, {})}) as url:
        urls = (f"http://127.0.0.1:{hanging.getsockname()[1]}", url)
        with closing(Connection(Place(urls=urls))) as connection:
            began = time.monotonic()
            for _ in range(6):
                assert {} == connection.ask("GET", "/a", seconds=0.5)
    assert time.monotonic() - began < 1.5


def _health(status: str, nodes: int = 3) -> tuple[int, dict[str, object]]:
    return 200, {"status": status, "number_of_data_nodes": nodes, "initializing_shards": 0}


@pytest.mark.parametrize(("status", "nodes"), [("green", 3), ("yellow", 1)])
def test_copies_are_waited_for_as_far_as_there_are_nodes(status: str, nodes: int) -> None:
    """One node alone can have no copy of what it has itself."""
    with (
        fake({"/_cluster/health/a": _health(status, nodes)}) as url,
        closing(Connection(Place(urls=(url,)))) as connection,
    ):
        Health(connection).wait_for_copies("a", 1)


@pytest.mark.parametrize("status", ["yellow", "red"])
def test_what_lacks_its_copies_is_not_put_to_use(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that one node has is lost with it."""
    monkeypatch.setattr("search.opensearch.health.PATIENCE", 0.2)
    monkeypatch.setattr("search.opensearch.health.GRACE", 0.1)
    with (
        fake({"/_cluster/health/a": _health(status)}) as url,
        closing(Connection(Place(urls=(url,)))) as connection,
        pytest.raises(EngineUnavailable, match="copies"),
    ):
        Health(connection).wait_for_copies("a", 1)


@pytest.mark.parametrize(
    "fault", [fault for _, fault in trial.FAULTS], ids=[word for word, _ in trial.FAULTS]
)
@pytest.mark.parametrize("tried", [trial.acknowledged, trial.while_indexing, trial.while_searching])
def test_a_node_may_go_at_any_moment(
    nodes: Sequence[Node],
    subject: Subject,
    fault: Callable[[Node], None],
    tried: Callable[..., trial.Met],
) -> None:
    """Killed or stopped, while documents are sent and while readers ask: nothing is lost."""
    met = tried(nodes, subject, fault, 1, Random(3))
    assert (1, 0) == (met.times, met.bad), met.ends


def test_the_wire_may_be_cut_at_any_byte(nodes: Sequence[Node], subject: Subject) -> None:
    """A request whose answer is lost is sent again, or the next run begins anew."""
    met = trial.wire_cut(nodes, subject, 3, Random(4))
    assert (3, 0) == (met.times, met.bad), met.ends


def test_a_full_disk_is_named_and_healed(nodes: Sequence[Node], subject: Subject) -> None:
    """Readers keep what they have meanwhile."""
    met = trial.read_only(nodes, subject, 1)
    assert (1, 0, {"": 0, "read_only": 1}) == (
        met.times,
        met.bad,
        {"": met.ends[""], "read_only": met.ends["read_only"]},
    )


def test_a_switch_whose_answer_is_lost_may_have_happened(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index that readers may have been sent to is never removed for it."""
    subject.grow()
    ask = Connection.ask

    def lossy(self: Connection, method: str, path: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        answer = ask(self, method, path, *rest, **more)
        if path == "/_aliases":
            raise EngineUnavailable("time_limit", "No answer came.")
        return answer

    monkeypatch.setattr(Connection, "ask", lossy)
    assert "time_limit" == subject.publish()
    monkeypatch.undo()
    assert 0 == subject.differing()
    assert "" == subject.publish()
    assert 0 == subject.differing()


def test_parts_that_are_lost_are_named_and_sent_anew(nodes: Sequence[Node], tmp_path: Path) -> None:
    """Without replicas a node takes parts with it; the next run needs only those that are left."""
    met = trial.parts_lost(nodes, tmp_path, 1, Random(5))
    assert (1, 0) == (met.times, met.bad), met.ends


def test_a_cluster_that_is_away_is_a_503_that_says_so(tmp_path: Path) -> None:
    """Pages and API tell readers, and the machine that asks whether it is ready."""
    place = Place(urls=("http://127.0.0.1:9",))
    client = create_app(Settings(index=tmp_path, secret="s", place=place)).test_client()
    for path in ("/api/v1/search?q=mole", "/?q=mole", "/readyz"):
        assert (path, 503) == (path, client.get(path).status_code)
    problem = client.get("/api/v1/search?q=mole").get_json()
    assert ("unreachable", True) == (problem["code"], "Is it running?" in problem["detail"])
    with pytest.raises(EngineUnavailable):
        publish(tmp_path, place)
