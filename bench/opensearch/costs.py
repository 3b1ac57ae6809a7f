"""What a million passages cost in either engine: bytes, publishing, and single questions.

    python -m bench.opensearch.costs [--passages 50000] [--rounds 3]

prints the tables of docs/scaling.md. One user asks, one question at a time; times by the clock
are medians, and beside them stands the processor time of everyone who works for an answer,
which other programs on the machine change less.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

from bench.corpora import Corpus, from_seed
from bench.measures import searching
from bench.opensearch.nodes import FULL, Node, cluster
from bench.peers.contract import FACETS
from bench.peers.embedded import written
from bench.plan import QUICK
from bench.questions import Question
from bench.records import document, read_records
from index.building.build import build_from_documents
from search.embedded import EmbeddedEngine
from search.engine import Engine
from search.opensearch.engine import OpenSearchEngine
from search.opensearch.place import Place
from search.opensearch.publishing import publish
from search.requests import SearchRequest

NAME = "costs"


class Cost(NamedTuple):
    """Seconds by the clock, of this process's processor, and of the node's."""

    clock: float
    ours: float
    node: float


@click.command()
@click.option("--passages", default=50_000, show_default=True, help="How large an archive.")
@click.option("--rounds", default=3, show_default=True, help="How often each question is asked.")
def costs(passages: int, rounds: int) -> None:
    """Measure, and print Markdown."""
    with TemporaryDirectory() as folder, cluster(Path(folder) / "node", java=FULL) as (node,):
        corpus = from_seed(passages, 1, Path(folder))
        index, place = Path(folder) / "index", Place(urls=(node.url,), name=NAME)
        indexing = _timed(node, lambda: _index(corpus, index))
        publishing = _timed(node, lambda: publish(index, place, replicas=0))
        again = _timed(node, lambda: publish(index, place, replicas=0))
        node.ask("POST", f"/{NAME}/_forcemerge?max_num_segments=1", seconds=600)
        sizes = (_bytes(index), _stored(node))
        click.echo(_archive(corpus, sizes, indexing, publishing, again))
        classes = searching.questions_for(corpus, QUICK)
        asked = {name: each.asked for name, each in classes.items()}
        with (
            closing(EmbeddedEngine(index)) as embedded,
            closing(OpenSearchEngine(place)) as clustered,
        ):
            engines: Sequence[Engine] = (embedded, clustered)
            click.echo(_classes(asked, engines, node, rounds))


def _index(corpus: Corpus, index: Path) -> None:
    records = read_records(corpus.path)
    build_from_documents(map(document, records), index, jobs=1, parallels=False)


def _timed(node: Node, work: Callable[[], object]) -> Cost:
    before = time.perf_counter(), sum(os.times()[:4]), node.processor_seconds
    work()
    after = time.perf_counter(), sum(os.times()[:4]), node.processor_seconds
    return Cost(*(end - start for start, end in zip(before, after, strict=True)))


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _stored(node: Node) -> int:
    node.ask("POST", f"/{NAME}/_flush")
    found: int = node.ask("GET", f"/{NAME}/_stats/store")["_all"]["primaries"]["store"][
        "size_in_bytes"
    ]
    return found


def _archive(
    corpus: Corpus, sizes: tuple[int, int], indexing: Cost, publishing: Cost, again: Cost
) -> str:
    million = 1e6 / corpus.passages
    rows = [
        ("text, UTF-8", f"{corpus.text_bytes * million / 1e6:,.0f} MB"),
        ("the index on this machine", f"{sizes[0] * million / 1e6:,.0f} MB"),
        ("the index in the cluster, a copy", f"{sizes[1] * million / 1e6:,.0f} MB"),
        ("indexing here, one process", _told(indexing, million)),
        ("publishing", _told(publishing, million)),
        ("publishing again, nothing changed", _told(again, 1)),
    ]
    head = f"{corpus.passages:,} passages in {corpus.documents:,} documents, as of a million:\n"
    table = ["| | |", "|---|---:|", *(f"| {what} | {figure} |" for what, figure in rows)]
    return "\n".join([head, *table, ""])


def _told(cost: Cost, times: float) -> str:
    clock, ours, node = (part * times for part in cost)
    return f"{clock:,.0f} s; processor {ours:,.0f} s here, {node:,.0f} s in the node"


def _classes(
    asked: Mapping[str, Sequence[Question]], engines: Sequence[Engine], node: Node, rounds: int
) -> str:
    lines = ["| question | here | cluster | processor here | processor, cluster |"]
    lines.append("|---|---:|---:|---:|---:|")
    for name, questions in asked.items():
        requests = [SearchRequest(query=written(one), facets=FACETS) for one in questions]
        costs = [_asked(engine, requests, node, rounds) for engine in engines]
        clocks = [f"{median(c.clock for c in own) * 1e3:.1f} ms" for own in costs]
        busy = [f"{mean(c.ours + c.node for c in own) * 1e3:.1f} ms" for own in costs]
        lines.append(f"| {name} | {' | '.join([*clocks, *busy])} |")
    return "\n".join(lines)


def _asked(
    engine: Engine, requests: Sequence[SearchRequest], node: Node, rounds: int
) -> list[Cost]:
    """What each answer cost; the processor's, whose clock is coarse, as the mean of a round."""
    for request in requests:
        engine.search(request)
    found = []
    for _ in range(rounds):
        clocks: list[float] = []

        def ask(clocks: list[float] = clocks) -> None:
            for request in requests:
                began = time.perf_counter()
                engine.search(request)
                clocks.append(time.perf_counter() - began)

        whole = _timed(node, ask)
        each = len(requests)
        found += [Cost(clock, whole.ours / each, whole.node / each) for clock in clocks]
    return found


if __name__ == "__main__":
    costs(prog_name="python -m bench.opensearch.costs")
