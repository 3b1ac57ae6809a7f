"""The schema: what stands in the fields of a passage."""

from __future__ import annotations

import pytest

from index.dates import PartialDate
from index.documents import Document
from index.schema import (
    HAS_FIELDS,
    VALUE_FIELDS,
    field_value,
    fields_present,
    make_schema,
    whole_value,
)
from index.whoosh_analysis import WordAnalyzer

BULLETIN = Document(
    id="b", path="b.txt", title="Tides", date=PartialDate(1931), source="Harbour Board"
)


def test_the_schema_has_exactly_the_fields_that_are_indexed() -> None:
    texts = {"text", "exact", "title", "title_exact"}
    assert {*texts, "has", "first_day", "last_day", *VALUE_FIELDS} == set(make_schema().names())


def test_nothing_is_stored_in_the_whoosh_index() -> None:
    assert [] == make_schema().stored_names()


def test_a_value_is_compared_by_its_words() -> None:
    assert "the herald of port merrow" == whole_value("The HERALD of Port-Merrow!")
    assert whole_value("Élan") == whole_value("elan")


def test_a_value_without_words_is_none() -> None:
    assert field_value(Document(id="x", path="x", source="***"), "source") is None
    assert "Harbour Board" == field_value(BULLETIN, "source")


def test_fields_present_are_those_with_a_value() -> None:
    assert ("title", "date", "source") == fields_present(BULLETIN)


def test_the_kind_other_is_a_value_to_filter_by_but_not_to_have() -> None:
    assert "other" == field_value(BULLETIN, "kind")
    assert "kind" in fields_present(Document(id="x", path="x", kind="speech"))


def test_every_field_to_have_is_one_of_a_document() -> None:
    assert set(HAS_FIELDS) <= set(Document.__struct_fields__)


@pytest.mark.parametrize(("stemmed", "text"), [(True, "sail"), (False, "sailing")])
def test_whoosh_sees_the_words_we_see(stemmed: bool, text: str) -> None:
    analyzer = WordAnalyzer(stemmed=stemmed)
    found = [
        (token.text, token.pos, token.startchar, token.endchar)
        for token in analyzer("Sea-sailing", positions=True, chars=True)
    ]
    assert [("sea", 0, 0, 3), (text, 1, 4, 11)] == found
    assert stemmed == analyzer.has_morph()
