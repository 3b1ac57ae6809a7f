"""`/metrics`: what the service did and is, for Prometheus.

In the text form of its exposition format, version 0.0.4. The figures are those of all workers
together; which worker is asked makes no difference. It is written here and not by a client
library because what is counted is known beforehand: the library keeps a file for each process
and each kind of metric, has to be told by the environment before it is imported, and leaves out
the memory of processes where there are several.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from index.errors import IndexingError
from search.errors import SearchError
from web.measures import SECONDS, Histogram, Measured
from web.refusals import protect
from web.services import archive, services, settings
from web.tallies import Worker

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

metrics = protect(Blueprint("metrics", __name__))


@metrics.get("/metrics")
def exposed() -> Response:
    """Every figure, where the settings say that it may be shown."""
    if not settings().metrics:
        raise NotFound
    lines = [*_of_requests(services().measures.measured()), *_of_index()]
    response = Response("".join(f"{line}\n" for line in lines), content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def _of_requests(found: Measured) -> Iterator[str]:
    yield from _named("requests_total", "counter", "Requests, by address and status.")
    for (route, status), count in found.requests.items():
        yield _line("requests_total", count, route=route, status=str(status or "other"))
    yield from _named("request_seconds", "histogram", "How long requests took to be answered.")
    for route, histogram in found.seconds.items():
        yield from _histogram(route, histogram)
    yield from _named("refused_total", "counter", "Requests refused, by the problem's code.")
    for code, count in found.refused.items():
        yield _line("refused_total", count, code=code)
    yield from _named("worker_memory_bytes", "gauge", "Resident memory, by worker and kind.")
    for worker in found.workers:
        for kind, size in resident(worker).items():
            yield _line("worker_memory_bytes", size, worker=str(worker.number), kind=kind)


def _histogram(route: str, found: Histogram) -> Iterator[str]:
    bounds = [*map(str, SECONDS), "+Inf"]
    for bound, count in zip(bounds, accumulate(found.buckets), strict=True):
        yield _line("request_seconds_bucket", count, route=route, le=bound)
    yield _line("request_seconds_sum", found.seconds, route=route)
    yield _line("request_seconds_count", sum(found.buckets), route=route)


def _of_index() -> Iterator[str]:
    """What answers: nothing but `up 0` while there is no index that can be opened."""
    yield from _named("index_up", "gauge", "Whether there is an index that answers.")
    try:
        report = archive()
    except (SearchError, IndexingError):
        yield _line("index_up", 0)
        return
    yield _line("index_up", 1)
    yield from _named("index_info", "gauge", "The version of the index that answers.")
    yield _line("index_info", 1, version=report.index_version)
    for name, size in (("documents", report.documents), ("passages", report.passages)):
        yield from _named(f"index_{name}", "gauge", f"How many {name} the index has.")
        yield _line(f"index_{name}", size)
    age = datetime.now(UTC) - datetime.fromisoformat(report.built)
    yield from _named("index_age_seconds", "gauge", "How long ago the index was built.")
    yield _line("index_age_seconds", round(age.total_seconds(), 3))


def _named(name: str, kind: str, meaning: str) -> Iterator[str]:
    yield f"# HELP rostrum_{name} {meaning}"
    yield f"# TYPE rostrum_{name} {kind}"


def _line(name: str, value: float, **labels: str) -> str:
    """A sample; what stands in labels is ours or of the address, and escaped all the same."""
    written = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
    number = repr(int(value)) if value == int(value) else repr(value)
    return f"rostrum_{name}{{{written}}} {number}" if written else f"rostrum_{name} {number}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def resident(worker: Worker) -> Mapping[str, int]:
    """Bytes of memory a worker has: its own (`anonymous`), and of files that others may share.

    As Linux tells it (proc(5), status); nothing elsewhere.
    """
    names = {"RssAnon": "anonymous", "RssFile": "file"}
    try:
        lines = Path(f"/proc/{worker.process}/status").read_text().splitlines()
    except OSError:
        return {}
    pairs = (line.split(":", 1) for line in lines)
    return {names[name]: int(size.split()[0]) * 1024 for name, size in pairs if name in names}
