"""Columns taken, joined, ranked and dated say of each document what they said before."""

from __future__ import annotations

import random

import numpy as np
from generated_archives import documents
from hypothesis import given
from hypothesis import strategies as st
from small_columns import columns_of

from index.dates import PartialDate
from index.documents import Document
from index.storage.column_writing import dated, joined, ranked, taken
from index.storage.columns import NO_DAY, Columns

TIDES = Document(id="t", path="t", title="Tides", source="Packet", paragraphs=("High water.",))
GULLS = Document(id="g", path="g", source="Herald", month_day=(4, 7), paragraphs=("A gull.", "B."))


def said(columns: Columns, number: int) -> tuple[object, ...]:
    """All that columns say of a document, whatever its number."""
    first, last = columns.document_start[number : number + 2].tolist()
    values = {
        field: column.values[column.codes[number]] if column.codes[number] >= 0 else None
        for field, column in columns.coded.items()
    }
    return (
        columns.passage_words[first:last].tolist(), columns.numbers_of(range(first, last)).tolist(),
        columns.first_day[number], columns.last_day[number], columns.precision[number],
        columns.present[number], columns.month_day[number], columns.id_hash[number],
        columns.page[number], columns.captured_day[number], values,
    )  # fmt: skip


@given(st.lists(documents(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_columns_of_documents_in_any_order_are_those_taken_of_the_joined(
    parts: list[list[Document]], chance: random.Random
) -> None:
    together = [document for part in parts for document in part]
    order = list(range(len(together)))
    chance.shuffle(order)
    found = taken(joined(list(map(columns_of, parts))), np.array(order[: len(order) // 2 + 1]))
    expected = columns_of([together[number] for number in order[: len(order) // 2 + 1]])
    for number in range(len(expected.first_day)):
        assert said(expected, number) == said(found, number)
    assert list(range(len(found.first_day))) == found.document_rank.tolist()


def test_a_document_without_a_rank_says_nothing_and_its_values_are_gone() -> None:
    columns = ranked(columns_of([TIDES, GULLS]), np.array([-1, 0], np.int32))
    assert (["Herald"], [-1, 0]) == (
        columns.coded["source"].values, columns.coded["source"].codes.tolist()
    )  # fmt: skip
    assert ([False, True], 1) == (columns.has("source").tolist(), columns.documents)
    assert [0, 0, 2, 1] == columns.passage_words.tolist()
    assert columns.live_document is not None
    assert [False, True] == columns.live_document.tolist()
    assert said(columns_of([GULLS]), 0) == said(columns, 1)


def test_a_date_that_is_no_longer_found_is_taken_back() -> None:
    columns = columns_of([TIDES, GULLS])
    day = PartialDate(2021, 4, 7)
    found = dated(columns, {1: day})
    assert [NO_DAY, day.first_day] == found.first_day.tolist()
    assert [False, True] == found.has("date").tolist()
    for number in (0, 1):
        assert said(columns, number) == said(dated(found, {}), number)


def test_no_columns_joined_are_columns_of_nothing() -> None:
    assert ([0], []) == (joined([]).document_start.tolist(), joined([]).in_reading_order().tolist())
