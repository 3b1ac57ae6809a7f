"""All passages that a query finds, a page at a time, in the order of reading.

The index that is read never changes, and document and number name a passage, so the next page
begins behind the last passage of the one before; nothing has to be held open for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from whoosh.query.qcore import Query

from search.opensearch.asking import SECONDS
from search.opensearch.connection import Answer
from search.opensearch.layout import shown
from search.opensearch.matching import Clause, matching
from search.opensearch.reader import Reader

PAGE = 1_000
"""How many passages are fetched at a time."""

MOST = 20_000
"""How many passages are brought to this machine to be looked through."""

_READ = ["key", "order", "number", "first_day", "last_day", "precision", "paragraph"]


class Passage(NamedTuple):
    """A passage found, whole.

    key, order: those of its document. first_day, last_day: None where that has no date. score: in
    millionths. language: as shown. parts: which of the parts that were asked about hold here.
    """

    key: int
    order: int
    number: int
    first_day: int | None
    last_day: int | None
    precision: int
    text: str
    score: int
    language: str | None
    parts: frozenset[int]


def found_passages(
    reader: Reader,
    query: Query,
    older: Collection[int],
    *,
    scored: bool = False,
    parts: Sequence[Query] = (),
    size: int = PAGE,
) -> Iterator[list[Passage]]:
    """The passages a query finds, but those of `older` documents, in pages of `size` or less.

    `parts` are queries of which each passage tells whether they find it, too.
    """
    found = reader.finding(query, scored=scored)
    if parts:
        named = [_named(n, part) for n, part in enumerate(parts)]
        found = {"bool": {"filter": [found], "should": named, "minimum_should_match": 0}}
    for page in passages_in(reader, found, scored=scored, size=size):
        yield [passage for passage in page if passage.key not in older]


def passages_in(
    reader: Reader, clause: Clause, *, scored: bool = False, size: int = PAGE
) -> Iterator[list[Passage]]:
    """The passages that a clause finds, in pages of `size`."""
    asked: Answer = {
        "size": size,
        "track_total_hits": False,
        "track_scores": scored,
        "timeout": f"{SECONDS}s",
        "_source": [*_READ, shown("language")],
        "query": clause,
        "sort": [{"order": "asc"}, {"number": "asc"}],
    }
    while hits := reader.asked(asked)["hits"]["hits"]:
        yield list(map(_passage, hits))
        asked["search_after"] = hits[-1]["sort"]


def _named(n: int, part: Query) -> Answer:
    return {"bool": {"filter": [matching(part)], "_name": str(n)}}


def _passage(hit: dict[str, Any]) -> Passage:
    source = hit["_source"]
    score = hit["_score"]
    return Passage(
        key=source["key"],
        order=source["order"],
        number=source["number"],
        first_day=source.get("first_day"),
        last_day=source.get("last_day"),
        precision=source["precision"],
        text=source["paragraph"],
        score=0 if score is None else int(np.float32(score).view(np.int32)),
        language=source.get(shown("language")),
        parts=frozenset(map(int, hit.get("matched_queries", ()))),
    )
