"""First, last and the longest silence, held against going through the days one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_columns import columns_of

from index.dates import PartialDate
from index.documents import Document
from search.occurrences.silences import longest_silence, span

days = st.builds(PartialDate, st.just(2019), st.integers(1, 2), st.integers(1, 28))
dates = st.none() | days | st.builds(PartialDate, st.just(2019), st.integers(1, 3))


def documents_of(dates: Sequence[PartialDate | None]) -> list[Document]:
    return [Document(id=str(n), path="x", date=date) for n, date in enumerate(dates)]


def longest(saying: Sequence[PartialDate], others: Sequence[PartialDate]) -> int:
    """The days of the longest run without a saying document, in which another is dated."""
    if not saying:
        return 0
    said = {day for date in saying for day in range(date.first_day, date.last_day + 1)}
    runs: list[list[int]] = [[]]
    for day in range(min(said), max(said) + 1):
        if day in said:
            runs.append([])
        else:
            runs[-1].append(day)
    speaking = [
        run
        for run in runs
        if run and any(run[0] <= d.first_day and d.last_day <= run[-1] for d in others)
    ]
    return max(map(len, speaking), default=0)


@settings(deadline=None)
@given(st.lists(st.tuples(dates, st.booleans()), max_size=8))
def test_the_longest_silence_is_the_longest_run_of_silent_days(
    archive: list[tuple[PartialDate | None, bool]],
) -> None:
    """In which the archive speaks of something else; dates known to the month may be any day."""
    columns = columns_of(documents_of([date for date, _ in archive]))
    saying = np.array([n for n, (_, says) in enumerate(archive) if says], np.int64)
    others = np.array([n for n, (_, says) in enumerate(archive) if not says], np.int64)
    dated = [(date, says) for date, says in archive if date]
    expected = longest([d for d, says in dated if says], [d for d, says in dated if not says])
    found = longest_silence(saying, others, columns)
    assert expected == (found.end - found.start + 1 if found else 0)
    if found:
        assert columns.last_day[found.before] == found.start - 1
        assert columns.first_day[found.after] == found.end + 1
        assert found.documents >= 1


def test_the_first_begins_first_and_the_last_ends_last() -> None:
    texts = ("2019-02", None, "2019-02-03", "2018", "2019", "2018-12-31")
    archive = [PartialDate.parse(text) if text else None for text in texts]
    found = span(np.arange(6), columns_of(documents_of(archive)))
    assert (3, 4) == found


def test_without_dates_nothing_is_first() -> None:
    columns = columns_of(documents_of([None, None]))
    assert span(np.arange(2), columns) is None
    assert longest_silence(np.arange(2), np.arange(0), columns) is None
