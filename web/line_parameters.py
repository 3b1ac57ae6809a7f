"""The parameters of what counts occurrences: concordances and trends."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from index.dates import Precision
from search.occurrences.concordance import MAX_CONTEXT, MAX_LINES, ConcordanceRequest
from search.occurrences.line_order import LineSort
from search.occurrences.trends import MAX_SERIES, TrendsRequest
from web.parameters import Cursor, FilterParameters, Query, number

_SORT = Meta(
    description=(
        "The order: by the words to the right of the match or to its left, from the nearest on, "
        "by the match itself, or by date; `-date` is newest first."
    )
)


class LineParameters(FilterParameters, frozen=True, kw_only=True):
    """What `/concordance.csv` takes: which lines, in which order."""

    q: Query = ""
    sort: Annotated[LineSort, _SORT] = "right"
    context: Annotated[int, number("Words on each side of the match.", MAX_CONTEXT)] = 12

    def lines(self) -> ConcordanceRequest:
        """The lines asked for, from the first on. Raises ProblemError for a date."""
        return ConcordanceRequest(
            search=self.filtered(self.q), sort=self.sort, context=self.context
        )


class ConcordanceParameters(LineParameters, frozen=True, kw_only=True):
    """What `/api/v1/concordance` takes."""

    limit: Annotated[int, number("How many lines.", MAX_LINES)] = 100
    cursor: Cursor = ""

    def request(self) -> ConcordanceRequest:
        """The first page asked for. Raises ProblemError for a date."""
        return msgspec.structs.replace(self.lines(), limit=self.limit)


class TrendsParameters(FilterParameters, frozen=True, kw_only=True):
    """What `/api/v1/trends` and `/trends.csv` take."""

    q: Annotated[
        tuple[Query, ...],
        Meta(
            description=f"A query to count; repeat it to compare up to {MAX_SERIES}.",
            max_length=MAX_SERIES,
        ),
    ] = ()
    by: Annotated[Precision, Meta(description="The period that is counted by.")] = "year"

    def request(self) -> TrendsRequest:
        """The counting asked for. Raises ProblemError for a date."""
        return TrendsRequest(searches=tuple(map(self.filtered, self.q)), by=self.by)
