"""An archive put into a cluster: whole or not at all, and then only what changed."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from opensearch_nodes import Node, node

from index.building.build import build
from search.embedded import EmbeddedEngine
from search.errors import EngineUnavailable
from search.opensearch.bulk import Bulk
from search.opensearch.connection import Connection
from search.opensearch.engine import OpenSearchEngine
from search.opensearch.place import Place
from search.opensearch.publishing import Published, publish
from search.requests import SearchRequest

__all__ = ["node"]


class Archive:
    """A small archive that can be changed, indexed and published."""

    def __init__(self, folder: Path, node: Node, name: str) -> None:
        self._source = folder / "captures"
        self._source.mkdir()
        self.index = folder / "index"
        self._node = node
        self.place = Place(urls=(node.url,), name=name)

    def write(self, name: str, text: str, **fields: str) -> None:
        """A capture of one document."""
        record = {"title": f"About {name}", "text": text, **fields}
        (self._source / f"{name}.json").write_text(json.dumps(record))

    def remove(self, name: str) -> None:
        """Take a capture away."""
        (self._source / f"{name}.json").unlink()

    def publish(self) -> Published:
        """Index what there is, and publish it."""
        build([self._source], self.index)
        return publish(self.index, self.place, shards=2, replicas=0)

    def indexes(self) -> list[str]:
        """The indexes of this archive in the cluster."""
        return sorted(self._node.ask("GET", f"/{self.place.name}-*/_alias"))

    def assert_alike(self, *queries: str) -> None:
        """Both engines answer alike."""
        with (
            closing(EmbeddedEngine(self.index)) as embedded,
            closing(OpenSearchEngine(self.place)) as cluster,
        ):
            for query in queries:
                request = SearchRequest(query=query, limit=100)
                assert embedded.search(request) == cluster.search(request)


@pytest.fixture
def archive(tmp_path: Path, node: Node, request: pytest.FixtureRequest) -> Archive:
    """An archive of three documents."""
    found = Archive(tmp_path, node, f"archive-{abs(hash(request.node.name))}")
    found.write("mole", "The mole at Ostrel is long.\n\nIt was built of Kelgarth stone.")
    found.write("quay", "The quay at Saltmere is short.", url="https://a.example/quay")
    found.write("tide", "Tides are told by the harbour office.", date="2019-02-03")
    return found


def test_a_published_archive_answers_as_its_index_does(archive: Archive) -> None:
    """Everything is sent the first time, and found."""
    assert 3 == archive.publish().sent
    archive.assert_alike("", "stone", "the", "quay OR mole")


def test_only_what_changed_is_sent_again(archive: Archive) -> None:
    """A document that is added, one that changed and one that went are all that is sent."""
    first = archive.publish()
    archive.write("gull", "A gull stood on the mole.")
    archive.write("mole", "The mole at Ostrel is longer.")
    archive.remove("tide")
    second = archive.publish()
    assert (2, 1) == (second.sent, second.removed)
    assert [second.index] == archive.indexes()
    assert first.index != second.index
    archive.assert_alike("", "stone", "the", "mole", "tides")


def test_a_document_whose_page_changes_is_found_once(archive: Archive) -> None:
    """Its passages move to another shard, and do not stay behind where they were."""
    archive.publish()
    for number in range(3):
        archive.write("quay", "The quay is short.", url=f"https://a.example/quay/{number}")
        archive.publish()
        archive.assert_alike("quay", "")


def test_publishing_again_sends_nothing(archive: Archive) -> None:
    """What is there already is left."""
    first = archive.publish()
    again = publish(archive.index, archive.place, shards=2, replicas=0)
    assert (0, first.index) == (again.sent, again.index)


def test_an_index_that_was_left_behind_is_removed(archive: Archive, node: Node) -> None:
    """A run that was cut leaves an index nobody reads; the next one removes it, and no other."""
    half, other = f"{archive.place.name}-000009-0badcafe", f"{archive.place.name}-notes"
    for name in (half, other):
        node.ask("PUT", f"/{name}")
    published = archive.publish()
    assert sorted([published.index, other]) == archive.indexes()


def test_readers_keep_the_old_index_until_the_new_one_is_whole(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where documents get lost on the way, nothing is switched and nothing stays behind."""
    first = archive.publish()
    archive.write("gull", "A gull stood on the mole.")
    index = Bulk.index

    def forgetful(
        self: Bulk, number: str, document: dict[str, Any], route: str | None = None
    ) -> None:
        if not number.endswith(".1"):
            index(self, number, document, route)

    monkeypatch.setattr(Bulk, "index", forgetful)
    with pytest.raises(EngineUnavailable, match="passages, not"):
        archive.publish()
    assert [first.index] == archive.indexes()
    with closing(OpenSearchEngine(archive.place)) as cluster:
        assert 0 == cluster.search(SearchRequest(query="gull")).total.passages
    monkeypatch.undo()
    assert 1 == archive.publish().sent
    archive.assert_alike("gull", "")


def test_an_archive_in_other_parts_is_sent_whole(archive: Archive) -> None:
    """Shards cannot be changed in place, so an index with others is made anew."""
    archive.publish()
    archive.write("gull", "A gull stood on the mole.")
    archive.publish()
    build([archive.index.parent / "captures"], archive.index, full=True)
    again = publish(archive.index, archive.place, shards=1, replicas=0)
    assert 4 == again.sent
    archive.assert_alike("", "mole")


def test_an_open_engine_notices_a_publication(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index it has open may be gone meanwhile; it asks the alias again."""
    archive.publish()
    with closing(OpenSearchEngine(archive.place)) as cluster:
        assert 0 == cluster.search(SearchRequest(query="gull")).total.passages
        archive.write("gull", "A gull stood on the mole.")
        archive.publish()
        assert 2 == cluster.search(SearchRequest(query="gull")).total.passages


def test_sending_twice_does_no_harm(archive: Archive, node: Node) -> None:
    """What is there in this version is left, so a request whose answer got lost is repeated."""
    index = archive.publish().index
    connection = Connection(archive.place)
    for _ in range(2):
        bulk = Bulk(connection, index, 7)
        bulk.index("some.1", {"number": 1, "words": 3}, "5")
        bulk.delete("nobody.1", "5")
        bulk.close()
        assert 2 == bulk.sent
    connection.close()


def test_a_cluster_that_is_busy_is_asked_again_for_what_it_did_not_take(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the operations that were refused are sent again, after a pause that grows."""
    taken: list[int] = []
    answers = [[201, 429, 201], [429], [201]]

    def ask(self: Connection, method: str, path: str, body: bytes, **_: object) -> dict[str, Any]:
        statuses = answers.pop(0)
        taken.append(body.count(b'"index"'))
        return {"items": [{"index": {"_id": "x", "status": status}} for status in statuses]}

    monkeypatch.setattr(Connection, "ask", ask)
    pauses: list[float] = []
    bulk = Bulk(Connection(archive.place), "some", 1, wait=pauses.append)
    for number in range(3):
        bulk.index(str(number), {})
    bulk.close()
    assert [3, 1, 1] == taken
    assert [0.2, 0.4] == pauses
    assert 3 == bulk.sent


def test_an_archive_that_is_not_there_is_named(archive: Archive, node: Node) -> None:
    """Nothing was published yet, and the answer says which command does it."""
    with (
        closing(OpenSearchEngine(archive.place)) as cluster,
        pytest.raises(EngineUnavailable, match="rostrum index") as raised,
    ):
        cluster.search(SearchRequest(query="mole"))
    assert "no_index" == raised.value.code
    with pytest.raises(HTTPError):
        node.ask("GET", f"/{archive.place.name}")


def test_the_layout_of_another_program_is_refused(archive: Archive, node: Node) -> None:
    """An alias of that name may be anybody's."""
    node.ask("PUT", f"/{archive.place.name}", {"mappings": {"_meta": {"layout": 0}}})
    with (
        closing(OpenSearchEngine(archive.place)) as cluster,
        pytest.raises(EngineUnavailable, match="another version"),
    ):
        cluster.search(SearchRequest(query="mole"))
    node.ask("DELETE", f"/{archive.place.name}")


def test_progress_is_told(archive: Archive) -> None:
    """Whoever waits is told how many documents of how many are through."""
    build([archive.index.parent / "captures"], archive.index)
    told: list[tuple[int, int]] = []
    publish(archive.index, archive.place, replicas=0, progress=lambda n, of: told.append((n, of)))
    assert [(1, 3), (2, 3), (3, 3)] == told
