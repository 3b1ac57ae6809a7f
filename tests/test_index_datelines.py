"""Datelines give place, day and agency; what only looks like one gives nothing."""

from __future__ import annotations

import pytest

from index.extraction.metadata.datelines import dateline, place_of


@pytest.mark.parametrize(
    ("text", "place", "day", "year", "agency"),
    [
        ("Port Alder, April 7 (VNA) -- The Assembly", "Port Alder", (4, 7), None, "VNA"),
        ("PORT ALDER, Apr. 7 (VNA) -- The Assembly", "Port Alder", (4, 7), None, "VNA"),
        ("Pyongyang, April 7 (KCNA) --Delegates", "Pyongyang", (4, 7), None, "KCNA"),
        ("Pyongyang, November 3 (KCNA) – Delegates", "Pyongyang", (11, 3), None, "KCNA"),
        ("SEOUL, April 8 (Yonhap) -- Delegates", "Seoul", (4, 8), None, "Yonhap"),
        ("London, 3 May 2019 — Delegates", "London", (5, 3), 2019, None),
        ("MOSCOW, April 7. /TASS/. Delegates", "Moscow", (4, 7), None, "TASS"),
        ("Saltmere on Sea, May 3, 2020 - Delegates", "Saltmere on Sea", (5, 3), 2020, None),
        ("LONDON (Reuters) - Delegates", "London", (None, None), None, "Reuters"),
        ("포트올더, 6월 17일 (VNA) -- Delegates", "포트올더", (6, 17), None, "VNA"),
        ("(평양 4월 7일발 조선중앙통신) Delegates", "평양", (4, 7), None, "조선중앙통신"),
        ("SALTMERE -- Delegates", "Saltmere", (None, None), None, None),
    ],
)
def test_a_dateline_is_read_whole(
    text: str,
    place: str,
    day: tuple[int | None, int | None],
    year: int | None,
    agency: str | None,
) -> None:
    found = dateline(text)

    assert found is not None
    assert (place, day, year, agency) == (
        found.place,
        (found.month, found.day),
        found.year,
        found.agency,
    )
    assert text[found.end :][0] in "DT"


@pytest.mark.parametrize(
    "text",
    [
        "Sunday, December 24 - the choir sang",
        "Mr Speaker, 4 May 1956 — that was the day",
        "The Minister for Health (Mr Carl Olm) — Sir, I beg to move",
        "Minister Olm, April 7 (interruption) -- no",
        "In Port Alder, on April 7, the Assembly met.",
        "A harbour -- any harbour -- needs a wall",
        "",
    ],
)
def test_what_is_no_dateline_is_left_alone(text: str) -> None:
    assert dateline(text) is None


def test_a_line_of_place_and_day_gives_its_place() -> None:
    assert "Port Alder" == place_of("Port Alder, 18 October 2016")
    assert place_of("Tuesday, 18 October 2016") is None
    assert place_of("Posted by the editor, 18 October 2016") is None
