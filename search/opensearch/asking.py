"""One search of a cluster: what is asked, and what the shards answer, added up.

Scripts on the shards (`scripts/`) count, rank and group; what comes back are counts and the
first rows of each shard, whatever is found. All that is counted together stands on one shard,
so sums are exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from whoosh.query.qcore import Query
from whoosh.query.terms import Term

from index.dates import Precision
from index.storage.columns import PRECISIONS
from search.opensearch.connection import Answer
from search.opensearch.layout import shown
from search.opensearch.matching import matching
from search.opensearch.pieces import ArchivePiece
from search.opensearch.scoring import Scoring
from search.ranking import formulas as ranking
from search.requests import Group, Sort
from search.results import FacetCount, TimelineBucket

SECONDS = 10
"""How long a shard may take."""
MAX_VALUES = 1_000
MILLION = 10**ranking.DECIMALS


class Row(NamedTuple):
    """A document found, or a passage: its score in millionths and its best passages.

    order: its place in the order of reading. day: its first day, or None. page, story: 0 for
    none. best: number and score of each passage.
    """

    score: int
    key: int
    order: int
    day: int | None
    page: int
    story: int
    passages: int
    best: list[list[int]]

    def rank(self, sort: Sort) -> tuple[float, ...]:
        """What results are sorted by: `search.sorting`."""
        last = (-self.score, self.order, self.best[0][0])
        if sort == "relevance":
            return last
        if self.day is None:
            return 1, 0, *last
        return 0, self.day if sort == "date" else -self.day, *last


class Wanted(NamedTuple):
    """What is wanted of whatever a query finds: so many rows, counts, and older captures."""

    sort: Sort = "relevance"
    group: Group = "document"
    rows: int = 0
    older: bool = False
    facets: tuple[str, ...] = ()
    timeline: Precision | None = None


class Found(NamedTuple):
    """What a query finds.

    older: the documents that it finds, too, but which are older captures of a page; they do not
    count.
    """

    passages: int
    documents: int
    stories: int
    rows: list[Row]
    sort: Sort
    facets: dict[str, tuple[FacetCount, ...]]
    timeline: tuple[TimelineBucket, ...]
    undated: int
    older: frozenset[int]


def body(found: Answer, scripts: Answer) -> Answer:
    """What to ask, so that scripts run over what is found, a `scripted_metric`."""
    return {
        "size": 0,
        "track_total_hits": False,
        "timeout": f"{SECONDS}s",
        "query": found,
        "aggs": {"found": {"scripted_metric": scripts}},
    }


def clause(
    query: Query,
    scoring: Scoring | None,
    archive: ArchivePiece,
    idf: Callable[[Term], float],
    story: int | None = None,
) -> Answer:
    """What a query finds. Without `scoring`, by no score; with `story`, of that story alone."""
    of_story = [] if story is None else [{"term": {"story": story}}]
    found: Answer = {"bool": {"filter": [matching(query), *of_story]}}
    if scoring is not None:
        found["bool"]["should"] = scoring.clauses()
        passages = archive.passages or 1
        averages = archive.words / passages, archive.title_words / passages
        script = {"source": source("score"), "params": scoring.params(idf, *averages)}
        # Observed in 2.19: without a least score an aggregation that reads scores is given wrong
        # ones, with one it is given the right ones; 0 leaves nothing out.
        found = {"script_score": {"query": found, "script": script, "min_score": 0}}
    return found


def scripts(wanted: Wanted) -> Answer:
    """The scripts that count, rank and group what is found."""
    return {
        "params": {
            "facets": [shown(field) for field in wanted.facets],
            "precision": PRECISIONS.index(wanted.timeline),
            "group": wanted.group,
            "sort": wanted.sort,
            "count": wanted.rows,
            "older": wanted.older,
            "credit": ranking.CREDIT,
        },
        "init_script": source("begin"),
        "map_script": source("gather"),
        "combine_script": source("finish"),
        "reduce_script": "return states",
    }


@cache
def source(script: str) -> str:
    """A script, which servers compile once and know again by its text."""
    return files("search.opensearch").joinpath("scripts", f"{script}.painless").read_text()


def added_up(answer: Answer, wanted: Wanted) -> Found:
    """What all shards found together."""
    shards: list[dict[str, Any]] = answer["aggregations"]["found"]["value"]
    passages, documents, alone, undated, _ = map(
        sum, zip(*(s["counts"] for s in shards), strict=True)
    )
    scored = any(shard["counts"][4] for shard in shards)
    sort: Sort = wanted.sort if scored or wanted.sort != "relevance" else "-date"
    rows = [Row(*row) for shard in shards for row in shard["rows"].get(sort, [])]
    rows.sort(key=lambda row: row.rank(sort))
    if wanted.group == "story":
        rows = _firsts(rows)
    periods = _summed([shard["periods"] for shard in shards])
    return Found(
        passages=passages,
        documents=documents,
        stories=alone + len({story for shard in shards for story in shard["stories"]}),
        rows=rows[: wanted.rows],
        sort=sort,
        facets={
            field: _counts(_summed([shard["facets"][n] for shard in shards]))
            for n, field in enumerate(wanted.facets)
        },
        timeline=tuple(TimelineBucket(start, periods[start]) for start in sorted(periods)),
        undated=undated,
        older=frozenset(key for shard in shards for key in shard["older"]),
    )


def _firsts(rows: Sequence[Row]) -> list[Row]:
    """The first row of each story."""
    seen: set[int] = set()
    found = []
    for row in rows:
        if row.story not in seen:
            found.append(row)
        if row.story:
            seen.add(row.story)
    return found


def _summed(counts: Sequence[dict[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for own in counts:
        total.update(own)
    return total


def _counts(counts: Counter[str]) -> tuple[FacetCount, ...]:
    """Values that occur, the most frequent first, ties by value."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value, count) for value, count in ordered[:MAX_VALUES])
