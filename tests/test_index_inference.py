"""The year of a dateline is found in a dated document that carries the same text."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index.analysis import words
from index.building.inference import Body, Parallel, infer_years, with_evidence
from index.dates import PartialDate, day_of
from index.documents import Document
from index.shingles import shingles, word_number

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


def dated(day: str, text: str = SPEECH, name: str = "issue") -> Document:
    return Document(
        id=name, path=name, title="The Packet", date=PartialDate.parse(day), paragraphs=(text,)
    )


def body(*documents: tuple[int, Document]) -> Body:
    """The texts of numbered documents, as they would be read off an index."""
    rows = [
        [word_number(word) for text in document.paragraphs for word in words(text)]
        for _, document in documents
    ]
    return Body(
        np.array([number for number, _ in documents], np.int64),
        np.cumsum([0, *map(len, rows)]),
        np.array([number for row in rows for number in row], np.uint64),
    )


def parallels(targets: list[Document], others: list[Document]) -> dict[int, Parallel]:
    """What is found for the targets, numbered from 0; the others are numbered on."""
    days = {
        number: (number, day_of(other.date.first_day))
        for number, other in enumerate(others, len(targets))
        if other.date is not None
    }
    month_days = {n: each.month_day for n, each in enumerate(targets) if each.month_day}
    numbered = list(enumerate([*targets, *others]))
    split = len(targets)
    return infer_years(
        month_days, days, [body(*numbered[:split])], [body(pair) for pair in numbered[split:]]
    )


def year_of(document: Document, *others: Document) -> str | None:
    found = parallels([document], list(others)).get(0)
    return str(found.day) if found else None


def test_the_year_is_that_of_the_parallel_and_says_so() -> None:
    issue = dated("2021-04-10")
    told, evidence = with_evidence(parallels([undated()], [issue])[0], issue)
    assert "2021-04-07" == str(told)
    assert ("dated parallel", "medium") == (evidence.rule, evidence.confidence)
    assert "The Packet (issue) of 2021-04-10" in evidence.text


def test_a_dateline_of_december_printed_in_january_is_of_the_year_before() -> None:
    assert "2020-12-29" == year_of(undated(month_day=(12, 29)), dated("2021-01-03"))


@pytest.mark.parametrize("day", ["2021-04-06", "2021-05-20"])
def test_a_parallel_before_the_day_or_long_after_tells_nothing(day: str) -> None:
    assert year_of(undated(), dated(day)) is None


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
    assert 3 == parallels([undated()], others)[0].document


def test_of_parallels_that_are_alike_the_first_in_the_order_of_reading_is_named() -> None:
    assert 1 == parallels([undated()], [dated("2021-04-10"), dated("2021-04-10")])[0].document


def test_a_day_the_year_does_not_have_is_not_invented() -> None:
    assert year_of(undated(month_day=(2, 29)), dated("2021-03-01")) is None
    assert "2020-02-29" == year_of(undated(month_day=(2, 29)), dated("2020-03-01"))


def test_several_undated_documents_are_told_apart() -> None:
    targets = [undated(), undated(OTHER, (9, 30))]
    others = [dated("2021-04-10"), dated("2019-10-02", OTHER)]
    found = {number: str(found.day) for number, found in parallels(targets, others).items()}
    assert {0: "2021-04-07", 1: "2019-09-30"} == found


def test_how_documents_are_divided_among_bodies_does_not_matter() -> None:
    targets, others = [(0, undated()), (1, undated(OTHER))], [(2, dated("2021-04-10"))]
    days = {2: (2, date(2021, 4, 10))}
    found = [
        infer_years({0: (4, 7), 1: (4, 7)}, days, bodies, [body(*others)])
        for bodies in ([body(*targets)], [body(targets[0]), body(targets[1])])
    ]
    assert [0] == list(found[0])
    assert found[0] == found[1]


def test_shingles_do_not_cross_from_one_document_into_the_next() -> None:
    one, other = undated("a b c d"), undated("e f g h")
    assert ([], 1) == (
        body((0, one), (1, other)).shingles()[0].tolist(),
        len(body((0, undated("a b c d e")), (1, other)).shingles()[0]),
    )


def test_a_text_of_n_words_has_n_minus_four_shingles() -> None:
    rows = [body((0, undated(text))).words for text in ("a b c d", "a b c d e", "a b c d e f")]
    assert [0, 1, 2] == [len(shingles(row)) for row in rows]
    assert len(set(shingles(body((0, undated("a b c d e b c d e a"))).words).tolist())) == 6


def test_a_very_long_document_is_measured_by_a_sample() -> None:
    long = " ".join(f"word{n} about{n % 97} harbours" for n in range(3000))
    assert "2021-04-07" == year_of(undated(long), dated("2021-04-10", long))
