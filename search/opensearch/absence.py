"""An archive in a cluster, asked why nothing was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.errors import QueryTooLarge
from search.language import syntax
from search.occurrences.coverage import Coverage, coverage
from search.opensearch.asking import Found, Wanted, body, source
from search.opensearch.brought import Brought
from search.opensearch.days import days_of
from search.opensearch.matching import matching
from search.opensearch.packing import unpacked
from search.opensearch.reader import Reader
from search.opensearch.scoring import MOST_PARTS
from search.results import DocumentSummary


class Archive:
    """What is asked about absences, of one index."""

    def __init__(self, reader: Reader, *, variants: bool) -> None:
        self._reader = reader
        self._variants = variants
        self.lexicon = reader.lexicon

    def find(self, query: syntax.Query) -> Found:
        """How much a query finds. Raises EngineUnavailable."""
        translation = self._reader.translated(query, variants=self._variants)
        return self._reader.find(translation.query, Wanted())

    def together(
        self, queries: Sequence[syntax.Query], examples: int
    ) -> tuple[int, tuple[DocumentSummary, ...]]:
        """How many documents all queries find, in whichever passages, and the first of them.

        Raises QueryTooLarge for more queries than a score has bits for.
        """
        if len(queries) > MOST_PARTS:
            message = f"This engine looks for at most {MOST_PARTS} parts of a query together."
            raise QueryTooLarge("too_many_parts", message)
        scripts = {
            "params": {"all": (1 << len(queries)) - 1, "count": len(queries), "examples": examples},
            "init_script": source("days_begin"),
            "map_script": source("together_gather"),
            "combine_script": source("together_finish"),
            "reduce_script": "return states",
        }
        answer = self._reader.asked(body(self._any(queries), scripts))
        shards: list[dict[str, Any]] = answer["aggregations"]["found"]["value"]
        firsts = sorted(order for shard in shards for order in shard["firsts"])[:examples]
        found, _ = self._reader.shown(firsts)
        shown = {one["rank"]: unpacked(one["summary"], DocumentSummary) for one in found}
        return sum(shard["count"] for shard in shards), tuple(shown[order] for order in firsts)

    def coverage(self, query: syntax.Query) -> Coverage:
        """What there is of the period that a query is narrowed to."""
        every = self._reader.translated(syntax.Everything(), variants=False).query
        days = days_of(self._reader, every, newest=False)
        return coverage(Brought(self._reader, ()).columns(days.columns()), query)

    def _any(self, queries: Sequence[syntax.Query]) -> dict[str, Any]:
        """What any query finds, with a bit of the score for each that does."""
        translated = [self._reader.translated(one, variants=self._variants) for one in queries]
        parts = [
            {"constant_score": {"filter": matching(one.query), "boost": float(1 << n)}}
            for n, one in enumerate(translated)
        ]
        return {"bool": {"should": parts, "minimum_should_match": 1}}
