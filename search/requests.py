"""What an engine is asked: one search, its filters, its order, and how much of what it finds.

Nothing here names Whoosh: requests are our own types, so that an engine can be replaced without
a caller noticing.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from index.dates import PartialDate, Precision

Sort = Literal["relevance", "date", "-date"]
Group = Literal["document", "passage", "story"]

FILTER_FIELDS = ("source", "speaker", "kind", "place", "language")
FACET_FIELDS = (*FILTER_FIELDS, "agency")
MAX_LIMIT = 100
MAX_WINDOW = 10_000


class SearchRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One search. Filters mean what the same words in the query mean.

    Values of one filter are alternatives; different filters all have to hold. `limit` and
    `offset` count results: documents, passages, or stories, which are documents that carry the same
    text, as `group` says.
    """

    query: str = ""
    source: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    date_from: PartialDate | None = None
    date_to: PartialDate | None = None
    sort: Sort = "relevance"
    group: Group = "document"
    limit: int = 10
    offset: int = 0
    facets: tuple[str, ...] = ()
    timeline: Precision | None = None
    lenient: bool = False
    variants: bool = True
