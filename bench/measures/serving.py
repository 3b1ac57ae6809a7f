"""How many mixed searches a second the JSON API answers, against a server that only sends.

The same server sends a fixed answer twice: from bare WSGI, which leaves out everything that is
ours, and from a view of Flask, which is what an answer costs that is looked up nowhere. Both are
aimed at, so that neither may stand for the other. What is measured searches for every answer;
how fast an answer goes out that was sent before is told beside it, without an aim.
"""

from __future__ import annotations

from collections.abc import Sequence
from http.client import HTTPConnection
from statistics import mean
from typing import NamedTuple
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
    folder = str(built.folder)
    with served("rostrum", folder) as ours, served("kept", folder) as kept:
        length = _mean_length(ours, paths[:SAMPLED])
        with served("fixed", str(length)) as fixed, served("flask", str(length)) as flask:
            loads = [
                [load(address, paths, seconds) for address in (ours, kept, fixed, flask)]
                for _ in range(TURNS)
            ]
    rates = Rates(*(mean(each.rate for each in column) for column in zip(*loads, strict=True)))
    note = f"answers of {length:,} bytes on average, load by {loads[0][0].client}{_failed(loads)}"
    return rates.rows(corpus.name, note)


class Rates(NamedTuple):
    """Requests a second: ours searching anew and from what was kept, and of a fixed answer."""

    ours: float
    kept: float
    fixed: float
    flask: float

    def rows(self, corpus: str, note: str) -> list[Row]:
        """The rows: what is aimed at, and what an answer sent before costs."""
        mixed, again = "JSON API, mixed queries, 2 workers", "JSON API, queries asked before"
        bare, flask = "the same server, a fixed answer", "a bare Flask view, a fixed answer"
        return [
            Row(
                corpus=corpus,
                subject=subject,
                against=against,
                figure=ours / theirs,
                aim=aim,
                rule="at least",
                ours=f"{ours:,.0f}/s",
                theirs=f"{theirs:,.0f}/s",
                note=note,
            )
            for subject, ours, against, theirs, aim in (
                (mixed, self.ours, bare, self.fixed, AIM),
                (mixed, self.ours, flask, self.flask, AIM),
                (again, self.kept, bare, self.fixed, None),
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
