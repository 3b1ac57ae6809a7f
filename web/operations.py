"""What the API can be asked and what it answers, one entry an address.

`web.openapi` writes the document from it, and a test holds it against the routes of the
application, so that no address goes undescribed.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from index.extraction_report import AuditedReport
from search.answers import SearchAnswer
from search.concordance_answer import ConcordanceAnswer
from search.document_answer import DocumentAnswer
from search.trends_answer import TrendsAnswer
from web.answers import FieldsAnswer, Health, Readiness, SuggestAnswer
from web.line_parameters import ConcordanceParameters, TrendsParameters
from web.parameters import DocumentParameters, NoParameters, SearchParameters, SuggestParameters


class Operation(NamedTuple):
    """One address: what it is called, takes and answers, and which errors it knows.

    `cached` addresses carry an ETag and answer 304; `paged` ones carry `Link`.
    """

    path: str
    name: str
    summary: str
    answer: type[msgspec.Struct]
    parameters: type[msgspec.Struct] = NoParameters
    errors: tuple[int, ...] = (400, 503)
    cached: bool = True
    paged: bool = False


OPERATIONS = (
    Operation(
        "/api/v1/search",
        "search",
        "Search the archive",
        SearchAnswer,
        SearchParameters,
        errors=(400, 410, 503),
        paged=True,
    ),
    Operation(
        "/api/v1/documents/{document_id}",
        "document",
        "A document: its passages, what is known of it and from where, what was stripped",
        DocumentAnswer,
        DocumentParameters,
        errors=(400, 404, 503),
    ),
    Operation(
        "/api/v1/concordance",
        "concordance",
        "Every occurrence of a query on a line, in its context",
        ConcordanceAnswer,
        ConcordanceParameters,
        errors=(400, 410, 503),
        paged=True,
    ),
    Operation(
        "/api/v1/trends",
        "trends",
        "How often queries occur over time, first and last, and the longest silence",
        TrendsAnswer,
        TrendsParameters,
    ),
    Operation(
        "/api/v1/suggest",
        "suggest",
        "Completions of what was typed",
        SuggestAnswer,
        SuggestParameters,
    ),
    Operation("/api/v1/sources", "sources", "What the archive holds", AuditedReport),
    Operation("/api/v1/fields", "fields", "The fields of the query language", FieldsAnswer),
    Operation("/healthz", "alive", "Whether the process lives", Health, errors=(), cached=False),
    Operation(
        "/readyz", "ready", "Whether searches are answered", Readiness, errors=(503,), cached=False
    ),
)
