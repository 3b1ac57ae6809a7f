"""Documents of a source or speaker stand in a row, by date, and each knows its neighbours."""

from __future__ import annotations

from pathlib import Path

from generated_archives import documents
from hypothesis import given
from several_segments import several
from small_columns import columns_of

from index.dates import PartialDate
from index.documents import Document
from search.neighbours import Place, Rows, places


def dated(number: int, date: str | None, source: str, speaker: str | None = None) -> Document:
    day = PartialDate.parse(date) if date else None
    return Document(
        id=str(number), path="x", date=day, source=source, speaker=speaker, paragraphs=("a",)
    )


ARCHIVE = [
    dated(0, "2021-04-07", "Packet", "Ilven"),
    dated(1, None, "Packet"),
    dated(2, "2019-01-01", "Packet"),
    dated(3, "2020-01-01", "Herald", "Ilven"),
    dated(4, "2021-04-07", "Packet"),
    dated(5, "1950", "Packet"),
]


def test_documents_follow_each_other_by_date_and_then_as_they_are_read() -> None:
    columns = columns_of(ARCHIVE)
    row = {n: next(iter(places(n, columns))) for n in (5, 2, 0, 4, 1)}
    assert [(None, 2), (5, 0), (2, 4), (0, 1), (4, None)] == [
        (place.previous, place.next) for place in row.values()
    ]
    assert {("source", "Packet")} == {(place.field, place.value) for place in row.values()}


def test_a_document_stands_in_a_row_for_each_value_it_has() -> None:
    columns = columns_of(ARCHIVE)
    assert [
        Place("source", "Herald", None, None),
        Place("speaker", "Ilven", None, 0),
    ] == list(places(3, columns))
    assert [] == list(places(0, columns_of([Document(id="0", path="x", paragraphs=("a",))])))


def test_deleted_documents_are_nobody_s_neighbours(tmp_path: Path) -> None:
    columns = several(tmp_path, ARCHIVE[:3], ARCHIVE[3:], deleted=[2]).columns
    assert (5, 4) == next(iter(places(0, columns)))[2:]


@given(documents())
def test_following_the_next_goes_through_a_row_once_and_back(own: list[Document]) -> None:
    columns = columns_of(own)
    by_source = {n: places_of for n in range(len(own)) for places_of in places(n, columns)}
    for number, place in by_source.items():
        if place.next is not None:
            assert number == by_source[place.next].previous
            assert place.value == by_source[place.next].value
    firsts = [place.value for place in by_source.values() if place.previous is None]
    assert sorted({place.value for place in by_source.values()}) == sorted(firsts)


@given(documents())
def test_rows_that_are_sorted_once_give_the_same_places(own: list[Document]) -> None:
    columns = columns_of(own)
    rows = Rows(columns)
    assert [list(places(n, columns)) for n in range(len(own))] == [
        list(rows.places(n)) for n in range(len(own))
    ]


def test_rows_that_are_sorted_once_leave_out_deleted_documents(tmp_path: Path) -> None:
    columns = several(tmp_path, ARCHIVE[:3], ARCHIVE[3:], deleted=[2, 5]).columns
    rows = Rows(columns)
    alive = (0, 1, 3, 4)
    assert [list(places(n, columns)) for n in alive] == [list(rows.places(n)) for n in alive]
