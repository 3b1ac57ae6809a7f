"""Why nothing was found: what each word finds alone, what without a filter, what there is at all.

A search without hits is an answer only if one knows what it was that is not there: a word that
the archive never uses, words that never meet in a passage, a filter that shuts out what there
is, or a period of which it holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from search.deadline import Deadline
from search.evaluation.evaluator import Evaluation
from search.language import syntax
from search.language.filters import filters_within, is_filter, joined_parts, top_parts
from search.language.normal_form import write
from search.occurrences.coverage import Coverage, coverage
from search.opening import Opened
from search.presentation.summaries import summaries
from search.reading import ReadRequest, filters, with_filters
from search.requests import FILTER_FIELDS
from search.results import DocumentSummary
from search.vocabulary.lexicon import Lexicon
from search.vocabulary.suggestions import did_you_mean

MAX_WORDS = 20
"""How many parts of a query are looked at."""

ALL = "all"
"""What `Without.parameter` is where all filters are left out, in the query and beside it."""

_EXAMPLES = 3

Documents = NDArray[np.integer]


class Alone(msgspec.Struct, frozen=True, kw_only=True):
    """A word or phrase of the query, without filters and without the others.

    `nearest` is the nearest spelling the archive knows, where it does not know this one.
    """

    query: str
    passages: int
    nearest: str | None = None
    nearest_passages: int = 0


class Without(msgspec.Struct, frozen=True, kw_only=True):
    """What is found without one filter.

    `parameter` names the filter beside the query (`source`, …, `date`), is None where the filter
    stands in the query itself, and `all` for all of them; `query` is the query to ask then.
    `alone` is how many documents the filter allows whatever they say.
    """

    filter: str
    parameter: str | None
    query: str
    passages: int
    documents: int
    alone: int


class Absence(msgspec.Struct, frozen=True, kw_only=True):
    """Why a search found nothing.

    `together` is how many documents hold all the words in different passages, under the same
    filters; `examples` are the first of them.
    """

    words: tuple[Alone, ...]
    without: tuple[Without, ...]
    together: int
    examples: tuple[DocumentSummary, ...]
    coverage: Coverage


class Found(Protocol):
    """How much a query finds."""

    @property
    def passages(self) -> int:
        """How many passages."""
        ...

    @property
    def documents(self) -> int:
        """How many documents these stand in."""
        ...


class Archive(Protocol):
    """What is asked about absences."""

    @property
    def lexicon(self) -> Lexicon:
        """Its words."""
        ...

    def find(self, query: syntax.Query) -> Found:
        """How much a query finds. Raises EngineUnavailable where it takes too long."""
        ...

    def together(
        self, queries: Sequence[syntax.Query], examples: int
    ) -> tuple[int, tuple[DocumentSummary, ...]]:
        """How many documents all queries find, in whichever passages, and the first of them."""
        ...

    def coverage(self, query: syntax.Query) -> Coverage:
        """What there is of the period that a query is narrowed to."""
        ...


class _Evaluated(NamedTuple):
    """The same in a generation, counted when asked for."""

    evaluation: Evaluation

    @property
    def passages(self) -> int:
        return self.evaluation.total

    @property
    def documents(self) -> int:
        return len(self.evaluation.documents)


class _Generation:
    """A generation, asked about the absence of what a request asks for."""

    def __init__(self, opened: Opened, *, variants: bool) -> None:
        self._opened = opened
        self._variants = variants
        self._deadline = Deadline()
        self.lexicon = opened.lexicon

    def find(self, query: syntax.Query) -> Found:
        return _Evaluated(self._evaluated(query))

    def together(
        self, queries: Sequence[syntax.Query], examples: int
    ) -> tuple[int, tuple[DocumentSummary, ...]]:
        documents: list[Documents] = [self._evaluated(query).documents for query in queries]
        found = reduce(np.intersect1d, documents)
        generation = self._opened.generation
        by_rank = found[np.argsort(generation.columns.document_rank[found])][:examples].tolist()
        shown = summaries(by_rank, generation.documents, generation.columns)
        return len(found), tuple(shown)

    def coverage(self, query: syntax.Query) -> Coverage:
        return coverage(self._opened.generation.columns, query)

    def _evaluated(self, query: syntax.Query) -> Evaluation:
        translation = self._opened.translated(query, variants=self._variants)
        return self._opened.evaluator.find(translation.query, self._deadline)


def absence(opened: Opened, asked: ReadRequest) -> Absence:
    """Explain why a request finds nothing. Raises EngineUnavailable where it takes too long."""
    return explained(_Generation(opened, variants=asked.request.variants), asked)


def explained(archive: Archive, asked: ReadRequest) -> Absence:
    """Explain why a request finds nothing in an archive. Raises EngineUnavailable."""
    return _Explaining(archive, asked).absence()


class _Explaining:
    def __init__(self, archive: Archive, asked: ReadRequest) -> None:
        self._archive = archive
        self._asked = asked
        self._find = archive.find

    def absence(self) -> Absence:
        together, examples = self._together()
        return Absence(
            words=tuple(map(self._alone, _distinct_words(self._asked.typed))),
            without=self._without(),
            together=together,
            examples=examples,
            coverage=self._archive.coverage(self._asked.filtered),
        )

    def _alone(self, word: syntax.Query) -> Alone:
        passages = self._find(word).passages
        near = did_you_mean(word, self._archive.lexicon) if not passages else None
        return Alone(
            query=write(word),
            passages=passages,
            nearest=None if near is None else write(near),
            nearest_passages=0 if near is None else self._find(near).passages,
        )

    def _without(self) -> tuple[Without, ...]:
        """What is found without each filter, and without all of them where they are several."""
        each = [*self._without_parameters(), *self._without_parts()]
        if len(each) > 1:
            parts = top_parts(self._asked.typed)
            words = tuple(part for part in parts if not is_filter(part))
            own = filters_within(self._asked.filtered) or syntax.Everything()
            rest = joined_parts(words) or syntax.Everything()
            each.append(self._left_out(own, rest, ALL, write(rest)))
        return tuple(each)

    def _without_parameters(self) -> Iterator[Without]:
        """What is found without each of the filters beside the query."""
        request = self._asked.request
        for name in FILTER_FIELDS:
            if getattr(request, name):
                yield self._without_parameter(name, {name: ()})
        if request.date_from or request.date_to:
            yield self._without_parameter("date", {"date_from": None, "date_to": None})

    def _without_parameter(self, name: str, left_out: dict[str, object]) -> Without:
        request = self._asked.request
        others = msgspec.structs.replace(request, **left_out)
        # This filter alone: the request's filters that are not among those of the others.
        own = joined_parts(tuple(f for f in filters(request) if f not in filters(others)))
        rest = with_filters(self._asked.typed, filters(others))
        return self._left_out(own or syntax.Everything(), rest, name, request.query)

    def _without_parts(self) -> Iterator[Without]:
        """What is found without each of the filters in the query itself."""
        parts = top_parts(self._asked.typed)
        beside = filters(self._asked.request)
        for place, part in enumerate(parts):
            if is_filter(part) and place < MAX_WORDS:
                rest = joined_parts(parts[:place] + parts[place + 1 :]) or syntax.Everything()
                yield self._left_out(part, with_filters(rest, beside), None, write(rest))

    def _left_out(
        self, own: syntax.Query, rest: syntax.Query, parameter: str | None, query: str
    ) -> Without:
        found = self._find(rest)
        return Without(
            filter=write(own),
            parameter=parameter,
            query=query,
            passages=found.passages,
            documents=found.documents,
            alone=self._find(own).documents,
        )

    def _together(self) -> tuple[int, tuple[DocumentSummary, ...]]:
        """The documents with all parts of the query, in whichever passages."""
        parts = [p for p in top_parts(self._asked.typed) if not isinstance(p, syntax.Not)]
        if sum(not is_filter(part) for part in parts) < 2:
            return 0, ()
        return self._archive.together([*parts, *filters(self._asked.request)], _EXAMPLES)


def _distinct_words(query: syntax.Query) -> list[syntax.Query]:
    """The words, phrases and patterns that a query asks for, in order, the first MAX_WORDS."""
    return list(dict.fromkeys(_words(query)))[:MAX_WORDS]


def _words(query: syntax.Query) -> Iterator[syntax.Query]:
    match query:
        case syntax.And(queries) | syntax.Or(queries):
            for part in queries:
                yield from _words(part)
        case syntax.Boosted(inner, _):
            yield from _words(inner)
        case syntax.InField("title", inner):
            for word in _words(inner):
                yield syntax.InField("title", word)
        case syntax.Word() | syntax.Phrase() | syntax.Near() | syntax.Wildcard() | syntax.Fuzzy():
            yield query
