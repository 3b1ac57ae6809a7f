"""Which words of a passage a query matched, as spans of its text.

A phrase marks only where it stands, a stemmed word all its forms, a pattern the words it stands
for, NEAR its words where they are near; what a query excludes is never marked. Worked out from
the translated query and the text itself, so every engine marks alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import NullQuery, Query
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery

from index.analysis import stem, tokens, words
from search.engine import Span

_ASCII_WORD = re.compile("[0-9A-Za-z]+")

Run = tuple[int, int]
"""The first and the last of some tokens that stand side by side."""


class MarkedText:
    """A text as words, in the forms each field knows; `is_title` tells whose words they are.

    Stems and spans are worked out when they are asked for: few texts need both.
    """

    def __init__(self, text: str, *, is_title: bool = False) -> None:
        self._text = text
        self._is_title = is_title

    def words(self, field: str) -> list[str] | None:
        """The words of a field, or None where this text says nothing about it."""
        if field in ("title", "title_exact") and not self._is_title:
            return None
        return self._stems if field in ("text", "title") else self._forms

    @cached_property
    def spans(self) -> list[Span]:
        """Where each word stands in the text."""
        if self._text.isascii() and len(self._forms) == len(self._runs):
            return [run.span() for run in self._runs]
        return [(token.start, token.end) for token in tokens(self._text)]

    @cached_property
    def _forms(self) -> list[str]:
        return words(self._text)

    @cached_property
    def _stems(self) -> list[str]:
        return list(map(stem, self._forms))

    @cached_property
    def _runs(self) -> list[re.Match[str]]:
        return list(_ASCII_WORD.finditer(self._text))


class Marker:
    """Finds what one part of a query matches in a text."""

    def runs(self, text: MarkedText, *, strict: bool) -> set[Run] | None:
        """The tokens matched; None where this part does not match.

        A strict And matches only if all its parts do; otherwise what any part matches counts.
        """
        del text, strict
        return set()


class _Nothing(Marker):
    def runs(self, text: MarkedText, *, strict: bool) -> set[Run] | None:
        del text, strict
        return None


@dataclass(frozen=True)
class _AnyWord(Marker):
    field: str
    wanted: frozenset[str]

    def runs(self, text: MarkedText, *, strict: bool) -> set[Run] | None:
        words = text.words(self.field)
        if words is None:
            return set()
        return {(n, n) for n, word in enumerate(words) if word in self.wanted} or None


@dataclass(frozen=True)
class _Row(Marker):
    field: str
    wanted: tuple[str, ...]
    distance: int
    ordered: bool

    def runs(self, text: MarkedText, *, strict: bool) -> set[Run] | None:
        words = text.words(self.field)
        if words is None:
            return set()
        if not set(self.wanted) <= set(words):
            return None
        orders = [self.wanted] if self.ordered else set(permutations(self.wanted))
        found: set[Run] = set()
        for wanted in orders:
            found |= self._in_order(words, wanted)
        return found or None

    def _in_order(self, words: list[str], wanted: Sequence[str]) -> set[Run]:
        places = [[n for n, word in enumerate(words) if word == w] for w in wanted]
        reached = _chained(places, self.distance)
        backwards = [[-n for n in reversed(row)] for row in reversed(reached)]
        used = [{-n for n in row} for row in reversed(_chained(backwards, self.distance))]
        if self.ordered and self.distance == 1:
            return {(n, n + len(wanted) - 1) for n in used[0]}
        return {(n, n) for row in used for n in row}


@dataclass(frozen=True)
class _Parts(Marker):
    parts: tuple[Marker, ...]
    all_needed: bool

    def runs(self, text: MarkedText, *, strict: bool) -> set[Run] | None:
        found = [part.runs(text, strict=strict) for part in self.parts]
        matched = [runs for runs in found if runs is not None]
        if not matched or (strict and self.all_needed and len(matched) < len(found)):
            return None
        return set().union(*matched)


def _chained(places: list[list[int]], distance: int) -> list[list[int]]:
    """Of each row of places those that follow one of the row before, at most `distance` on."""
    reached = [places[0]]
    for row in places[1:]:
        before = reached[-1]
        reached.append([n for n in row if any(0 < n - b <= distance for b in before)])
    return reached


def marker(query: Query) -> Marker:
    """What finds the words of a query in texts; made once a search."""
    match query:
        case Term():
            return _word_marker(query.fieldname, [query.text])
        case Phrase():
            return _Row(query.fieldname, tuple(query.words), query.slop, ordered=True)
        case SpanNear2():
            words = tuple(term.text for term in query.qs)
            return _Row(query.qs[0].fieldname, words, query.slop, query.ordered)
        case And():
            return _Parts(tuple(map(marker, query.subqueries)), all_needed=True)
        case Or():
            return _any_marker(query.subqueries)
        case Require():
            return marker(query.b)
        case ConstantScoreQuery():
            return marker(query.child)
    return _Nothing() if query is NullQuery else Marker()


def _word_marker(field: str, words: Iterable[str]) -> Marker:
    in_text = field in ("text", "exact", "title", "title_exact")
    return _AnyWord(field, frozenset(words)) if in_text else Marker()


def _any_marker(queries: Sequence[Query]) -> Marker:
    """Any of some queries; the words a pattern stands for are looked for all at once."""
    terms = [query for query in queries if isinstance(query, Term)]
    if len(terms) == len(queries) and len({term.fieldname for term in terms}) == 1:
        return _word_marker(terms[0].fieldname, [term.text for term in terms])
    return _Parts(tuple(map(marker, queries)), all_needed=False)


def spans(marker: Marker, text: MarkedText, *, strict: bool = False) -> tuple[Span, ...]:
    """The spans of a text that a query matches, in order, never overlapping."""
    found = sorted(marker.runs(text, strict=strict) or ())
    spans: list[Span] = []
    for first, last in found:
        start, end = text.spans[first][0], text.spans[last][1]
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)
