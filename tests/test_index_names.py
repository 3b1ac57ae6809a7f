"""Bylines, agencies, speakers and publishers are told from other short lines."""

from __future__ import annotations

import pytest

from index.extraction.metadata.names import (
    agency_signature,
    byline,
    is_end_mark,
    speaker,
    speaker_line,
)
from index.extraction.metadata.publishers import publisher_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Odile Brandt", "Odile Brandt"),
        ("By Yonhap", "Yonhap"),
        ("BY ODILE BRANDT, STAFF WRITER", "Odile Brandt"),
        ("Reported by Odile Brandt and Stellan Ruud", "Odile Brandt and Stellan Ruud"),
        ("By Odile Brandt (odile@packet.example)", "Odile Brandt"),
        ("By Pádraig Venn 8 October 2018", "Pádraig Venn"),
        ("By the sea", None),
        ("By Monday the wall had gone", None),
        ("By 2020", None),
        ("Bystanders cheered", None),
    ],
)
def test_a_byline_gives_its_name_and_other_lines_none(line: str, name: str | None) -> None:
    assert name == byline(line)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("The meeting goes on tomorrow. (Yonhap)", "Yonhap"),
        ("(VNA)", "VNA"),
        ("KCNA", "KCNA"),
        ("We shall not be moved. (Applause)", None),
        ("members of the Harbour Board (HB).", None),
    ],
)
def test_an_agency_signs_at_the_end(line: str, agency: str | None) -> None:
    assert agency == agency_signature(line)


def test_end_marks_of_dispatches_are_known() -> None:
    assert is_end_mark("-0-")
    assert not is_end_mark("-0.5 degrees")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Opening Speech Made by Respected Comrade Maren Holt at Congress", "Maren Holt"),
        ("Speech by Prime Minister Ilsabet Torvane at the opening", "Ilsabet Torvane"),
        ("Remarks of the Minister for Health, Mr Carl Olm", "Carl Olm"),
        ("Address by H.E. Dr. Ana de la Cruz, President, to the Assembly", "Ana de la Cruz"),
        ("ADDRESS BY PRESIDENT ANA FERRO AT THE QUAY", "Ana Ferro"),
        ("President Mara Voss's New Year speech", "Mara Voss"),
        ("Maren Holt makes concluding speech at congress", "Maren Holt"),
        ("Minister Lindqvären gives address at naming of ferry", "Lindqvären"),
        ("Time Limit for Ministers' Speeches", None),
        ("Debate on the President's Address", None),
        ("Statement by Chief of Press Section of the Foreign Ministry", None),
        ("Annual Report of the Harbour Board", None),
    ],
)
def test_a_title_names_its_speaker_without_his_titles(title: str, name: str | None) -> None:
    assert name == speaker(title, [])


def test_the_opening_sentence_names_the_speaker_where_the_title_does_not() -> None:
    announced = (
        "Port Alder, April 7 (VNA) -- The following is the opening speech made by the respected "
        "Comrade Maren Holt at the Congress of Dockers:"
    )
    told = (
        "Maren Holt, leader of the dockers, made a speech on Tuesday. "
        "The following is the full text:"
    )

    assert "Maren Holt" == speaker("Congress opens", [announced])
    assert "Maren Holt" == speaker(None, [told])
    assert speaker("Congress opens", ["Maren Holt spoke to the dockers."]) is None


def test_the_line_under_a_speech_names_its_speaker() -> None:
    assert "Edmund Corrow" == speaker_line("Edmund Corrow, Prime Minister")
    assert speaker_line("Read about cookies") is None
    assert speaker_line("Ministry of Public Works, Saltmere") is None


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["The Tern by Tern Press", "Copyright Tern Press. All Rights Reserved."], "The Tern"),
        (["© 2021 The Tern Ltd. All rights reserved."], "The Tern"),
        (["Copyright © 1999-2004 Saltmere Packet, Inc."], "Saltmere Packet"),
        (["All rights reserved"], None),
        (["copyright policy"], None),
    ],
)
def test_a_copyright_notice_names_the_publisher(lines: list[str], name: str | None) -> None:
    found = publisher_of(lines)

    assert name == (found[0] if found else None)
