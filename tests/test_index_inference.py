"""The year of a dateline is found in a dated document that carries the same text."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from index.dates import PartialDate
from index.documents import Document
from index.inference import infer_years
from index.shingles import shingles

SPEECH = (
    "Citizens of Saltmere, tonight the causeway carries its first lantern across the sound, "
    "and every house that paid a plank may walk behind it without a toll until the spring."
)
OTHER = (
    "The inspectors of the northern mole counted nineteen cracked stones after the gale and "
    "asked the council for a crane, two barges and a month of dry weather."
)


def undated(text: str = SPEECH, month_day: tuple[int, int] = (4, 7)) -> Document:
    return Document(id="u", path="u", month_day=month_day, paragraphs=(text,))


def dated(date: str, text: str = SPEECH, name: str = "issue") -> Document:
    return Document(
        id=name, path=name, title="The Packet", date=PartialDate.parse(date), paragraphs=(text,)
    )


def year_of(document: Document, *others: Document) -> str | None:
    found = infer_years([(5, document)], others).get(5)
    return str(found[0]) if found else None


def test_the_year_is_that_of_the_parallel_and_says_so() -> None:
    date, evidence = infer_years([(5, undated())], [dated("2021-04-10")])[5]
    assert "2021-04-07" == str(date)
    assert ("dated parallel", "medium") == (evidence.rule, evidence.confidence)
    assert "The Packet (issue) of 2021-04-10" in evidence.text


def test_a_dateline_of_december_printed_in_january_is_of_the_year_before() -> None:
    assert "2020-12-29" == year_of(undated(month_day=(12, 29)), dated("2021-01-03"))


@pytest.mark.parametrize("date", ["2021-04-06", "2021-05-20", "2021", "2021-04"])
def test_a_parallel_before_the_day_or_long_after_or_vaguely_dated_tells_nothing(date: str) -> None:
    assert year_of(undated(), dated(date)) is None


def test_a_parallel_of_the_day_itself_tells_the_year() -> None:
    assert "2021-04-07" == year_of(undated(), dated("2021-04-07"))


def test_documents_without_shared_text_tell_nothing() -> None:
    assert year_of(undated(), dated("2021-04-10", OTHER)) is None


def test_a_few_words_in_common_are_not_a_parallel() -> None:
    few = "walk behind it without a toll until the spring"
    assert year_of(undated(f"{SPEECH} {OTHER}"), dated("2021-04-10", few)) is None


def test_a_passage_quoted_in_a_longer_text_is_a_parallel() -> None:
    assert "2021-04-07" == year_of(undated(), dated("2021-04-10", f"{OTHER} {SPEECH} {OTHER}"))


def test_words_that_stand_in_documents_of_many_years_tell_nothing() -> None:
    every_year = [dated(f"{year}-04-10", name=str(year)) for year in range(2015, 2023)]
    assert year_of(undated(), *every_year) is None


def test_of_two_equally_likely_years_neither_is_taken() -> None:
    assert year_of(undated(), dated("2020-04-10"), dated("2021-04-10")) is None


def test_the_year_that_shares_most_is_taken_over_one_that_shares_little() -> None:
    quoting = dated("2020-04-08", " ".join(SPEECH.split()[:13]))
    assert "2021-04-07" == year_of(undated(f"{SPEECH} {OTHER}"), quoting, dated("2021-04-10"))


def test_the_evidence_names_the_document_that_shares_most_then_the_nearest() -> None:
    others = [
        dated("2021-04-07", " ".join(SPEECH.split()[:20]), "quote"),
        dated("2021-04-12", name="later"), dated("2021-04-10", name="nearer"),
    ]  # fmt: skip
    assert "(nearer)" in infer_years([(0, undated())], others)[0][1].text


def test_a_day_the_year_does_not_have_is_not_invented() -> None:
    assert year_of(undated(month_day=(2, 29)), dated("2021-03-01")) is None
    assert "2020-02-29" == year_of(undated(month_day=(2, 29)), dated("2020-03-01"))


def test_several_undated_documents_are_told_apart() -> None:
    targets = [(1, undated()), (2, undated(OTHER, (9, 30)))]
    others = [dated("2021-04-10"), dated("2019-10-02", OTHER)]
    found = {number: str(date) for number, (date, _) in infer_years(targets, others).items()}
    assert {1: "2021-04-07", 2: "2019-09-30"} == found


def test_documents_are_compared_one_at_a_time() -> None:
    def one_by_one() -> Iterator[Document]:
        yield dated("2021-04-10")

    assert 1 == len(infer_years(iter([(0, undated())]), one_by_one()))
    assert {} == infer_years([], one_by_one())


def test_a_text_of_n_words_has_n_minus_four_shingles() -> None:
    assert [0, 1, 2] == [
        len(shingles(undated(text))) for text in ("a b c d", "a b c d e", "a b c d e f")
    ]
    assert np.array_equal(shingles(undated("A b, c d e")), shingles(undated("a B c: d E")))


def test_a_very_long_document_is_measured_by_a_sample() -> None:
    long = " ".join(f"word{n} about{n % 97} harbours" for n in range(3000))
    assert "2021-04-07" == year_of(undated(long), dated("2021-04-10", long))
