"""The state of the trends page, which is its address: queries, filters, period and scale."""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec
from flask import url_for
from werkzeug.datastructures import MultiDict

from index.dates import Precision
from search.occurrences.trends import MAX_SERIES, TrendsRequest
from web.search_state import SearchState

By = Literal["", "year", "month", "day"]
Scale = Literal["relative", "absolute"]

_FIELDS_AT_FIRST = 3


class TrendsState(msgspec.Struct, frozen=True, kw_only=True):
    """What the page was asked. `by` is empty where it is left to the page."""

    queries: tuple[str, ...] = ()
    filters: SearchState = SearchState()
    by: By = ""
    scale: Scale = "relative"

    @classmethod
    def from_arguments(cls, arguments: MultiDict[str, str]) -> TrendsState:
        """Read the parameters of an address; unknown ones and empty ones count for nothing."""
        queries = (query.strip() for query in arguments.getlist("q"))
        found = SearchState.from_arguments(arguments)
        by, scale = arguments.get("by", ""), arguments.get("scale", "")
        return cls(
            queries=tuple(dict.fromkeys(query for query in queries if query))[:MAX_SERIES],
            filters=SearchState(**found.filters()),
            by=next((known for known in get_args(By) if known == by), ""),
            scale="absolute" if scale == "absolute" else "relative",
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """What stands in the form: the queries, and room for another."""
        wanted = min(max(len(self.queries) + 1, _FIELDS_AT_FIRST), MAX_SERIES)
        return (*self.queries, *("",) * (wanted - len(self.queries)))

    def but(self, **changes: object) -> TrendsState:
        """These trends with something changed."""
        return msgspec.structs.replace(self, **changes)

    @property
    def href(self) -> str:
        """The address of this page."""
        asked: dict[str, Any] = {"q": self.queries, **self.filters.filters()}
        if self.by:
            asked["by"] = self.by
        if self.scale != "relative":
            asked["scale"] = self.scale
        return url_for("pages.trends", **asked)

    def search(self, query: str, period: str | None = None) -> SearchState:
        """The occurrences of one of the queries, of a period where one is given, in context."""
        found = self.filters.but(q=query, view="concordance", order="date")
        return found.but(date_from=period, date_to=period) if period else found

    def request(self, by: Precision) -> TrendsRequest:
        """What to ask the engine. Raises ValueError if a date cannot be read."""
        searches = (self.filters.but(q=query).request(counts_only=True) for query in self.queries)
        return TrendsRequest(searches=tuple(searches), by=by)
