"""Trends count occurrences by period, beside the words of the archive, and invent nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from index.building.build import build_from_documents
from index.dates import PartialDate, Precision
from index.documents import Document
from search.embedded import EmbeddedEngine
from search.errors import RequestError
from search.occurrences.trends import Series, TrendsRequest
from search.requests import SearchRequest


def _document(number: int, date: str | None, text: str, source: str = "Herald") -> Document:
    known = PartialDate.parse(date) if date else None
    return Document(
        id=f"d{number}", path=str(number), date=known, source=source, paragraphs=(text,)
    )


DOCUMENTS = [
    _document(1, "2016-03-01", "gull gull tern quay"),
    _document(2, "2016-05", "the gulls of the quay", "Packet"),
    _document(3, "2019", "one gull and one quay", "Packet"),
    _document(4, "2020-01-01", "no bird at all"),
    _document(5, "2021-06-30", "a gull"),
    _document(6, None, "the undated gull, the gull"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    folder = tmp_path_factory.mktemp("trends")
    build_from_documents(DOCUMENTS, folder)
    with closing(EmbeddedEngine(folder)) as found:
        yield found


def series(engine: EmbeddedEngine, query: str, by: Precision = "year", **more: object) -> Series:
    search = SearchRequest(query=query, **more)  # type: ignore[arg-type]
    return engine.trends(TrendsRequest(searches=(search,), by=by)).series[0]


def test_occurrences_are_counted_beside_the_words_of_each_period(engine: EmbeddedEngine) -> None:
    found = series(engine, "gull")
    assert [(p.start, p.occurrences, p.passages, p.words) for p in found.points] == [
        ("2016", 3, 2, 9), ("2019", 1, 1, 5), ("2020", 0, 0, 4), ("2021", 1, 1, 2),
    ]  # fmt: skip
    assert [333_333.333, 200_000.0, 0.0, 500_000.0] == [p.per_million for p in found.points]
    assert (7, 5, 5) == (
        found.total.occurrences, found.total.passages, found.total.documents,
    )  # fmt: skip


def test_periods_without_words_are_gaps_and_not_zeros(engine: EmbeddedEngine) -> None:
    assert (("2017", "2018"),) == series(engine, "gull").gaps
    by_month = series(engine, "gull", "month")
    assert ["2016-03", "2016-05", "2020-01", "2021-06"] == [p.start for p in by_month.points]
    assert ("2016-04", "2016-04") == by_month.gaps[0]


def test_what_no_period_has_is_told(engine: EmbeddedEngine) -> None:
    """The undated, and by month those that are known to the year."""
    by_year, by_month = series(engine, "gull").unplaced, series(engine, "gull", "month").unplaced
    assert (2, 1, 1) == (by_year.occurrences, by_year.documents, by_year.undated)
    assert (3, 2, 1) == (by_month.occurrences, by_month.documents, by_month.undated)
    for precision in ("year", "month", "day"):
        found = series(engine, "gull", precision)
        placed = sum(point.occurrences for point in found.points)
        assert found.total.occurrences == placed + found.unplaced.occurrences


def test_a_filter_narrows_the_words_that_are_measured_by_too(engine: EmbeddedEngine) -> None:
    """Whether it stands in the query or beside it."""
    beside = series(engine, "gull", source=("Packet",))
    within = series(engine, "gull source:packet")
    assert [("2016", 5), ("2019", 5)] == [(p.start, p.words) for p in within.points]
    assert beside.points == within.points


def test_first_last_and_silence_are_told_with_their_documents(engine: EmbeddedEngine) -> None:
    found = series(engine, "gull")
    assert found.first is not None
    assert found.last is not None
    assert found.silence is not None
    assert ("d1", "gull") == (found.first.line.document, found.first.line.match)
    assert ("d5", "2021-06-30") == (found.last.document.id, found.last.document.date)
    silence = found.silence
    assert ("2020-01-01", "2021-06-29", 546, 1) == (
        silence.start, silence.end, silence.days, silence.documents,
    )  # fmt: skip
    assert ("d3", "d5") == (silence.before.document.id, silence.after.document.id)


def test_several_queries_keep_their_order(engine: EmbeddedEngine) -> None:
    searches = tuple(SearchRequest(query=query) for query in ("quay", "heron", '"gull gull"'))
    found = engine.trends(TrendsRequest(searches=searches)).series
    assert ["quay", "heron", '"gull gull"'] == [own.reading.normalized for own in found]
    assert [3, 0, 1] == [own.total.occurrences for own in found]
    assert found[1].first is None
    assert {0} == {point.occurrences for point in found[1].points}


def test_too_many_queries_are_refused(engine: EmbeddedEngine) -> None:
    with pytest.raises(RequestError):
        engine.trends(TrendsRequest(searches=(SearchRequest(query="gull"),) * 7))
