"""Strategies for Whoosh queries of every node type, over the archives of `generated_archives`."""

from __future__ import annotations

from collections.abc import Callable

from generated_archives import SOURCES, WORDS
from hypothesis import strategies as st
from whoosh.query import compound, positional, qcore, ranges, spans, wrappers
from whoosh.query import terms as expanding
from whoosh.query.terms import Term

from index.analysis import stem
from index.dates import PartialDate
from index.schema import HAS_FIELDS, whole_value

Queries = st.SearchStrategy[qcore.Query]
Make = Callable[..., qcore.Query]

_FORMS = (*WORDS, "heron")
_words_of = {
    "text": st.sampled_from(sorted({stem(word) for word in _FORMS})),
    "exact": st.sampled_from(_FORMS),
    "title": st.sampled_from(sorted({stem(word) for word in _FORMS})),
    "title_exact": st.sampled_from(_FORMS),
}
_boosts = st.sampled_from([1.0, 1.0, 0.5, 2.0])
_days = st.sampled_from(
    [PartialDate(y, m, d).first_day for y in (2018, 2019, 2020, 2022) for m, d in ((1, 1), (2, 9))]
)


def _in_field(make: Callable[[str, st.SearchStrategy[str]], Queries]) -> Queries:
    """One of the strategies for the fields of words."""
    return st.one_of([make(field, words) for field, words in _words_of.items()])


def terms(field: str, words: st.SearchStrategy[str]) -> Queries:
    return st.builds(Term, st.just(field), words, _boosts)


def _expanding(field: str, words: st.SearchStrategy[str]) -> Queries:
    """Queries that look through the vocabulary, which score by word or each alike."""
    name, constant = st.just(field), st.booleans()
    patterns = st.sampled_from(["*", "g*", "t?l*", "qu*y", "*l", "[gt]*"])
    expressions = st.sampled_from([".*", "gul+s?", "(toll|tern)$", "^t.l"])
    return st.one_of(
        st.builds(expanding.Prefix, name, st.sampled_from(["", "t", "gu", "x"]), _boosts, constant),
        st.builds(expanding.Wildcard, name, patterns, _boosts, constant),
        st.builds(expanding.Regex, name, expressions, _boosts, constant),
        st.builds(expanding.FuzzyTerm, name, words, _boosts, st.integers(1, 2), st.integers(0, 1),
                  constant),
        st.builds(expanding.Variations, name, words, _boosts),
        st.builds(ranges.TermRange, name, st.none() | words, st.none() | words, st.booleans(),
                  st.booleans(), _boosts, constant),
    )  # fmt: skip


def _phrases(field: str, words: st.SearchStrategy[str]) -> Queries:
    rows = st.lists(words, min_size=1, max_size=3)
    return st.builds(positional.Phrase, st.just(field), rows, st.integers(1, 3), _boosts)


def _spans(field: str, words: st.SearchStrategy[str]) -> Queries:
    """Trees of span queries over the words of one field."""
    return st.recursive(terms(field, words) | _phrases(field, words), _spanning, max_leaves=4)


def _spanning(inner: Queries) -> Queries:
    several = st.lists(inner, min_size=2, max_size=3)
    slop, ordered = st.integers(1, 4), st.booleans()
    return st.one_of(
        st.builds(spans.SpanFirst, inner, st.integers(0, 4)),
        st.builds(spans.SpanNear, inner, inner, slop, ordered),
        st.builds(spans.SpanNear2, several, slop, ordered),
        st.builds(spans.SpanOr, several),
        *(st.builds(make, inner, inner) for make in _TWO_SPANS),
        st.builds(positional.Sequence, several, slop, ordered),
        st.builds(positional.Ordered, several),
    )


_TWO_SPANS: tuple[Make, ...] = (
    spans.SpanNot, spans.SpanContains, spans.SpanBefore, spans.SpanCondition
)  # fmt: skip


def _day_range(field: str, days: list[int | None], exclusive: tuple[bool, bool], boost: float,
               constant: bool) -> qcore.Query:  # fmt: skip
    first, last = days
    if first is not None and last is not None and first > last:
        first, last = last, first
    return ranges.NumericRange(field, first, last, *exclusive, boost, constant)


_values = st.one_of(
    st.builds(Term, st.just("source"), st.sampled_from([whole_value(s) for s in SOURCES])),
    st.builds(Term, st.just("kind"), st.sampled_from(["speech", "other"])),
    st.builds(expanding.Prefix, st.just("source"), st.sampled_from(["island", "ostrel h"])),
    st.builds(Term, st.just("has"), st.sampled_from(HAS_FIELDS), _boosts),
    st.builds(expanding.Wildcard, st.just("has"), st.sampled_from(["*t*", "s*"])),
    st.builds(Term, st.sampled_from(["first_day", "last_day"]), _days),
    st.builds(
        _day_range, st.sampled_from(["first_day", "last_day"]),
        st.lists(st.none() | _days, min_size=2, max_size=2),
        st.tuples(st.booleans(), st.booleans()), _boosts, st.booleans(),
    ),
    st.builds(qcore.Every, st.sampled_from([None, "text", "title", "source", "first_day"]),
              _boosts),
    st.just(qcore.NullQuery),
)  # fmt: skip

leaves: Queries = st.one_of(
    _in_field(terms), _in_field(_expanding), _in_field(_phrases), _in_field(_spans), _values
)


def _compound(inner: Queries) -> Queries:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.builds(compound.And, several, _boosts),
        st.builds(compound.Or, several, _boosts),
        st.builds(compound.DisjunctionMax, several, _boosts, st.sampled_from([0.0, 0.1])),
        st.builds(wrappers.Not, inner),
        *(st.builds(make, inner, inner) for make in _TWO_QUERIES),
        st.builds(wrappers.ConstantScoreQuery, inner, st.sampled_from([0.5, 1.0, 3.0])),
    )


_TWO_QUERIES: tuple[Make, ...] = (
    compound.AndNot, compound.AndMaybe, compound.Require, compound.Otherwise
)  # fmt: skip

queries: Queries = st.recursive(leaves, _compound, max_leaves=6)
"""Trees of every node type."""
