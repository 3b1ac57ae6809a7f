"""From our syntax tree to Whoosh's query classes, the tongue every engine understands.

Whatever depends on the archive is settled here, once for all engines: words are normalised and
stemmed, patterns become the words they stand for, `source:kcna` becomes the sources it means.
What is left are terms, phrases and ranges. Words score; patterns count 1; filters count 0:

    party               Term("text", "parti")
    "party cell"        Require(And([Term("exact", ...), ...]), Phrase("exact", [...], slop=1))
    NEAR(a b, 5)        Require(And([Term, ...]), SpanNear2([Term, ...], slop=5, ordered=False))
    organi*, word~      ConstantScoreQuery(Or([Term("exact", ...), ...]), 1)
    source:kcna, date:  ConstantScoreQuery(..., 0)
    NOT a               And([Every(), Not(a)])
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whoosh.query.compound import And, Or, Require
from whoosh.query.positional import Phrase
from whoosh.query.qcore import NullQuery, Query
from whoosh.query.ranges import NumericRange
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery, Not

from index.analysis import query_words, stem, words
from search.errors import QueryTooLarge
from search.language import syntax
from search.language.limits import MAX_EXPANSIONS
from search.lists.proximity import MAX_NEAR
from search.vocabulary.expansion import Expansion, folded_pattern
from search.vocabulary.lexicon import Lexicon
from search.vocabulary.values import ValueTranslator, every, joined


class Translation(NamedTuple):
    """A query for an engine, and what a reader should know of how it was read."""

    query: Query
    notices: tuple[str, ...]


class _Scope(NamedTuple):
    """Where words are looked for, and what they count."""

    stems: str
    forms: str
    boost: float = 1.0


_PASSAGES = _Scope("text", "exact")


def translate(query: syntax.Query, lexicon: Lexicon) -> Translation:
    """The query as Whoosh's classes. Raises QueryTooLarge for a NEAR of too many words."""
    translator = _Translator(lexicon)
    found = translator.translate(query, _PASSAGES)
    notices = tuple(dict.fromkeys(translator.notices))
    return Translation(NullQuery if found is None else found, notices)


class _Translator:
    """Its methods give None for what holds no word at all, such as a dash, and so says nothing."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.notices: list[str] = []
        self._values = ValueTranslator(lexicon, self.notices)

    def translate(self, query: syntax.Query, scope: _Scope) -> Query | None:
        match query:
            case syntax.Word(text):
                return self._row(scope.stems, query_words(text), 1, scope)
            case syntax.Phrase(text, distance):
                return self._row(scope.forms, query_words(text), distance, scope)
            case syntax.And(queries):
                return self._and(queries, scope)
            case syntax.Or(queries):
                parts = [self.translate(part, scope) for part in queries]
                return joined(Or, [part for part in parts if part is not None])
            case syntax.Not():
                return self._and((query,), scope)
            case syntax.Boosted(inner, factor):
                return self.translate(inner, scope._replace(boost=scope.boost * factor))
            case syntax.InField("title", inner):
                return self.translate(inner, _Scope("title", "title_exact", scope.boost))
            case syntax.InField(field, inner):
                return _filter(self._values.translate(field, inner))
        return self._leaf(query, scope)

    def _and(self, queries: Sequence[syntax.Query], scope: _Scope) -> Query | None:
        wanted = [self.translate(q, scope) for q in queries if not isinstance(q, syntax.Not)]
        unwanted = [self.translate(q.query, scope) for q in queries if isinstance(q, syntax.Not)]
        parts = [part for part in wanted if part is not None]
        nots = [Not(part) for part in unwanted if part is not None]
        if nots and not parts:
            parts = [every()]
        return joined(And, [*parts, *nots])

    def _leaf(self, query: syntax.Query, scope: _Scope) -> Query | None:
        """The leaves that are neither words nor phrases."""
        match query:
            case syntax.Everything():
                return every()
            case syntax.DateRange():
                return _dates(query)
            case syntax.Has(field):
                return _filter(Term("has", field))
            case syntax.Near():
                return _near(query, scope)
            case syntax.Wildcard(pattern):
                found = self._lexicon.vocabulary(scope.forms).wildcard(folded_pattern(pattern))
                return self._any_of(pattern, found, scope)
            case syntax.Fuzzy(text, distance):
                return self._fuzzy(text, distance, scope)
        raise TypeError(f"there is no translation of {query!r}")

    def _row(self, field: str, typed: list[str], distance: int, scope: _Scope) -> Query | None:
        """Words in a row; one alone is a term."""
        terms = typed if field == scope.forms else [stem(word) for word in typed]
        if not terms:
            return None
        if len(terms) > 1:
            phrase = Phrase(field, terms, slop=distance)
            return Require(_all_terms(field, terms, scope), phrase)
        if is_cut_in_pairs(typed[0]):
            found = self._lexicon.vocabulary(scope.forms).prefix(typed[0])
            return self._any_of(typed[0], found, scope)
        return Term(field, terms[0], boost=scope.boost)

    def _fuzzy(self, text: str, distance: int, scope: _Scope) -> Query | None:
        typed = query_words(text)
        if len(typed) != 1:
            return self._row(scope.stems, typed, 1, scope)
        found = self._lexicon.vocabulary(scope.forms).fuzzy(typed[0], distance)
        return self._any_of(f"{text}~{distance}", found, scope)

    def _any_of(self, written: str, expansion: Expansion, scope: _Scope) -> Query:
        """Any of the words a pattern stands for."""
        if expansion.cut:
            self.notices.append(
                f"“{written}” stands for {expansion.total:,} words of this archive; "
                f"the {MAX_EXPANSIONS:,} most frequent were searched."
            )
        terms = joined(Or, [Term(scope.forms, word) for word in expansion.words])
        return NullQuery if terms is None else ConstantScoreQuery(terms, scope.boost)


def is_cut_in_pairs(word: str) -> bool:
    """Whether a word is one character of a script indexed in pairs, and so begins words."""
    return len(word) == 1 and len(words(word + word)) > 1


def _filter(query: Query | None) -> Query | None:
    """A query that decides but does not score."""
    return None if query is None else ConstantScoreQuery(query, 0.0)


def _all_terms(field: str, terms: Sequence[str], scope: _Scope) -> Query:
    distinct: list[Query] = [Term(field, t, boost=scope.boost) for t in dict.fromkeys(terms)]
    return And(distinct) if len(distinct) > 1 else distinct[0]


def _near(query: syntax.Near, scope: _Scope) -> Query | None:
    stems = [stem(word) for text in query.words for word in query_words(text)]
    if len(stems) > MAX_NEAR:
        raise QueryTooLarge("near_too_long", f"NEAR takes at most {MAX_NEAR} words.")
    if not stems:
        return None
    terms = _all_terms(scope.stems, stems, scope)
    if len(stems) == 1:
        return terms
    row = [Term(scope.stems, word) for word in stems]
    near: Query = SpanNear2(row, slop=query.distance, ordered=False)  # type: ignore[no-untyped-call]
    return Require(terms, near)


def _dates(query: syntax.DateRange) -> Query | None:
    """Documents whose whole span lies in the range; the undated never do."""
    ranges: list[Query] = []
    if query.first:
        ranges.append(NumericRange("first_day", query.first.first_day, None))
    if query.last:
        ranges.append(NumericRange("last_day", None, query.last.last_day))
    return _filter(joined(And, ranges or [Term("has", "date")]))
