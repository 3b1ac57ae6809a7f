"""The timeline counts documents by the period they are of, and never guesses one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from generated_archives import documents
from hypothesis import given, settings
from small_columns import columns_of

from index.dates import PartialDate, Precision
from index.documents import Document
from search.grouping.timeline import timeline

DATES = ("1958-11-30", "1958-11", "1958", None, "2021-04-07", "2021-04-01")
COLUMNS = columns_of(
    [
        Document(id=str(n), path="x", date=PartialDate.parse(date) if date else None)
        for n, date in enumerate(DATES)
    ]
)


@pytest.mark.parametrize(
    ("precision", "buckets", "undated"),
    [
        ("year", [("1958", 3), ("2021", 2)], 1),
        ("month", [("1958-11", 2), ("2021-04", 2)], 2),
        ("day", [("1958-11-30", 1), ("2021-04-01", 1), ("2021-04-07", 1)], 3),
    ],
)
def test_a_document_is_counted_where_its_date_is_precise_enough(
    precision: Precision, buckets: list[tuple[str, int]], undated: int
) -> None:
    found, left_out = timeline(precision, COLUMNS, np.arange(len(DATES)))
    assert (buckets, undated) == ([(b.start, b.count) for b in found], left_out)


def test_nothing_found_has_no_periods() -> None:
    assert ((), 0) == timeline("year", COLUMNS, np.zeros(0, np.int64))


@settings(max_examples=30, deadline=None)
@given(documents())
def test_counts_are_those_of_counting_documents_one_by_one(archive: list[Document]) -> None:
    months = [str(d.date)[:7] for d in archive if d.date and d.date.precision != "year"]
    found, undated = timeline("month", columns_of(archive), np.arange(len(archive)))
    assert Counter(months) == {bucket.start: bucket.count for bucket in found}
    assert sorted(bucket.start for bucket in found) == [bucket.start for bucket in found]
    assert len(archive) - len(months) == undated
