"""Facets count the documents found by value."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from generated_archives import documents
from hypothesis import given, settings
from hypothesis import strategies as st
from small_columns import columns_of

from index.documents import Document
from search.errors import RequestError
from search.grouping.facets import facets
from search.requests import FACET_FIELDS

SOURCES = ("Packet", "Herald", "Herald", None, "Packet", "Almanac")
COLUMNS = columns_of(
    [Document(id=str(n), path="x", source=source) for n, source in enumerate(SOURCES)]
)


def counts(found: list[int]) -> list[tuple[str, int]]:
    counted = facets(["source"], COLUMNS, np.array(found, np.int64))
    return [(facet.value, facet.count) for facet in counted["source"]]


def test_the_most_frequent_value_comes_first_and_ties_stand_by_value() -> None:
    assert [("Herald", 2), ("Packet", 2), ("Almanac", 1)] == counts([0, 1, 2, 3, 4, 5])


def test_values_of_no_document_found_are_left_out() -> None:
    assert [("Herald", 1)] == counts([1, 3])
    assert [] == counts([])


def test_an_unknown_facet_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(RequestError, match="use source, speaker") as refused:
        facets(["colour"], COLUMNS, np.zeros(0, np.int64))
    assert ("unknown_facet", "facets") == (refused.value.code, refused.value.parameter)


@settings(max_examples=30, deadline=None)
@given(documents(), st.data())
def test_counts_are_those_of_counting_documents_one_by_one(
    archive: list[Document], data: st.DataObject
) -> None:
    found = sorted(data.draw(st.sets(st.integers(0, len(archive) - 1))))
    counted = facets(FACET_FIELDS, columns_of(archive), np.array(found, np.int64))
    for field in FACET_FIELDS:
        values = [getattr(archive[n], field) for n in found]
        expected = Counter(value for value in values if value is not None)
        assert expected == {facet.value: facet.count for facet in counted[field]}
