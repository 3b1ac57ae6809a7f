"""How many mixed searches a second the JSON API answers, against a server that only sends."""

from __future__ import annotations

from collections.abc import Sequence
from http.client import HTTPConnection
from statistics import mean
from urllib.parse import urlencode

from bench.corpora import Corpus
from bench.load import Load, load
from bench.measures.indexing import Built
from bench.narrowing import Narrowing, narrowing
from bench.peers.contract import FACETS
from bench.peers.embedded import written
from bench.questions import Question
from bench.records import read_records
from bench.rows import Row
from bench.serving import served
from web.server import Address

AIM = 0.5
TURNS = 2
SAMPLED = 60
"""How many answers the size of the fixed one is the mean of."""


def rows(corpus: Corpus, built: Built, questions: Sequence[Question], seconds: float) -> list[Row]:
    """The service against a fixed answer, in turns, from a bare server and from bare Flask."""
    paths = addresses(questions, narrowing(read_records(corpus.path)))
    with served("rostrum", str(built.folder)) as ours:
        length = _mean_length(ours, paths[:SAMPLED])
        with served("fixed", str(length)) as fixed, served("flask", str(length)) as flask:
            loads = [
                [load(address, paths, seconds) for address in (ours, fixed, flask)]
                for _ in range(TURNS)
            ]
    rates = [mean(each.rate for each in column) for column in zip(*loads, strict=True)]
    note = f"answers of {length:,} bytes on average, load by {loads[0][0].client}{_failed(loads)}"
    return [
        Row(
            corpus=corpus.name,
            subject="JSON API, mixed queries, 2 workers",
            against=against,
            figure=rates[0] / rate,
            aim=aim,
            rule="at least",
            ours=f"{rates[0]:,.0f}/s",
            theirs=f"{rate:,.0f}/s",
            note=note,
        )
        for against, rate, aim in (
            ("the same server, a fixed answer", rates[1], AIM),
            ("a bare Flask view, a fixed answer", rates[2], None),
        )
    ]


def addresses(questions: Sequence[Question], by: Narrowing) -> list[str]:
    """Searches as a program asks for them: every third filtered by dates and with facets."""
    found = []
    for number, question in enumerate(questions):
        parameters = {"q": written(question)}
        if number % 3 == 0:
            parameters |= {
                "date_from": str(by.first), "date_to": str(by.last), "facets": ",".join(FACETS)
            }  # fmt: skip
        found.append(f"/api/v1/search?{urlencode(parameters)}")
    return found


def _mean_length(address: Address, paths: Sequence[str]) -> int:
    """How long an answer is; a RuntimeError if any is not an answer."""
    connection = HTTPConnection(address.host, address.port, timeout=60)
    lengths = []
    for path in paths:
        connection.request("GET", path)
        response = connection.getresponse()
        lengths.append(len(response.read()))
        if response.status != 200:
            raise RuntimeError(f"{path} was answered with status {response.status}.")
    connection.close()
    return round(mean(lengths))


def _failed(loads: Sequence[Sequence[Load]]) -> str:
    failed = sum(each.failed for turn in loads for each in turn)
    return f"; {failed} requests failed" if failed else ""
