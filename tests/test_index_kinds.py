"""What kind of text a document is, from its title, its opening and its signature."""

from __future__ import annotations

import pytest

from index.documents import Kind
from index.extraction.metadata.kinds import kind_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Opening Speech Made by Comrade Maren Holt at Congress", "speech"),
        ("President Mara Voss's New Year address", "speech"),
        ("Statement by the Minister of Transport", "speech"),
        ("Letter to the Minister of Transport", "letter"),
        ("An Open Letter to the Harbour Board", "letter"),
        ("President Voss sends message of greeting to Ostrel", "letter"),
        ("Interview with Anselm Dray", "interview"),
        ("Editorial: What one vote weighs", "editorial"),
        ("Time Limit for Minister's Speech", "other"),
        ("Ferry adrift", "other"),
    ],
)
def test_a_title_tells_the_kind(title: str, kind: Kind) -> None:
    assert kind == kind_of(title, ["The ferry sailed at noon."])[0]


@pytest.mark.parametrize(
    ("paragraphs", "kind"),
    [
        (["The following is the full text of the speech:", "Friends."], "speech"),
        (["Dear comrade dockers,", "The harbour is ours."], "speech"),
        (["People of Saltmere,", "The sea came down our street."], "speech"),
        (["Dear Sir,", "Your lamp was out again."], "letter"),
        (["Q: Who lit it?", "A: I did.", "Q: With what?", "A: With oil."], "interview"),
        (["Sir, I beg to move that the Bill be read a second time, as was agreed."], "other"),
    ],
)
def test_the_opening_tells_the_kind_where_the_title_does_not(
    paragraphs: list[str], kind: Kind
) -> None:
    assert kind == kind_of(None, paragraphs)[0]


def test_a_signed_text_of_no_other_kind_is_a_report() -> None:
    paragraphs = ["The ferry sailed at noon."]

    assert "report" == kind_of("Ferry sails", paragraphs, is_signed=True)[0]
    assert "other" == kind_of("Ferry sails", paragraphs)[0]


def test_a_section_name_above_the_text_tells_the_kind() -> None:
    kind, evidence = kind_of("What she owes", ["She owes us a wall."], ["Opinion"])

    assert ("editorial", "section") == (kind, evidence.rule)
