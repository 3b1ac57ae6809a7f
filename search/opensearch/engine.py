"""The engine that asks an OpenSearch cluster, and what it cannot do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec

from index.commands.extraction_report import AuditedReport, audited_report
from index.commands.statistics import ArchiveReport
from search.absence import Absence, explained
from search.engine import Capabilities
from search.errors import QueryTooLarge
from search.exports.exporting import Export
from search.grouping.facets import check_facets
from search.language.normal_form import write
from search.language.repair import parse_leniently
from search.language.syntax import Everything
from search.occurrences.concordance import Concordance, ConcordanceRequest, FoundLine
from search.occurrences.trends import Trends, TrendsRequest
from search.opensearch import counting
from search.opensearch.absence import Archive
from search.opensearch.asking import Found, Row, Wanted
from search.opensearch.connection import Connection, IndexGone
from search.opensearch.exporting import export
from search.opensearch.place import Place
from search.opensearch.presentation import Presenter
from search.opensearch.quoting import Archive as QuotedArchive
from search.opensearch.reader import Opened, Reader
from search.opensearch.similarity import telling_words
from search.presentation.document_view import marked
from search.presentation.highlights import Highlighter
from search.quotations.checking import checked
from search.quotations.quotation import QuoteCheck
from search.reading import ReadRequest, read
from search.requests import MAX_WINDOW, SearchRequest
from search.results import (
    DocumentView,
    FieldReport,
    QueryReading,
    SearchResults,
    SimilarDocuments,
    Suggestion,
    Totals,
)
from search.searching import FEW
from search.similarity import alike
from search.translation import Translation
from search.vocabulary.suggestions import check_value_field, completions, did_you_mean
from search.wordings.comparison import Comparison, compare

NAME = "OpenSearch"

Given = TypeVar("Given")


class OpenSearchEngine:
    """An Engine over an archive in a cluster; notices a publication within a second.

    The archive need not be there yet: every method raises EngineUnavailable until it is.
    """

    def __init__(self, place: Place) -> None:
        self._connection = Connection(place)
        self._opened = Opened(self._connection)

    def close(self) -> None:
        """Close the connections; the next request opens them again."""
        self._connection.close()

    def warm(self) -> None:
        """Nothing: what the first request needs is asked for with it."""

    @property
    def capabilities(self) -> Capabilities:
        """The whole language, with exact counts; what is too much is refused by name."""
        return Capabilities(name=NAME)

    @property
    def index_version(self) -> str:
        """Names the generation that answers."""
        return self._opened.reader().archive.version

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a search. Raises QueryError, RequestError or EngineUnavailable."""
        asked = read(request)
        check_facets(request.facets)
        return self._answered(lambda reader: _Search(reader, asked).results())

    def document(self, document_id: str, query: str = "") -> DocumentView:
        """A document with the words of `query` marked. Raises DocumentNotFound."""
        wanted = parse_leniently(query).query

        def answer(reader: Reader) -> DocumentView:
            view = reader.view(document_id)
            highlighter = Highlighter(reader.translated(wanted, variants=True).query)
            return msgspec.structs.replace(view, highlights=marked(view.document, highlighter))

        return self._answered(answer)

    def concordance(self, request: ConcordanceRequest) -> Concordance:
        """The occurrences of a query in their context, a page of them.

        Raises QueryTooLarge where too many passages would have to be looked through.
        """
        return self._answered(lambda reader: counting.lines(reader, request))

    def all_lines(self, request: ConcordanceRequest) -> Iterator[FoundLine]:
        """Every occurrence of a query, in order. Raises as `concordance`."""
        return self._answered(lambda reader: counting.all_lines(reader, request))

    def trends(self, request: TrendsRequest) -> Trends:
        """How often queries occur over time. Raises as `concordance`."""
        return self._answered(lambda reader: counting.trends(reader, request))

    def quote(self, text: str) -> QuoteCheck:
        """Whether, where and how exactly a passage stands in the archive.

        Raises RequestError where it is too long or has no word, and as `concordance`.
        """

        def answer(reader: Reader) -> QuoteCheck:
            archive = QuotedArchive(reader)
            return checked(text, archive, archive, reader.archive.version)

        return self._answered(answer)

    def compare(self, left_id: str, right_id: str) -> Comparison:
        """Two documents beside each other. Raises DocumentNotFound or EngineUnavailable."""
        return self._answered(lambda reader: _compared(reader, left_id, right_id))

    def similar(self, document_id: str, limit: int = 5) -> SimilarDocuments:
        """Documents like this one. Raises DocumentNotFound or EngineUnavailable."""

        def answer(reader: Reader) -> SimilarDocuments:
            words = telling_words(reader, document_id)
            search = lambda request: _Search(reader, read(request)).results()  # noqa: E731
            return alike(document_id, words, limit, search, reader.archive.version)

        return self._answered(answer)

    def export(self, request: SearchRequest) -> Export:
        """All that a search finds, its limit and offset aside. Raises what `search` raises."""
        asked = read(request)
        return self._answered(lambda reader: export(reader, asked))

    def suggest(self, text: str, field: str | None = None, limit: int = 8) -> list[Suggestion]:
        """Completions of the last word of `text`, or of a value of `field`, most frequent first."""
        check_value_field(field)
        return self._answered(lambda reader: completions(text, field, limit, reader.lexicon))

    def archive(self) -> ArchiveReport:
        """What the archive holds."""
        return self._opened.reader().archive.report

    def audited_archive(self) -> AuditedReport:
        """What the archive holds, and what extraction made of its sources."""
        archive = self._opened.reader().archive
        return audited_report(archive.report, archive.extraction)

    def fields(self) -> list[FieldReport]:
        """The fields of the query language."""
        return self._opened.reader().archive.fields

    def _answered(self, answer: Callable[[Reader], Given]) -> Given:
        """An answer from the current index, asked again where that was just replaced."""
        try:
            return answer(self._opened.reader())
        except IndexGone:
            self._opened.forget()
            return answer(self._opened.reader())


class _Search:
    """One search over one index."""

    def __init__(self, reader: Reader, asked: ReadRequest) -> None:
        self._reader = reader
        self._asked = asked
        self._request = asked.request

    def results(self) -> SearchResults:
        """What is found, as it is shown."""
        request = self._request
        translation = self._reader.translated(self._asked.filtered, variants=request.variants)
        found = self._reader.find(translation.query, self._wanted())
        rows = found.rows[request.offset :]
        presenter = Presenter(self._reader, Highlighter(translation.query))
        return SearchResults(
            reading=self._reading(translation),
            total=Totals(found.passages, found.documents, found.stories),
            results=presenter.results(rows, self._others(translation, found, rows)),
            facets=found.facets,
            timeline=found.timeline,
            undated=found.undated,
            did_you_mean=self._did_you_mean() if found.passages < FEW else None,
            index_version=self._reader.archive.version,
            absence=None if found.passages else self._absence(),
        )

    def _absence(self) -> Absence | None:
        """Why nothing was found, unless that is too much to find out."""
        archive = Archive(self._reader, variants=self._request.variants)
        try:
            return explained(archive, self._asked)
        except QueryTooLarge:
            return None

    def _wanted(self) -> Wanted:
        request = self._request
        return Wanted(
            sort=request.sort,
            group=request.group,
            rows=request.offset + request.limit if request.limit else 0,
            facets=request.facets,
            timeline=request.timeline,
        )

    def _others(self, translation: Translation, found: Found, rows: list[Row]) -> list[list[Row]]:
        """The other documents found of the story of each row, where stories are asked for."""
        if self._request.group != "story":
            return [[] for _ in rows]
        wanted = Wanted(sort=found.sort, rows=MAX_WINDOW)
        others = []
        for row in rows:
            same = self._reader.find(translation.query, wanted, row.story).rows if row.story else []
            others.append([other for other in same if other.key != row.key])
        return others

    def _reading(self, translation: Translation) -> QueryReading:
        return msgspec.structs.replace(self._asked.reading, notices=translation.notices)

    def _did_you_mean(self) -> str | None:
        if isinstance(self._asked.typed, Everything):
            return None
        meant = did_you_mean(self._asked.typed, self._reader.lexicon)
        return None if meant is None else write(meant)


def _compared(reader: Reader, left_id: str, right_id: str) -> Comparison:
    left, right = reader.view(left_id), reader.view(right_id)
    found = compare(left.document, right.document, reader.archive.archive.variants)
    return Comparison(
        left=reader.summary(left_id),
        right=reader.summary(right_id),
        rows=found.rows,
        left_words=found.left_words,
        right_words=found.right_words,
        shared_words=found.shared_words,
        index_version=reader.archive.version,
    )
