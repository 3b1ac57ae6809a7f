"""Queries for property tests: texts that look like queries, and trees the grammar can make."""

from __future__ import annotations

from hypothesis import strategies as st

from index.dates import PartialDate
from index.schema import HAS_FIELDS
from search.language.fields import KEYWORD_FIELDS
from search.language.syntax import (
    And,
    Boosted,
    DateRange,
    Fuzzy,
    Has,
    InField,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Wildcard,
    Word,
)

_FRAGMENTS = (
    *"\"()-*?~^:.,;'“”„«»（）：？&|+[]",
    *(" ", "  ", "a", "party", "cell", "grass-roots", "don't", "党支部", "हिन्दी", "é", "x\u0301"),
    *("AND", "OR", "NOT", "NEAR", "NEAR(", "and", " AND ", " OR ", " NOT ", " -", "--"),
    *("title:", "source:", "date:", "has:", "foo:", "titel:", "Title:", "title: ", "has:date"),
    *("2021", "2021-04", "2021-04-07", "2021-13", "2017..2021", "..", ">=", "<", "date:2021"),
    *("~1", "~2", "~7", "~0", '"~5', "^2", "^1.5", "^0", "^x", "organi*", "wom?n", "*ing", "k*"),
    *("http://", "http://port.example/?a=b*", "12:30", "1,000", "\x00", "\u200d", "\u00ad", "ʼ"),
)

texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(_FRAGMENTS)).map("".join))
"""Any text whatever, most of it close to a query."""

_dates = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
)
_words = st.sampled_from(
    ("party", "cell", "grass-roots", "don't", "12:30", "1,000", "and", "NEAR", "党支部", "Élysée")
)
_leaves = st.one_of(
    st.builds(Word, _words | st.just("http://port.example/?a=b*c")),
    st.builds(Phrase, st.sampled_from(("to be or not", "x (y): *z* - AND?", "cell")),
              st.integers(1, 100)),
    st.builds(Wildcard, st.sampled_from(("organi*", "wom?n", "AND*", "wom?n*", "ha?*"))),
    st.builds(Fuzzy, st.sampled_from(("party", "OR", "Élysée")), st.integers(1, 2)),
    st.builds(Near, st.lists(_words, min_size=2, max_size=4).map(tuple), st.integers(1, 100)),
)  # fmt: skip


def _period(first: PartialDate, last: PartialDate, sides: int) -> DateRange:
    if first.first_day > last.last_day:
        first, last = last, first
    return DateRange(None if sides == 1 else first, None if sides == 2 else last)


_filters = st.one_of(
    st.builds(_period, _dates, _dates, st.integers(0, 2)),
    st.builds(Has, st.sampled_from(HAS_FIELDS)),
)
_factors = st.floats(0.01, 100).map(lambda factor: round(factor, 6))


def _joined(kind: type[And] | type[Or], parts: list[Query]) -> Query:
    return kind(tuple(q for p in parts for q in (p.queries if isinstance(p, kind) else (p,))))


def _compounds(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.builds(_joined, st.just(And), several),
        st.builds(_joined, st.just(Or), several),
        st.builds(Not, inner),
        st.builds(Boosted, inner, _factors),
    )


def _in_field(fields: tuple[str, ...]) -> st.SearchStrategy[Query]:
    return st.builds(
        InField, st.sampled_from(fields), st.recursive(_leaves, _compounds, max_leaves=4)
    )


trees: st.SearchStrategy[Query] = st.recursive(
    _leaves | _filters | _in_field(("title", *KEYWORD_FIELDS)), _compounds, max_leaves=10
)
"""Every kind of tree the grammar can make, within the limits of terms and depth or nearly so."""
