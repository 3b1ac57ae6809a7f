"""A generation, put into a cluster: a whole new index, and then one switch of the alias.

Readers ask the alias. What is written stands in an index beside the one they read, which is
counted before the alias moves to it, in one step; so nobody ever reads a half. An archive that
grew begins as a clone of the index before, whose files are shared, and only what changed is
sent. Whatever a run leaves behind that did not get so far is removed by the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from search.errors import EngineUnavailable
from search.opening import Opened, Opening
from search.opensearch import layout
from search.opensearch.bulk import Bulk
from search.opensearch.connection import Connection
from search.opensearch.health import Health
from search.opensearch.packing import packed, unpacked
from search.opensearch.pieces import ARCHIVE_PIECE, ArchivePiece, archive_piece, words_pieces
from search.opensearch.place import Place
from search.opensearch.places import places_of
from search.opensearch.records import Record, Records

_PAGE = 2_000
_PATIENCE = 600.0
"""Seconds that the cluster may take to refresh or clone an index."""

Progress = Callable[[int, int], None]
"""Told how many documents of how many are through."""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What a publication did: `sent` documents were new or changed, `removed` are no more."""

    index: str
    documents: int
    passages: int
    sent: int = 0
    removed: int = 0


class Known(NamedTuple):
    """What a cluster holds of a document."""

    digest: str
    place: int
    route: int
    passages: frozenset[int]


def publish(
    index_dir: Path,
    place: Place,
    *,
    shards: int = 1,
    replicas: int = 1,
    progress: Progress = lambda done, total: None,
) -> Published:
    """Make a cluster answer as the index in a folder does. Raises EngineUnavailable."""
    opening, connection = Opening(index_dir), Connection(place)
    try:
        with opening.current() as opened:
            return _Publication(connection, opened, shards, replicas, progress).run()
    finally:
        opening.close()
        connection.close()


class _Publication:
    def __init__(
        self,
        connection: Connection,
        opened: Opened,
        shards: int,
        replicas: int,
        progress: Progress,
    ) -> None:
        self._ask = connection.ask
        self._connection = connection
        self._name = connection.place.name
        self._health = Health(connection)
        self._opened = opened
        self._shards = shards
        self._replicas = replicas
        self._progress = progress

    def run(self) -> Published:
        current = self._tidied()
        # What has lost a part is neither told from what is there nor begun from: it is sent anew.
        whole = current is not None and self._health.is_whole(current)
        before = self._piece(current) if current and whole else None
        manifest = self._opened.generation.manifest
        if current and before and before.version == manifest.version:
            return Published(
                index=current, documents=manifest.documents, passages=manifest.passages
            )
        written = _number(current) + 1
        index = f"{self._name}-{written:06d}-{manifest.version.rpartition('-')[2]}"
        with self._removed_unless_done(index):
            known = self._begun(index, current) if current and before else None
            if known is None:
                self._create(index)
            # From here on the loss of a node is no loss, so nothing is sent before.
            self._health.wait_for_copies(index, self._replicas)
            sent, removed = self._write(index, known or {}, written)
            self._check(index)
            self._health.wait_for_copies(index, self._replicas)
        self._switch(index, current)
        return Published(
            index=index,
            documents=manifest.documents,
            passages=manifest.passages,
            sent=sent,
            removed=removed,
        )

    def _tidied(self) -> str | None:
        """The index that is read, once whatever other runs left behind is removed."""
        ours = re.compile(re.escape(self._name) + r"-\d{6,}-[0-9a-f]{8}")
        found = self._ask("GET", f"/{self._name}-*/_alias")
        current = None
        for index, about in found.items():
            if self._name in about.get("aliases", {}):
                current = index
            elif ours.fullmatch(index):
                self._ask("DELETE", f"/{index}")
        return current

    @contextmanager
    def _removed_unless_done(self, index: str) -> Iterator[None]:
        """An index that was not finished is of no use; the next run removes it otherwise."""
        try:
            yield
        except BaseException:
            # Where the cluster is away, what it keeps is removed by the next run.
            with suppress(EngineUnavailable):
                self._ask("DELETE", f"/{index}", params={"ignore_unavailable": "true"})
            raise

    def _piece(self, index: str) -> ArchivePiece | None:
        """What an index says of its archive, unless it was written by another program."""
        found = self._ask("GET", f"/{index}")[index]
        about = found["mappings"].get("_meta", {})
        if about.get("layout") != layout.LAYOUT_VERSION:
            return None
        kept = self._ask("GET", f"/{index}/_doc/{ARCHIVE_PIECE}")
        return unpacked(kept["_source"]["piece"], ArchivePiece)

    def _create(self, index: str) -> None:
        body = {
            "settings": layout.settings(self._shards, self._replicas),
            "mappings": layout.mapping(),
        }
        self._ask("PUT", f"/{index}", body, seconds=_PATIENCE)

    def _begun(self, index: str, current: str) -> dict[str, Known] | None:
        """What stands in a clone of the current index; None where it has to be made anew."""
        settings = self._ask("GET", f"/{current}/_settings")[current]["settings"]["index"]
        if int(settings["number_of_shards"]) != self._shards:
            return None
        known = dict(self._known(current))
        self._ask("PUT", f"/{current}/_settings", {"index.blocks.write": True})
        clone = {"index.blocks.write": None, "index.number_of_replicas": self._replicas}
        params = {"wait_for_active_shards": "1", "timeout": f"{_PATIENCE:g}s"}
        path = f"/{current}/_clone/{index}"
        self._ask("PUT", path, {"settings": clone}, params=params, seconds=_PATIENCE)
        return known

    def _known(self, index: str) -> Iterator[tuple[str, Known]]:
        """The documents in an index, by id."""
        fields = ["digest", "rank", "route", "numbers"]
        asked: dict[str, Any] = {
            "size": _PAGE,
            "_source": False,
            "docvalue_fields": fields,
            "query": {"exists": {"field": "digest"}},
            "sort": [{"id": "asc"}],
        }
        while hits := self._connection.search(index, asked)["hits"]["hits"]:
            for hit in hits:
                digest, place, route, numbers = (hit["fields"].get(f, []) for f in fields)
                known = Known(digest[0], place[0], route[0], frozenset(numbers))
                yield hit["sort"][0], known
            asked["search_after"] = hits[-1]["sort"]

    def _write(self, index: str, known: Mapping[str, Known], written: int) -> tuple[int, int]:
        """Send what is new or changed, and remove what is no more."""
        bulk = Bulk(self._connection, index, written)
        records, sent = Records(self._opened), 0
        ids = records.ids()
        places = places_of(ids, {one: about.place for one, about in known.items()})
        for n, record in enumerate(records(places)):
            before = known.get(record.id)
            if before is None or before.digest != record.digest:
                _send(bulk, record, places[n], before)
                sent += 1
            self._progress(n + 1, len(ids))
        gone = known.keys() - set(ids)
        for one in gone:
            bulk.delete(one)
            _remove(bulk, one, known[one], known[one].passages)
        piece = archive_piece(self._opened, written)
        bulk.index(ARCHIVE_PIECE, {"piece": packed(piece)})
        for name, words in words_pieces(self._opened):
            bulk.index(name, {"piece": packed(words)})
        bulk.close()
        return sent, len(gone)

    def _check(self, index: str) -> None:
        """Count what stands in the index. Raises EngineUnavailable where something is missing."""
        self._ask("POST", f"/{index}/_refresh", seconds=_PATIENCE)
        manifest = self._opened.generation.manifest
        wanted = {"digest": manifest.documents, "words": manifest.passages}
        for field, count in wanted.items():
            asked = {"size": 0, "track_total_hits": True, "query": {"exists": {"field": field}}}
            found = self._connection.search(index, asked)["hits"]["total"]["value"]
            if found != count:
                what = "documents" if field == "digest" else "passages"
                message = f"{index} holds {found:,} {what}, not {count:,}; it was not put to use."
                raise EngineUnavailable("incomplete", message)

    def _switch(self, index: str, current: str | None) -> None:
        """Let readers ask the new index; the old one goes once nobody is sent to it any more.

        An answer that got lost may have been yes, so nothing is removed where this fails.
        """
        actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": self._name}}]
        if current:
            actions.insert(0, {"remove": {"index": current, "alias": self._name}})
        self._ask("POST", "/_aliases", {"actions": actions})
        if current:
            # Readers are switched over; if it cannot be removed now, the next run does it.
            with suppress(EngineUnavailable):
                self._ask("DELETE", f"/{current}")


def _number(index: str | None) -> int:
    """The number of the run that wrote an index; 0 where none did."""
    found = re.search(r"-(\d{6,})-[0-9a-f]{8}$", index or "")
    return int(found[1]) if found else 0


def _send(bulk: Bulk, record: Record, place: int, before: Known | None) -> None:
    """Write a document and its passages, and remove what is left of it as it was before."""
    if before is not None:
        moved = before.route != record.route
        _remove(
            bulk, record.id, before, before.passages - (set() if moved else set(record.passages))
        )
    about = {
        "id": record.id,
        "digest": record.digest,
        "rank": place,
        "route": record.route,
        "numbers": list(record.passages),
    }
    bulk.index(record.id, {**about, **record.stored})
    for number, passage in record.passages.items():
        bulk.index(f"{record.id}.{number}", passage, str(record.route))


def _remove(bulk: Bulk, document_id: str, known: Known, numbers: frozenset[int]) -> None:
    for number in numbers:
        bulk.delete(f"{document_id}.{number}", str(known.route))
