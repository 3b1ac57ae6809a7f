"""An archive in a cluster: no document that was acknowledged is lost, and no part is the whole.

Three nodes with one replica. Nodes are killed and stopped while a run writes and while readers
ask, the wire is cut, disks fill up, parts are lost. A run that fails says why, readers get
either the whole answer or a refusal that has a name, and the next run makes it good.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from unittest.mock import patch
from urllib.parse import urlsplit

import msgspec

from bench.opensearch.nodes import Node, lacking
from bench.torture.cutting import Wire
from bench.torture.published import REQUESTS, Subject, answer, three_nodes
from bench.torture.trials import Trial, Tried
from search.errors import EngineUnavailable
from search.opensearch import health
from search.opensearch.bulk import Bulk
from search.opensearch.connection import Connection

Fault = Callable[[Node], None]
FAULTS: tuple[tuple[str, Fault], ...] = (("killed", Node.kill), ("stopped", Node.pause))


class Met(msgspec.Struct):
    """What was met: how often, how each run or answer ended, and what was lost or wrong."""

    times: int = 0
    bad: int = 0
    ends: Counter[str] = msgspec.field(default_factory=Counter)

    def told(self, done: str) -> str:
        """How runs or answers ended, the most frequent first."""
        return ", ".join(f"{count:,} × {end or done}" for end, count in self.ends.most_common())


def rows(trial: Trial) -> list[Tried]:
    """Every fault in turn, on one cluster."""
    reason = lacking()
    if reason:
        trial.say(reason)
        return [Tried(what="a cluster", times=0, figure=0, note=f"not tried: {reason}")]
    random = Random(7)
    with three_nodes(trial.work / "nodes") as nodes:
        subject = Subject(trial.work, nodes)
        found = []
        for word, fault in FAULTS:
            trial.say(f"a node is {word}")
            writes = acknowledged(nodes, subject, fault, trial.times(1, 3), random)
            runs = while_indexing(nodes, subject, fault, trial.times(1, 4), random)
            asks = while_searching(nodes, subject, fault, trial.times(1, 4), random)
            found += [
                _row(f"documents acknowledged while a node is {word}: lost", writes, "taken"),
                _row(f"a node is {word} while a run writes: answers then wrong", runs, "done"),
                _row(f"a node is {word} while readers ask: answers wrong", asks, "whole"),
            ]
        trial.say("the wire is cut, a disk is full, parts are lost")
        cuts = wire_cut(nodes, subject, trial.times(4, 20), random)
        full = read_only(nodes, subject, trial.times(1, 3))
        red = parts_lost(nodes, trial.work / "red", trial.times(1, 2), random)
    return [
        *found,
        _row("the wire is cut at a byte of a run: answers then wrong", cuts, "done"),
        _row("indexes become read-only: answers then wrong", full, "done"),
        _row("parts are lost, without a replica: answers not refused, or then wrong", red, "done"),
    ]


def _row(what: str, met: Met, done: str) -> Tried:
    return Tried(what=what, times=met.times, figure=met.bad, aim=0, note=met.told(done))


def acknowledged(
    nodes: Sequence[Node], subject: Subject, fault: Fault, times: int, random: Random
) -> Met:
    """Write documents in small requests with a fault among them, and look for each taken one."""
    met = Met()
    for n in range(times):
        index = f"tortured-acknowledged-{time.time_ns()}"
        settings = {"number_of_shards": 3, "number_of_replicas": 1}
        nodes[0].ask("PUT", f"/{index}?wait_for_active_shards=all", {"settings": settings})
        victim = random.choice(nodes)
        threading.Timer(random.uniform(0, 1.5), fault, [victim]).start()
        taken = _written(Connection(subject.place), index, n + 1)
        asked = next(node for node in nodes if node is not victim)
        held = asked.ask("POST", f"/{index}/_mget", {"ids": taken}, seconds=60)["docs"]
        met.bad += sum(not one.get("found") for one in held)
        met.times += 1
        met.ends["documents taken"] += len(taken)
        subject.restore()
        nodes[0].ask("DELETE", f"/{index}")
    return met


def _written(connection: Connection, index: str, version: int) -> list[str]:
    """Documents that were acknowledged."""
    taken: list[str] = []
    end = time.monotonic() + 3
    while time.monotonic() < end or not taken:
        ids = [f"{len(taken) + n}" for n in range(10)]
        bulk = Bulk(connection, index, version)
        for one in ids:
            bulk.index(one, {"number": one})
        try:
            bulk.close()
        except EngineUnavailable:
            break
        taken += ids
    connection.close()
    return taken


def while_indexing(
    nodes: Sequence[Node], subject: Subject, fault: Fault, times: int, random: Random
) -> Met:
    """Publish with a fault at some document; the next run makes good what this one did not."""
    met = Met()
    for _ in range(times):
        subject.grow()
        victim = random.choice(nodes)
        end = subject.publish(at=random.randint(1, 40), fault=partial(fault, victim))
        met.times += 1
        met.ends[end] += 1
        if end:
            subject.restore()
            subject.healed()
        # Where the run was done, its documents are there without the node.
        met.bad += _wrong(subject)
        subject.restore()
        met.bad += subject.differing()
    return met


def _wrong(subject: Subject) -> int:
    """How many answers differ and are not refused."""
    with subject.engine() as engine:
        actual = [answer(engine, one) for one in REQUESTS]
    return sum(
        not isinstance(one, str) and one != other
        for one, other in zip(actual, subject.expected(), strict=True)
    )


def while_searching(
    nodes: Sequence[Node], subject: Subject, fault: Fault, times: int, random: Random
) -> Met:
    """Ask again and again, with a fault among it, until all is answered again."""
    met = Met()
    for _ in range(times):
        subject.healed()
        expected = subject.expected()
        threading.Timer(random.uniform(0, 1), fault, [random.choice(nodes)]).start()
        met.times += 1
        with subject.engine() as engine:
            began, whole = time.monotonic(), 0
            # The fault has come after a second; then a few rounds have to be whole in a row.
            while whole < 3 or time.monotonic() - began < 2:
                actual = [answer(engine, one) for one in REQUESTS]
                met.ends.update(one if isinstance(one, str) else "" for one in actual)
                pairs = zip(actual, expected, strict=True)
                met.bad += sum(not isinstance(a, str) and a != e for a, e in pairs)
                whole = whole + 1 if actual == expected else 0
                if time.monotonic() - began > 120:
                    met.bad += 1
                    break
        subject.restore()
    return met


def wire_cut(nodes: Sequence[Node], subject: Subject, times: int, random: Random) -> Met:
    """Publish over a wire that is cut at some byte, of a request or an answer."""
    met = Met()
    port = urlsplit(nodes[0].url).port or 9200
    with Wire(port) as wire:
        place = replace(subject.place, urls=(wire.url,))
        subject.grow()
        subject.publish(place)
        length = max(wire.passed, 1)
        for _ in range(times):
            subject.grow()
            wire.cut_after(random.randrange(length))
            end = subject.publish(place)
            met.times += 1
            met.ends[end] += 1
            met.bad += bool(end and subject.healed())
            met.bad += subject.differing()
    return met


def read_only(nodes: Sequence[Node], subject: Subject, times: int) -> Met:
    """Publish while indexes take nothing, as where disks are full; then there is room again."""
    met = Met()
    for _ in range(times):
        subject.healed()
        before = subject.expected()
        _block(nodes[0], subject, blocked=True)
        subject.grow()
        end = subject.publish()
        with subject.engine() as engine:
            met.bad += [answer(engine, one) for one in REQUESTS] != before
        _block(nodes[0], subject, blocked=False)
        met.times += 1
        met.ends[end] += 1
        met.bad += bool(subject.healed()) + subject.differing()
    return met


def _block(node: Node, subject: Subject, *, blocked: bool) -> None:
    setting = {"index.blocks.read_only_allow_delete": True if blocked else None}
    node.ask("PUT", f"/{subject.place.name}/_settings", setting)


def _holder(nodes: Sequence[Node], subject: Subject, random: Random) -> Node:
    """A node that has a part of the archive."""
    parts = nodes[0].ask("GET", f"/_cat/shards/{subject.place.name}?format=json")
    names = {part["node"] for part in parts}
    return random.choice([node for node in nodes if node.name in names])


def parts_lost(nodes: Sequence[Node], folder: Path, times: int, random: Random) -> Met:
    """Without replicas a node takes parts with it: asked, then published anew without it."""
    met = Met()
    subject = Subject(folder, nodes, replicas=0)
    for _ in range(times):
        subject.grow()
        subject.healed()
        _holder(nodes, subject, random).kill()
        with subject.engine() as engine:
            actual = [answer(engine, one) for one in REQUESTS]
        met.bad += sum(not isinstance(one, str) for one in actual)
        met.ends.update(one for one in actual if isinstance(one, str))
        with patch.object(health, "GRACE", 1.0):
            end = subject.healed()
        met.times += 1
        met.ends[end] += 1
        met.bad += subject.differing()
        subject.restore()
    return met
