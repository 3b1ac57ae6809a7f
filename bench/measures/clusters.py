"""Our JSON API on this machine beside OpenSearch's, over the same archive: how much, how soon.

What OpenSearch is asked is what our second engine asks of it, so that both give the same
counts, order, scores and facets, which is checked before anything is measured: without the
texts and snippets that our own answers have, and with its cache of whole answers off, as ours
is. Beside it stands what one would ask of it without our engine: its own BM25, ten documents
with their best passage and the same facets, which are other answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import urlsplit

import msgspec

from bench.corpora import Corpus
from bench.load import Asked, Load, load
from bench.measures.indexing import Built
from bench.measures.serving import addresses
from bench.narrowing import Narrowing, narrowing
from bench.opensearch.nodes import FULL, Node, cluster, lacking
from bench.peers.contract import FACETS
from bench.peers.embedded import written
from bench.questions import Question
from bench.records import read_records
from bench.rows import Row
from bench.serving import served
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest
from web.server import Address

AIM = 1.5
TURNS = 2
NAME = "bench"
SUBJECT = "JSON API, mixed queries, 2 workers"


def rows(corpus: Corpus, built: Built, questions: Sequence[Question], seconds: float) -> list[Row]:
    """Requests a second and the slowest hundredth, as ratios; a note where there is no Java."""
    reason = lacking() or ("" if find_spec("opensearchpy") else "opensearch-py is not installed")
    if reason:
        return [_skipped(corpus, reason)]
    by = narrowing(read_records(corpus.path))
    with TemporaryDirectory() as folder, cluster(Path(folder), java=FULL) as (node,):
        same = published(built.folder, node, [request_of(*one, by) for one in enumerate(questions)])
        own = [plain(one, n, by) for n, one in enumerate(questions)]
        where = urlsplit(node.url)
        theirs = Address(str(where.hostname), int(where.port or 0))
        with served("rostrum", str(built.folder)) as ours:
            paths = addresses(questions, by)
            load(theirs, [*same, *own], seconds)  # compiled by now, as a server in use is
            loads = [
                Loads(load(ours, paths, seconds), load(theirs, same, seconds),
                      load(theirs, own, seconds))
                for _ in range(TURNS)
            ]  # fmt: skip
    return _rows(corpus.name, loads)


class Loads(NamedTuple):
    """One turn: ours, OpenSearch with the same answers, and with its own."""

    ours: Load
    same: Load
    own: Load


def request_of(number: int, question: Question, by: Narrowing) -> SearchRequest:
    """What `addresses` asks our API for."""
    request = SearchRequest(query=written(question))
    if number % 3:
        return request
    return msgspec.structs.replace(request, date_from=by.first, date_to=by.last, facets=FACETS)


def published(index: Path, node: Node, requests: Sequence[SearchRequest]) -> list[Asked]:
    """Put an index into a cluster: what its engine asks for each request.

    Raises RuntimeError where the answers of both engines differ.
    """
    from search.opensearch.engine import OpenSearchEngine
    from search.opensearch.place import Place
    from search.opensearch.publishing import publish

    place = Place(urls=(node.url,), name=NAME)
    publish(index, place, replicas=0)
    node.ask("POST", f"/{NAME}/_forcemerge?max_num_segments=1", seconds=600)
    with (
        closing(EmbeddedEngine(index)) as embedded,
        closing(OpenSearchEngine(place)) as engine,
        _recorded() as bodies,
    ):
        for request in requests:
            expected = msgspec.structs.replace(embedded.search(request), absence=None)
            if engine.search(request) != expected:
                raise RuntimeError(f"The engines answer {request.query} differently.")
    return [Asked(f"/{NAME}/_search?request_cache=false", json.dumps(body)) for body in bodies]


@contextmanager
def _recorded() -> Iterator[list[dict[str, Any]]]:
    """The bodies of the searches that are asked of the cluster."""
    from search.opensearch.connection import Connection

    bodies: list[dict[str, Any]] = []
    search = Connection.search

    def recording(self: Connection, index: str, body: dict[str, Any]) -> dict[str, Any]:
        bodies.append(body)
        return search(self, index, body)

    with patch.object(Connection, "search", recording):
        yield bodies


def plain(question: Question, number: int, by: Narrowing) -> Asked:
    """What one would ask OpenSearch for without our engine: its own ranking, grouped, counted."""
    filters: list[dict[str, Any]] = []
    facets: tuple[str, ...] = ()
    if number % 3 == 0:
        days = {"gte": by.first.first_day, "lte": by.last.last_day}
        filters = [{"range": {"first_day": days}}]
        facets = FACETS
    body = {
        "size": 10,
        "track_total_hits": True,
        "_source": ["key", "number", "paragraph"],
        "query": {"bool": {"must": [_plain(question)], "filter": filters}},
        "collapse": {"field": "key"},
        "aggs": {
            "documents": {"cardinality": {"field": "key"}},
            **{field: {"terms": {"field": f"shown_{field}", "size": 1000}} for field in facets},
        },
    }
    return Asked(f"/{NAME}/_search?request_cache=false", json.dumps(body))


def _plain(question: Question) -> dict[str, Any]:
    """A question in OpenSearch's own terms, over stems that were made before."""
    from index.analysis import stems
    from index.analysis import words as words_of

    form, words, distance = question
    forms = [one for word in words for one in words_of(word)]
    stemmed = " ".join(stems(forms))
    match form:
        case "all":
            return {"match": {"text": {"query": stemmed, "operator": "and"}}}
        case "any":
            return {"match": {"text": {"query": stemmed}}}
        case "phrase":
            return {"match_phrase": {"exact": " ".join(forms)}}
        case "ordered":
            return {"match_phrase": {"exact": {"query": " ".join(forms), "slop": distance - 1}}}
        case "prefix":
            return {"prefix": {"exact": forms[0]}}
        case "fuzzy":
            return {"fuzzy": {"exact": {"value": forms[0], "fuzziness": distance}}}


def _rows(corpus: str, loads: Sequence[Loads]) -> list[Row]:
    note = f"one node with 2 GB, cache of answers off, load by {loads[0].ours.client}"
    failed = sum(each.failed for turn in loads for each in turn)
    note += f"; {failed} requests failed" if failed else ""
    found = []
    for against, place, aim in (
        ("OpenSearch over HTTP, the same answers", 1, AIM),
        ("OpenSearch over HTTP, its own ranking", 2, None),
    ):
        ours, theirs = ([turn[n] for turn in loads] for n in (0, place))
        rates = [mean(each.rate for each in own) for own in (ours, theirs)]
        slow = [mean(each.p99 for each in own) for own in (ours, theirs)]
        found += [
            Row(corpus=corpus, subject=SUBJECT, against=against, figure=rates[0] / rates[1],
                aim=aim, rule="at least", ours=f"{rates[0]:,.0f}/s", theirs=f"{rates[1]:,.0f}/s",
                note=note),
            Row(corpus=corpus, subject=f"{SUBJECT}, p99", against=against,
                figure=slow[0] / slow[1], ours=f"{slow[0]:,.0f} ms", theirs=f"{slow[1]:,.0f} ms",
                note=note),
        ]  # fmt: skip
    return found


def _skipped(corpus: Corpus, reason: str) -> Row:
    return Row(
        corpus=corpus.name,
        subject=SUBJECT,
        against="OpenSearch over HTTP",
        figure=0,
        note=f"not measured: {reason}",
    )
