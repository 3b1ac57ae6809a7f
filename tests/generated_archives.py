"""Strategies for tiny archives and queries over them, whose words collide as often as possible."""

from __future__ import annotations

from hypothesis import strategies as st

from index.dates import PartialDate
from index.documents import Document
from search.language import syntax

WORDS = ("gull", "gulls", "tern", "quay", "quays", "toll", "tolled", "tall", "a")
SOURCES = ("Island Packet", "The Island Packet", "Ostrel Herald")

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
dates = st.one_of(
    st.builds(PartialDate, st.integers(2019, 2021)),
    st.builds(PartialDate, st.integers(2019, 2021), st.integers(1, 3)),
    st.builds(PartialDate, st.integers(2019, 2021), st.integers(1, 3), st.integers(1, 28)),
)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    """A few short documents, some without title, date or source."""
    return [
        Document(
            id=f"d{number}",
            path=f"d{number}.txt",
            title=draw(st.none() | texts),
            date=draw(st.none() | dates),
            source=draw(st.none() | st.sampled_from(SOURCES)),
            kind=draw(st.sampled_from(["speech", "other"])),
            paragraphs=tuple(draw(st.lists(texts, max_size=3))),
        )
        for number in range(draw(st.integers(1, 5)))
    ]


_word = st.sampled_from((*WORDS, "heron"))
_row = st.lists(_word, min_size=1, max_size=3).map(" ".join)


def _in_order(period: syntax.DateRange) -> bool:
    first, last = period.first, period.last
    return bool(first and last and first.first_day <= last.last_day) or (not first) != (not last)


_periods = st.builds(syntax.DateRange, st.none() | dates, st.none() | dates).filter(_in_order)

leaves: st.SearchStrategy[syntax.Query] = st.one_of(
    st.builds(syntax.Word, _word | st.just("gull-tern")),
    st.builds(syntax.Phrase, _row, st.integers(1, 4)),
    st.builds(syntax.Near, st.lists(_word, min_size=2, max_size=4).map(tuple), st.integers(1, 4)),
    st.builds(syntax.Wildcard, st.sampled_from(["gu*", "to?l", "qu*y", "ta*", "he*"])),
    st.builds(syntax.Fuzzy, _word, st.integers(1, 2)),
    st.builds(syntax.InField, st.just("title"), st.builds(syntax.Word, _word)),
    st.builds(
        syntax.InField,
        st.just("source"),
        st.builds(syntax.Phrase, st.sampled_from(["island packet", "packet", "herald", "post"])),
    ),
    st.builds(syntax.Has, st.sampled_from(["date", "source", "title", "kind"])),
    _periods,
)


def _nested(queries: st.SearchStrategy[syntax.Query]) -> st.SearchStrategy[syntax.Query]:
    several = st.lists(queries, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(syntax.And, several),
        st.builds(syntax.Or, several),
        st.builds(syntax.Not, queries),
        st.builds(syntax.Boosted, queries, st.sampled_from([0.5, 2.0])),
    )


queries = st.just(syntax.Everything()) | st.recursive(leaves, _nested, max_leaves=6)
