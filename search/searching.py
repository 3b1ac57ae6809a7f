"""One search over one generation: what is found, and all that is said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from index.storage.columns import Columns
from search.absence import Absence, absence
from search.errors import EngineUnavailable
from search.evaluation.evaluator import Evaluation
from search.exports.exporting import Export, Texts, export_order, in_order
from search.grouping.facets import facets
from search.grouping.matching import Match, Matches
from search.grouping.timeline import timeline
from search.language.normal_form import write
from search.language.syntax import Everything
from search.opening import Opened
from search.presentation.highlights import Highlighter
from search.presentation.presenter import Presenter
from search.reading import ReadRequest
from search.results import FacetCount, QueryReading, Result, SearchResults, Totals
from search.translation import Translation
from search.vocabulary.suggestions import did_you_mean

FEW = 10
"""Where fewer passages are found, words the archive does not know may be misspelt."""


class Ranking(NamedTuple):
    """What a search finds: how many passages, the best in order by number, and facets."""

    passages: int
    best: tuple[Match, ...]
    facets: dict[str, tuple[FacetCount, ...]]


class Search:
    """One search over one generation."""

    def __init__(self, opened: Opened, asked: ReadRequest) -> None:
        self._opened = opened
        self._request = asked.request
        self._asked = asked

    @property
    def _columns(self) -> Columns:
        return self._opened.generation.columns

    def ranking(self) -> Ranking:
        """What is found, by number alone."""
        _, found = self._found()
        return Ranking(
            passages=found.total,
            best=tuple(self._best(found)),
            facets=self._facets(found),
        )

    def results(self) -> SearchResults:
        """What is found, as it is shown."""
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
            total=_totals(found),
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

    def export(self, close: Callable[[], None]) -> Export:
        """What is found, to be read one by one until `close` is called."""
        translation, evaluation = self._evaluated()
        found = self._matches(evaluation)
        hits, columns = evaluation.hits, self._columns
        scored = bool(len(hits.scores)) and bool(hits.scores.max() > 0)
        order = export_order(evaluation.total, self._request.sort, scored=scored)
        texts = Texts(columns, self._opened.generation.documents, Highlighter(translation.query))
        return Export(
            reading=self._reading(translation),
            total=_totals(found),
            order=order,
            index_version=self._opened.generation.version,
            texts=texts.of(in_order(hits, order, evaluation, columns)),
            close=close,
        )

    def _found(self) -> tuple[Translation, Matches]:
        translation, evaluation = self._evaluated()
        return translation, self._matches(evaluation)

    def _matches(self, evaluation: Evaluation) -> Matches:
        return Matches(evaluation, self._columns, self._opened.stories)

    def _evaluated(self) -> tuple[Translation, Evaluation]:
        variants = self._request.variants
        translation = self._opened.translated(self._asked.filtered, variants=variants)
        return translation, self._opened.evaluator.find(translation.query)

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
        best = {
            "document": found.best_documents,
            "passage": found.best_passages,
            "story": found.best_stories,
        }[request.group]
        end = request.offset + request.limit if request.limit else 0
        return best(request.sort, end)[request.offset :]

    def _did_you_mean(self) -> str | None:
        if isinstance(self._asked.typed, Everything):
            return None
        meant = did_you_mean(self._asked.typed, self._opened.lexicon)
        return None if meant is None else write(meant)


def _totals(found: Matches) -> Totals:
    return Totals(passages=found.total, documents=len(found.documents), stories=found.stories)
