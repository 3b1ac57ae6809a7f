"""What the API can be asked and what it answers, one entry an address.

`web.openapi` writes the document from it, and a test holds it against the routes of the
application, so that no address goes undescribed.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from index.commands.extraction_report import AuditedReport
from search.answers.comparison import ComparisonAnswer
from search.answers.concordance import ConcordanceAnswer
from search.answers.document import DocumentAnswer
from search.answers.quotation import QuoteAnswer
from search.answers.results import SearchAnswer
from search.answers.similar import SimilarAnswer
from search.answers.trends import TrendsAnswer
from search.citations.forms import FORMS as CITATION_FORMS
from search.citations.forms import CitationAnswer
from search.exports.forms import ExportAnswer
from web.answers import FieldsAnswer, Health, Readiness, SuggestAnswer
from web.bodies import QuoteBody
from web.line_parameters import ConcordanceParameters, TrendsParameters
from web.parameters import (
    CitationParameters,
    DocumentParameters,
    ExportParameters,
    FeedParameters,
    NoParameters,
    SearchParameters,
    SimilarParameters,
    SuggestParameters,
)


class Operation(NamedTuple):
    """One address: what it is called, takes and answers, and which errors it knows.

    `cached` addresses carry an ETag and answer 304; `paged` ones carry `Link`. An answer is JSON
    of a type unless its media types are given; then there is a type only where one of them is.
    To those with a `body` it is sent by POST, to all others goes GET.
    """

    path: str
    name: str
    summary: str
    answer: type[msgspec.Struct] | None
    parameters: type[msgspec.Struct] = NoParameters
    errors: tuple[int, ...] = (400, 503)
    cached: bool = True
    paged: bool = False
    media: tuple[str, ...] = ("application/json",)
    body: type[msgspec.Struct] | None = None


_EXPORT = "All passages found, as they are read: "

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
        errors=(400, 503),
    ),
    Operation(
        "/api/v1/documents/{document_id}/citation",
        "citation",
        "How to cite a document or a passage of it, in every form",
        CitationAnswer,
        CitationParameters,
        errors=(400, 404, 503),
    ),
    Operation(
        "/api/v1/documents/{document_id}/similar",
        "similar",
        "The documents most like one, by the words that tell most of it",
        SimilarAnswer,
        SimilarParameters,
        errors=(400, 404, 503),
    ),
    Operation(
        "/documents/{document_id}/cite.{ending}",
        "cite",
        "How to cite a document or a passage of it, as a file of one form",
        None,
        CitationParameters,
        errors=(400, 404, 503),
        media=tuple(form.media_type for form in CITATION_FORMS.values()),
    ),
    Operation(
        "/search.csv",
        "export_csv",
        f"{_EXPORT}CSV, led by a byte order mark",
        None,
        ExportParameters,
        media=("text/csv",),
    ),
    Operation(
        "/search.ndjson",
        "export_ndjson",
        f"{_EXPORT}a line of JSON each",
        None,
        ExportParameters,
        media=("application/x-ndjson",),
    ),
    Operation("/search.json", "export_json", f"{_EXPORT}JSON", ExportAnswer, ExportParameters),
    Operation(
        "/search.atom",
        "feed",
        "The newest documents found, as an Atom feed",
        None,
        FeedParameters,
        media=("application/atom+xml",),
    ),
    Operation(
        "/api/v1/compare/{document_id}/{other_id}",
        "compare",
        "Two documents beside each other: the same, changed, moved, only in one",
        ComparisonAnswer,
        errors=(400, 404, 503),
    ),
    Operation(
        "/api/v1/quote",
        "quote",
        "Whether, where and how exactly a passage stands",
        QuoteAnswer,
        cached=False,
        body=QuoteBody,
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
