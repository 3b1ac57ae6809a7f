"""The embedded engine: answers searches from a Whoosh index on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from index.columns import Columns
from index.documents import Document
from index.extraction_report import AuditedReport, audited_report
from index.statistics import ArchiveReport, archive_report
from search.absence import Absence, absence
from search.concordance import (
    Concordance,
    ConcordanceRequest,
    FoundLine,
    all_lines,
    concordance,
)
from search.engine import (
    Capabilities,
    DocumentView,
    FacetCount,
    FieldReport,
    QueryReading,
    Result,
    SearchRequest,
    SearchResults,
    Span,
    Suggestion,
    Totals,
)
from search.errors import DocumentNotFound, EngineUnavailable, RequestError, SearchError
from search.facets import facets
from search.highlights import Highlighter
from search.holdings import field_reports
from search.language.fields import KEYWORD_FIELDS
from search.language.normal_form import write
from search.language.repair import parse_leniently
from search.language.syntax import Everything
from search.matching import Match, Matches
from search.opening import Opened, Opening
from search.parallels import parallels_of
from search.presentation import Presenter
from search.reading import ReadRequest, read
from search.suggestions import completions, did_you_mean
from search.timeline import timeline
from search.translation import Translation
from search.trend_series import trends
from search.trends import Trends, TrendsRequest
from search.versions import versions
from search.warming import counted, questions

FEW = 10
"""Where fewer passages are found, words the archive does not know may be misspelt."""


class Ranking(NamedTuple):
    """What a search finds: how many passages, the best in order by number, and facets."""

    passages: int
    best: tuple[Match, ...]
    facets: dict[str, tuple[FacetCount, ...]]


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
            if len(words) == 2:
                for question in questions(words):
                    self.search(question)
                for question in counted(words):
                    self.concordance(ConcordanceRequest(search=question, limit=1))
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
        with self._opening.current() as opened:
            return _Search(opened, request, asked).results()

    def ranking(self, request: SearchRequest) -> Ranking:
        """As `search`, but by number alone: nothing that is shown is read or marked.

        For programs that look for themselves, and for measuring what a search costs without
        its snippets. Raises what `search` raises.
        """
        asked = read(request)
        with self._opening.current() as opened:
            return _Search(opened, request, asked).ranking()

    def document(self, document_id: str, query: str = "") -> DocumentView:
        """A document with the words of `query` marked. Raises DocumentNotFound.

        Every word of the query is marked wherever it stands, also in passages that hold only
        some of them: whoever reads a document looks for them all.
        """
        wanted = parse_leniently(query).query
        with self._opening.current() as opened:
            store = opened.generation.documents
            number = store.number_of(document_id)
            if number is None:
                raise DocumentNotFound(f"No document has the id {document_id!r}.")
            document = store.get(number)
            found = parallels_of(document, number, opened.generation)
            highlighter = Highlighter(opened.translated(wanted, variants=True).query)
            return DocumentView(
                document=document,
                blocks=store.blocks(number),
                highlights=_marked(document, highlighter),
                parallels=found and found.shown,
                more_parallels=found.more if found else {},
                index_version=opened.generation.version,
                versions=versions(store, opened.generation.columns, number),
            )

    def concordance(self, request: ConcordanceRequest) -> Concordance:
        """The occurrences of a query in their context, a page of them.

        Raises QueryError, RequestError or EngineUnavailable.
        """
        with self._opening.current() as opened:
            return concordance(opened, request)

    def all_lines(self, request: ConcordanceRequest) -> Iterator[FoundLine]:
        """Every occurrence of a query, in order; the index stays open until the last is read.

        Raises what `concordance` raises, before the first.
        """
        with self._opening.current() as opened:
            yield from all_lines(opened, request)

    def trends(self, request: TrendsRequest) -> Trends:
        """How often queries occur over time. Raises QueryError, RequestError, EngineUnavailable."""
        with self._opening.current() as opened:
            return trends(opened, request)

    def suggest(self, text: str, field: str | None = None, limit: int = 8) -> list[Suggestion]:
        """Completions of the last word of `text`, or of a value of `field`, most frequent first."""
        if field is not None and field not in KEYWORD_FIELDS:
            known = ", ".join(KEYWORD_FIELDS)
            message = f"There are no values of {field!r} to complete: use {known}."
            raise RequestError("unknown_field", message, "field")
        with self._opening.current() as opened:
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


def _marked(document: Document, highlighter: Highlighter) -> dict[int, tuple[Span, ...]]:
    """The spans of each passage that has any."""
    title = highlighter.spans([document.title or ""], titles=True)
    spans = enumerate(title + highlighter.spans(document.paragraphs))
    return {number: found for number, found in spans if found}


class _Search:
    """One search over one generation."""

    def __init__(self, opened: Opened, request: SearchRequest, asked: ReadRequest) -> None:
        self._opened = opened
        self._request = request
        self._asked = asked

    @property
    def _columns(self) -> Columns:
        return self._opened.generation.columns

    def ranking(self) -> Ranking:
        _, found = self._found()
        return Ranking(
            passages=found.total,
            best=tuple(self._best(found)),
            facets=self._facets(found),
        )

    def results(self) -> SearchResults:
        request = self._request
        translation, found = self._found()
        # First, since whatever was scored is counted and need not be found again.
        shown = self._page(found, translation)
        buckets, undated = (
            timeline(request.timeline, self._columns, found.documents)
            if request.timeline
            else ((), 0)
        )
        return SearchResults(
            reading=self._reading(translation),
            total=Totals(passages=found.total, documents=len(found.documents)),
            results=shown,
            facets=self._facets(found),
            timeline=buckets,
            undated=undated,
            did_you_mean=self._did_you_mean() if found.total < FEW else None,
            index_version=self._opened.generation.version,
            absence=None if found.total else self._absence(),
        )

    def _absence(self) -> Absence | None:
        try:
            return absence(self._opened, self._asked)
        except EngineUnavailable:
            return None

    def _found(self) -> tuple[Translation, Matches]:
        variants = self._request.variants
        translation = self._opened.translated(self._asked.filtered, variants=variants)
        evaluation = self._opened.evaluator.find(translation.query)
        return translation, Matches(evaluation, self._columns)

    def _facets(self, found: Matches) -> dict[str, tuple[FacetCount, ...]]:
        names = self._request.facets
        return facets(names, self._columns, found.documents) if names else {}

    def _reading(self, translation: Translation) -> QueryReading:
        return msgspec.structs.replace(self._asked.reading, notices=translation.notices)

    def _page(self, found: Matches, translation: Translation) -> tuple[Result, ...]:
        documents = self._opened.generation.documents
        presenter = Presenter(self._columns, documents, Highlighter(translation.query))
        return presenter.results(self._best(found))

    def _best(self, found: Matches) -> list[Match]:
        """The matches of the page asked for."""
        request = self._request
        best = found.best_documents if request.group == "document" else found.best_passages
        end = request.offset + request.limit if request.limit else 0
        return best(request.sort, end)[request.offset :]

    def _did_you_mean(self) -> str | None:
        if isinstance(self._asked.typed, Everything):
            return None
        meant = did_you_mean(self._asked.typed, self._opened.lexicon)
        return None if meant is None else write(meant)
