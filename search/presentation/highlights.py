"""Which words of a passage a query matched, as spans of its text.

A phrase marks only where it stands, a stemmed word all its forms, a pattern the words it stands
for, NEAR its words where they are near; what a query excludes is never marked. Worked out from
the translated query and the text itself, so every engine marks alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import NullQuery, Query
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery

from search.deadline import check_time
from search.presentation.places import Places, Wanted
from search.results import Span

_STEMMED = {"text": True, "exact": False, "title": True, "title_exact": False}
"""The fields whose words are marked, and whether these are stems."""
_OF_TITLES = ("title", "title_exact")

_UNLOOKED = 10_000
"""Words of one passage after which the clock is looked at: it may be as long as a book."""

Run = tuple[int, int]
"""The first and the last of some words that stand side by side."""


class Highlighter:
    """Marks what a query matches; made once a search."""

    def __init__(self, query: Query) -> None:
        self._marker = _marker(query)
        leaves = list(self._marker.leaves())
        forms, stems = (
            {word for leaf in leaves if _STEMMED[leaf.field] == stemmed for word in leaf.wanted}
            for stemmed in (False, True)
        )
        self._wanted = Wanted(forms, stems)

    def spans(
        self, texts: Sequence[str], *, titles: bool = False, strict: bool = False
    ) -> list[tuple[Span, ...]]:
        """The spans of each text that the query matches, in order, never overlapping.

        `titles` says that the texts are titles; `strict`, that what should match with something
        else is marked only where that does.
        """
        found: list[tuple[Span, ...]] = [()] * len(texts)
        for number, places in self._wanted.places(texts).items():
            check_time()
            found[number] = _spans(places, self._marker.runs(places, titles, strict))
        return found


def _spans(places: Places, runs: set[Run] | None) -> tuple[Span, ...]:
    spans: list[Span] = []
    for number, (first, last) in enumerate(sorted(runs or ())):
        if number % _UNLOOKED == 0:
            check_time()
        start, end = places.spans[first][0], places.spans[last][1]
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


class _Marker:
    """Finds what one part of a query matches in a text."""

    def runs(self, places: Places, in_title: bool, strict: bool) -> set[Run] | None:
        """The words matched; None where this part does not match.

        A strict And matches only if all its parts do; otherwise what any part matches counts.
        """
        del places, in_title, strict
        return set()

    def leaves(self) -> Iterator[_Leaf]:
        """The parts that look for words."""
        return iter(())


class _Nothing(_Marker):
    def runs(self, places: Places, in_title: bool, strict: bool) -> set[Run] | None:
        del places, in_title, strict
        return None


@dataclass(frozen=True)
class _Leaf(_Marker):
    """A part that looks for words, or stems, of a field."""

    field: str
    wanted: Sequence[str]

    def runs(self, places: Places, in_title: bool, strict: bool) -> set[Run] | None:
        del strict
        if self.field in _OF_TITLES and not in_title:
            return set()
        return self._found(places.stems if _STEMMED[self.field] else places.forms) or None

    def leaves(self) -> Iterator[_Leaf]:
        yield self

    def _found(self, places: dict[str, list[int]]) -> set[Run]:
        """What it matches, given the places of all words that were looked for."""
        raise NotImplementedError


@dataclass(frozen=True)
class _AnyWord(_Leaf):
    wanted: frozenset[str]  # type: ignore[assignment]

    def _found(self, places: dict[str, list[int]]) -> set[Run]:
        return {(n, n) for word, row in places.items() if word in self.wanted for n in row}


@dataclass(frozen=True)
class _Row(_Leaf):
    distance: int
    ordered: bool

    def _found(self, places: dict[str, list[int]]) -> set[Run]:
        if not all(word in places for word in self.wanted):
            return set()
        if self.ordered and self.distance == 1:
            return _side_by_side([places[word] for word in self.wanted])
        orders = [self.wanted] if self.ordered else set(permutations(self.wanted))
        found: set[Run] = set()
        for wanted in orders:
            check_time()
            found |= self._in_order([places[word] for word in wanted])
        return found

    def _in_order(self, places: list[list[int]]) -> set[Run]:
        reached = _chained(places, self.distance)
        backwards = [[-n for n in reversed(row)] for row in reversed(reached)]
        return {(-n, -n) for row in _chained(backwards, self.distance) for n in row}


@dataclass(frozen=True)
class _Parts(_Marker):
    parts: tuple[_Marker, ...]
    all_needed: bool

    def runs(self, places: Places, in_title: bool, strict: bool) -> set[Run] | None:
        found = [part.runs(places, in_title, strict) for part in self.parts]
        matched = [runs for runs in found if runs is not None]
        if not matched or (strict and self.all_needed and len(matched) < len(found)):
            return None
        return set().union(*matched)

    def leaves(self) -> Iterator[_Leaf]:
        for part in self.parts:
            yield from part.leaves()


def _side_by_side(places: list[list[int]]) -> set[Run]:
    """Where each place follows the one before."""
    starts = set(places[0])
    for number, row in enumerate(places[1:], start=1):
        starts &= {n - number for n in row}
    return {(n, n + len(places) - 1) for n in starts}


def _chained(places: list[list[int]], distance: int) -> list[list[int]]:
    """Of each row of places those that follow one of the row before, at most `distance` on."""
    reached = [places[0]]
    for row in places[1:]:
        before = reached[-1]
        near = ((n, bisect_left(before, n)) for n in row)
        reached.append([n for n, at in near if at and n - before[at - 1] <= distance])
    return reached


def _marker(query: Query) -> _Marker:
    match query:
        case Term():
            return _word_marker(query.fieldname, [query.text])
        case Phrase():
            return _Row(query.fieldname, tuple(query.words), query.slop, ordered=True)
        case SpanNear2():
            words = tuple(term.text for term in query.qs)
            return _Row(query.qs[0].fieldname, words, query.slop, query.ordered)
        case And():
            return _Parts(tuple(map(_marker, query.subqueries)), all_needed=True)
        case Or():
            return _any_marker(query.subqueries)
        case Require():
            return _marker(query.b)
        case ConstantScoreQuery():
            return _marker(query.child)
    return _Nothing() if query is NullQuery else _Marker()


def _word_marker(field: str, words: Iterable[str]) -> _Marker:
    return _AnyWord(field, frozenset(words)) if field in _STEMMED else _Marker()


def _any_marker(queries: Sequence[Query]) -> _Marker:
    """Any of some queries; the words a pattern stands for are looked for all at once."""
    terms = [query for query in queries if isinstance(query, Term)]
    if len(terms) == len(queries) and len({term.fieldname for term in terms}) == 1:
        return _word_marker(terms[0].fieldname, [term.text for term in terms])
    return _Parts(tuple(map(_marker, queries)), all_needed=False)
