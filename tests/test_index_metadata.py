"""Values come from the surest place that has them, and say from where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive, Source
from index.dates import PartialDate
from index.documents import Capture, Document, Evidence
from index.extraction.draft import Draft
from index.extraction.metadata.completion import complete, document_id
from index.extraction.metadata.years import date_in_path, nearest

DISPATCH = "Port Alder, December 30 (VNA) -- The wall held through the night, the Ministry said."


def completed(
    draft: Draft,
    path: str = "a.txt",
    archive: Archive | None = None,
    fields: dict[str, str] | None = None,
) -> Document:
    capture = Capture(path=path, form="record", text="", sha256="", fields=fields or {})
    return complete(draft, capture, archive or Archive(), 0)


def test_a_dateline_takes_its_year_from_the_line_above() -> None:
    document = completed(Draft(header=["Saturday, January 2, 2021"], paragraphs=[DISPATCH]))

    assert "2020-12-30" == str(document.date)
    assert "2021-01-02" == str(document.posted)
    assert ("Port Alder", "VNA", "report") == (document.place, document.agency, document.kind)
    assert "dateline; year from line above the text" in document.evidence["date"].rule


def test_a_dateline_keeps_its_month_and_day_where_nothing_tells_the_year() -> None:
    document = completed(Draft(paragraphs=[DISPATCH]))

    assert document.date is None
    assert (12, 30) == document.month_day


@pytest.mark.parametrize(
    ("path", "fields", "day", "confidence"),
    [
        ("2021/01/02/wall.txt", {}, "2020-12-30", "medium"),
        ("wall-20210102.txt", {}, "2020-12-30", "medium"),
        ("a.txt", {"captured": "2021-06-01"}, "2020-12-30", "low"),
        ("a.txt", {"posted": "2021-01-02"}, "2020-12-30", "medium"),
        ("a.txt", {"date": "2019-12-31"}, "2019-12-31", "high"),
        ("a.txt", {"date": "2019"}, "2019-12-30", "high"),
    ],
)
def test_the_year_comes_from_the_nearest_sign(
    path: str, fields: dict[str, str], day: str, confidence: str
) -> None:
    document = completed(Draft(paragraphs=[DISPATCH]), path, fields=fields)

    assert (day, confidence) == (str(document.date), document.evidence["date"].confidence)


def test_what_markup_states_is_trusted_above_the_dateline() -> None:
    stated = ("2021-01-02", Evidence("JSON-LD datePublished", "2021-01-02"))
    document = completed(Draft(paragraphs=[DISPATCH], found={"date": stated}))

    assert "2021-01-02" == str(document.date)


def test_a_field_of_the_record_is_trusted_above_markup() -> None:
    stated = ("2021-01-02", Evidence("meta date", "2021-01-02"))
    draft = Draft(title="Wall", paragraphs=[DISPATCH], found={"date": stated})
    document = completed(
        draft,
        fields={"date": "02/03/2020", "title": "The wall\u00a0held", "kind": "Speech"},
    )

    assert ("2020-03-02", "The wall held", "speech") == (
        str(document.date),
        document.title,
        document.kind,
    )


def test_the_archive_s_keeper_fills_in_what_the_capture_does_not_say() -> None:
    source = Source(name="Northern Light", paths=("nl/*",), kind="editorial", place="Ostrel")
    archive = Archive(language="en", source=(source,))
    document = completed(Draft(paragraphs=["The lamp is out again."]), "nl/1.txt", archive)

    assert ("Northern Light", "editorial", "Ostrel", "en") == (
        document.source,
        document.kind,
        document.place,
        document.language,
    )
    assert "archive.toml: path" == document.evidence["source"].rule


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("tern/1.html", {}),
        ("x.html", {"url": "https://www.tern.example/a"}),
        ("x.html", {"url": "https://news.tern.example/a"}),
        ("x.html", {"source": "the tern"}),
    ],
)
def test_a_source_is_known_by_path_host_and_name(path: str, fields: dict[str, str]) -> None:
    source = Source(name="The Tern", paths=("tern/*",), domains=("tern.example",))
    document = completed(
        Draft(paragraphs=["The lamp is out."]), path, Archive(source=(source,)), fields
    )

    assert "The Tern" == document.source


def test_without_a_source_the_publisher_the_agency_or_the_host_stands_for_it() -> None:
    publisher = ("The Tern", Evidence("masthead", "The Tern"))

    assert (
        "The Tern" == completed(Draft(paragraphs=[DISPATCH], found={"publisher": publisher})).source
    )
    assert "VNA" == completed(Draft(paragraphs=[DISPATCH])).source
    lamp = Draft(paragraphs=["The lamp is out."])
    assert "tern.example" == completed(lamp, fields={"url": "https://www.tern.example/a"}).source
    assert completed(lamp).source is None


def test_the_script_tells_the_language() -> None:
    document = completed(Draft(paragraphs=["연락선은 정오에 출발했다."]))

    assert "ko" == document.language


def test_bylines_and_signatures_are_read_from_the_lines_around_the_text() -> None:
    draft = Draft(header=["By Odile Brandt"], paragraphs=["It rained. (Yonhap)"], footer=["-0-"])
    document = completed(draft)

    assert ("Odile Brandt", "Yonhap") == (document.byline, document.agency)


def test_every_value_has_its_evidence() -> None:
    draft = Draft(title="Wall", header=["By Odile Brandt", "3 May 2020"], paragraphs=[DISPATCH])
    document = completed(draft, fields={"url": "https://tern.example/a"})
    named = (
        "title", "date", "place", "agency", "source", "byline", "kind", "language", "url",
    )  # fmt: skip

    assert all(getattr(document, name) for name in named)
    assert set(named) <= set(document.evidence)


@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.integers(-180, 180))
def test_the_nearest_year_is_never_more_than_half_a_year_off(day: date, distance: int) -> None:
    other = day + timedelta(days=distance)
    found = nearest(day.month, day.day, PartialDate(other.year, other.month, other.day))

    assert PartialDate(day.year, day.month, day.day) == found


def test_a_number_that_is_no_date_is_no_date_in_a_path() -> None:
    assert date_in_path("news/20211345.txt") is None
    assert date_in_path("news/120210407.txt") is None


def test_a_document_s_id_depends_on_path_record_and_ordinal() -> None:
    ids = {document_id("a", None, 0), document_id("a", "1", 0), document_id("a", None, 1)}

    assert 3 == len(ids)
    assert all(len(one) == 12 for one in ids)
    assert document_id("a", "1", 0) == document_id("a", "1", 0)
