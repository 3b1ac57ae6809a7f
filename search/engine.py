"""The contract every engine keeps: by which methods it is asked, and what they answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import msgspec

from index.commands.extraction_report import AuditedReport
from index.commands.statistics import ArchiveReport
from search.exports.exporting import Export
from search.occurrences.concordance import Concordance, ConcordanceRequest, FoundLine
from search.occurrences.trends import Trends, TrendsRequest
from search.quotations.quotation import QuoteCheck
from search.requests import SearchRequest
from search.results import (
    DocumentView,
    FieldReport,
    SearchResults,
    SimilarDocuments,
    Suggestion,
)
from search.wordings.comparison import Comparison


class Capabilities(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine can do; what it cannot is refused by name, never silently different."""

    name: str
    exact_counts: bool = True
    exact_facets: bool = True


class Engine(Protocol):
    """What answers searches. Implementations are safe to share between threads."""

    @property
    def capabilities(self) -> Capabilities:
        """What this engine can do."""
        ...

    @property
    def index_version(self) -> str:
        """Names the generation that answers; changes with every reindex."""
        ...

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a search. Raises QueryError, RequestError or EngineUnavailable."""
        ...

    def document(self, document_id: str, query: str = "") -> DocumentView:
        """A document with the words of `query` marked. Raises DocumentNotFound."""
        ...

    def concordance(self, request: ConcordanceRequest) -> Concordance:
        """The occurrences of a query in their context, a page of them. Raises as `search`."""
        ...

    def all_lines(self, request: ConcordanceRequest) -> Iterator[FoundLine]:
        """Every occurrence of a query, in order. Raises as `search`, before the first."""
        ...

    def trends(self, request: TrendsRequest) -> Trends:
        """How often queries occur over time, and when first and last. Raises as `search`."""
        ...

    def quote(self, text: str) -> QuoteCheck:
        """Whether, where and how exactly a passage stands. Raises as `search`."""
        ...

    def compare(self, left_id: str, right_id: str) -> Comparison:
        """Two documents beside each other. Raises DocumentNotFound or EngineUnavailable."""
        ...

    def similar(self, document_id: str, limit: int = 5) -> SimilarDocuments:
        """Documents like this one. Raises DocumentNotFound."""
        ...

    def export(self, request: SearchRequest) -> Export:
        """All that a search finds, its limit and offset aside. Raises what `search` raises."""
        ...

    def suggest(self, text: str, field: str | None = None, limit: int = 8) -> list[Suggestion]:
        """Completions of the last word of `text`, or of a value of `field`, most frequent first."""
        ...

    def archive(self) -> ArchiveReport:
        """What the archive holds."""
        ...

    def audited_archive(self) -> AuditedReport:
        """What the archive holds, and what extraction made of its sources; costs more."""
        ...

    def fields(self) -> list[FieldReport]:
        """The fields of the query language."""
        ...
