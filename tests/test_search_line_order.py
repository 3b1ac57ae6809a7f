"""The order of lines, held against sorting the words beside each match."""

from __future__ import annotations

from typing import get_args

import pytest
from generated_archives import documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from several_segments import several

from index.analysis import words
from index.documents import Document, passages
from search.language.grammar import parse
from search.occurrences.finding import occurrences
from search.occurrences.line_order import SORTED_WORDS, LineOrder, LineSort
from search.opening import Opened
from search.translation import translate

LAST_DAY = 1 << 40


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(
    st.lists(documents(), min_size=1, max_size=3),
    st.sampled_from(["gull OR tern", '"gull quay"~3', "ta* OR a"]),
    st.integers(0, 6),
    st.integers(1, 5),
)
def test_lines_are_sorted_by_the_words_beside_the_match_and_any_page_is_part_of_that(
    tmp_path_factory: pytest.TempPathFactory,
    segments: list[list[Document]],
    query: str,
    offset: int,
    limit: int,
) -> None:
    """Over several segments, whose forms have different numbers."""
    opened = Opened(several(tmp_path_factory.mktemp("ordered"), *segments))
    every = [document for segment in segments for document in segment]
    texts = [(d.date, words(p.text)) for d in every for p in passages(d)]
    found = occurrences(translate(parse(query), opened.lexicon).query, opened.sources)
    order = LineOrder(found, opened.form_order.places, opened.generation.columns)
    lines = []
    for own in found:
        for passage, stretch in zip(own.passages.tolist(), own.stretches, strict=True):
            number = own.source.first + passage
            first, last = (stretch - own.source.segment.passage_start[passage]).tolist()
            lines.append((number, first, last))
    assert len(lines) == len(order)

    def key(line: tuple[int, int, int], sort: LineSort) -> tuple[object, int]:
        number, first, last = line
        date, text = texts[number]
        if sort in ("date", "-date"):
            day = date.first_day if date else None
            return (LAST_DAY if day is None else day if sort == "date" else -day), number
        beside = {"right": text[last + 1 :], "left": text[:first][::-1], "match": text[first:]}
        return beside[sort][:SORTED_WORDS], number

    for sort in get_args(LineSort):
        expected = sorted(range(len(lines)), key=lambda n: key(lines[n], sort))
        whole = order.window(sort, 0, None).tolist()
        assert expected == whole
        assert whole[offset : offset + limit] == order.window(sort, offset, limit).tolist()
