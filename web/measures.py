"""What is counted of the requests: how many, how they ended, how long they took.

Every figure has a place in one `Tally`, worked out from the application's addresses, so that
counting is an addition and all workers count into the same sums.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from web.problem_kinds import KINDS
from web.tallies import Tally, Worker
from web.visits import NO_ROUTE, Visit

SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""The upper bounds of the histogram's buckets; what takes longer has one more."""

STATUSES = (200, 206, 303, 304, 400, 404, 405, 410, 413, 414, 429, 500, 503)
"""The statuses that answers have; any other is counted as 0."""


class Histogram(NamedTuple):
    """How long requests took: for each bucket how many, and of all the seconds together."""

    buckets: list[float]
    seconds: float


class Measured(NamedTuple):
    """What all workers have counted since the server began."""

    requests: dict[tuple[str, int], float]
    seconds: dict[str, Histogram]
    refused: dict[str, float]
    workers: list[Worker]


class Measures:
    """Counts the requests of an application, over all the workers that share a folder."""

    def __init__(self, routes: Iterable[str], folder: Path | None = None) -> None:
        """`routes` are the addresses of the application, the same in every worker."""
        self._routes = {route: n for n, route in enumerate([*sorted(set(routes)), NO_ROUTE])}
        self._statuses = {status: n for n, status in enumerate((*STATUSES, 0))}
        self._codes = {code: n for n, code in enumerate(KINDS)}
        self._width = len(self._statuses) + len(SECONDS) + 2
        self._after_routes = len(self._routes) * self._width
        self._tally = Tally(self._after_routes + len(self._codes), folder and folder / "counts")

    def count(self, visit: Visit) -> None:
        """Count a request that was answered."""
        first = self._routes.get(visit.route, len(self._routes) - 1) * self._width
        times = first + len(self._statuses)
        took = visit.seconds
        self._tally.add(first + self._statuses.get(visit.status, len(STATUSES)))
        self._tally.add(times + bisect_left(SECONDS, took))
        self._tally.add(times + len(SECONDS) + 1, took)
        if visit.code in self._codes:
            self._tally.add(self._after_routes + self._codes[visit.code])

    def measured(self) -> Measured:
        """The figures so far; those that were never counted are left out."""
        sums = self._tally.sums()
        requests, seconds = {}, {}
        for route, row in self._rows(sums):
            if not any(row):
                continue
            found = zip((*STATUSES, 0), row, strict=False)
            requests.update({(route, status): count for status, count in found if count})
            seconds[route] = Histogram(row[len(self._statuses) : -1], row[-1])
        refused = dict(zip(self._codes, sums[self._after_routes :], strict=True))
        refused = {code: count for code, count in refused.items() if count}
        return Measured(requests, seconds, refused, self._tally.workers())

    def _rows(self, sums: list[float]) -> Iterator[tuple[str, list[float]]]:
        for route, n in self._routes.items():
            yield route, sums[n * self._width : (n + 1) * self._width]
