"""The embedded engine: answers searches from a Whoosh index on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from index.commands.extraction_report import AuditedReport, audited_report
from index.commands.statistics import ArchiveReport, archive_report
from search.deadline import allotted
from search.engine import Capabilities
from search.errors import SearchError
from search.exports.exporting import Export
from search.language.repair import parse_leniently
from search.occurrences.concordance import (
    Concordance,
    ConcordanceRequest,
    FoundLine,
    all_lines,
    concordance,
)
from search.occurrences.trend_series import trends
from search.occurrences.trends import Trends, TrendsRequest
from search.opening import Opened, Opening
from search.presentation.document_view import document_view, number_of
from search.quotations.checking import check
from search.quotations.quotation import QuoteCheck
from search.reading import read
from search.requests import SearchRequest
from search.results import DocumentView, FieldReport, SearchResults, SimilarDocuments, Suggestion
from search.searching import Ranking, Search
from search.similarity import alike, telling_words
from search.vocabulary.holdings import field_reports
from search.vocabulary.suggestions import check_value_field, completions
from search.warming import counted, first_words, questions, sharing
from search.wordings.comparing import compared
from search.wordings.comparison import Comparison


class EmbeddedEngine:
    """An Engine over the index in a folder; notices a reindex with the next request.

    The index need not exist yet: every method raises EngineUnavailable until it does.
    """

    def __init__(self, index_dir: Path) -> None:
        self._opening = Opening(index_dir)

    def close(self) -> None:
        """Close the files of the index; the next request opens them again."""
        self._opening.close()

    def warm(self) -> None:
        """Ask a question of every kind, so that nobody waits for what only the first one needs.

        Does nothing where there is no index to ask.
        """
        try:
            with self._opening.current() as opened:
                vocabulary = opened.lexicon.vocabulary("exact")
                words = [w for w in vocabulary.by_frequency(vocabulary.words) if w.isalpha()][:2]
                said, alike = first_words(opened.generation), sharing(opened.generation)
            if len(words) == 2:
                for question in questions(words):
                    self.search(question)
                for question in counted(words):
                    self.concordance(ConcordanceRequest(search=question, limit=1))
                for quotation in (" ".join([*words, "".join(words)]), said):
                    self.quote(quotation)
                for document_id in alike:
                    self.document(document_id)
                    self.compare(document_id, alike[0])
        except SearchError:
            return

    @property
    def capabilities(self) -> Capabilities:
        """Everything of the language, with exact counts."""
        return Capabilities(name="embedded")

    @property
    def index_version(self) -> str:
        """Names the generation that answers."""
        with self._opening.current() as opened:
            return opened.generation.version

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a search. Raises QueryError, RequestError or EngineUnavailable."""
        asked = read(request)
        with self._answering() as opened:
            return Search(opened, asked).results()

    def ranking(self, request: SearchRequest) -> Ranking:
        """As `search`, but by number alone: nothing that is shown is read or marked.

        For programs that look for themselves, and for measuring what a search costs without
        its snippets. Raises what `search` raises.
        """
        asked = read(request)
        with self._answering() as opened:
            return Search(opened, asked).ranking()

    def document(self, document_id: str, query: str = "") -> DocumentView:
        """A document with the words of `query` marked. Raises DocumentNotFound.

        Every word of the query is marked wherever it stands, also in passages that hold only
        some of them: whoever reads a document looks for them all.
        """
        wanted = parse_leniently(query).query
        with self._answering() as opened:
            return document_view(document_id, wanted, opened)

    def concordance(self, request: ConcordanceRequest) -> Concordance:
        """The occurrences of a query in their context, a page of them.

        Raises QueryError, RequestError or EngineUnavailable.
        """
        with self._answering() as opened:
            return concordance(opened, request)

    def all_lines(self, request: ConcordanceRequest) -> Iterator[FoundLine]:
        """Every occurrence of a query, in order; the index stays open until the last is read.

        Raises what `concordance` raises, before the first.
        """
        with self._opening.current() as opened:
            yield from all_lines(opened, request)

    def trends(self, request: TrendsRequest) -> Trends:
        """How often queries occur over time. Raises QueryError, RequestError, EngineUnavailable."""
        with self._answering() as opened:
            return trends(opened, request)

    def quote(self, text: str) -> QuoteCheck:
        """Whether, where and how exactly a passage stands in the archive.

        Raises RequestError where it is too long or has no word, and EngineUnavailable.
        """
        with self._answering() as opened:
            return check(text, opened)

    def compare(self, left_id: str, right_id: str) -> Comparison:
        """Two documents beside each other. Raises DocumentNotFound."""
        with self._answering() as opened:
            return compared(left_id, right_id, opened)

    def similar(self, document_id: str, limit: int = 5) -> SimilarDocuments:
        """Documents like this one. Raises DocumentNotFound, and EngineUnavailable if time is up."""
        with self._answering() as opened:
            words = telling_words(number_of(document_id, opened), opened.sources)
            return alike(
                document_id,
                words,
                limit,
                lambda request: Search(opened, read(request)).results(),
                opened.generation.version,
            )

    def export(self, request: SearchRequest) -> Export:
        """All that a search finds, its limit and offset aside. Raises what `search` raises."""
        asked = read(request)
        with ExitStack() as stack:
            opened = stack.enter_context(self._opening.current())
            return Search(opened, asked).export(stack.pop_all().close)

    def suggest(self, text: str, field: str | None = None, limit: int = 8) -> list[Suggestion]:
        """Completions of the last word of `text`, or of a value of `field`, most frequent first."""
        check_value_field(field)
        with self._answering() as opened:
            return completions(text, field, limit, opened.lexicon)

    def archive(self) -> ArchiveReport:
        """What the archive holds."""
        with self._opening.current() as opened:
            return archive_report(opened.generation)

    def audited_archive(self) -> AuditedReport:
        """What the archive holds, and what extraction made of its sources."""
        with self._opening.current() as opened:
            return audited_report(archive_report(opened.generation), opened.extraction)

    def fields(self) -> list[FieldReport]:
        """The fields of the query language."""
        with self._opening.current() as opened:
            return field_reports(opened.generation.columns)

    @contextmanager
    def _answering(self) -> Iterator[Opened]:
        """The current generation, for one answer in the time it may take."""
        with allotted(), self._opening.current() as opened:
            yield opened
