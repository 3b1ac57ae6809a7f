"""What is told by date becomes columns of as many documents as there are."""

from __future__ import annotations

from search.opensearch.days import Days

DAYS = Days(
    documents={(10, 10, 3): 2, (20, 50, 2): 1, (5, 400, 1): 3},
    words_of={(10, 10, 3): 70, (20, 50, 2): 0, (5, 400, 1): 9},
    known={1: (12, True)},
)


def test_each_document_has_the_days_of_its_date() -> None:
    """A date that two documents have is there twice; known ones are not among them."""
    found = {name: days.tolist() for name, days in DAYS.columns().items()}
    expected = {
        "first_day": [10, 10, 20, 5, 5, 5],
        "last_day": [10, 10, 50, 400, 400, 400],
        "precision": [3, 3, 2, 1, 1, 1],
    }
    assert expected == found
    assert 6 == len(DAYS)


def test_the_words_of_a_date_are_those_of_its_first_document() -> None:
    """Sums by date stay as they are, whoever of that date has the words."""
    assert [70, 0, 0, 9, 0, 0] == DAYS.words().tolist()


def test_no_documents_make_empty_columns() -> None:
    """Where nothing is found there are no days."""
    none = Days({}, {}, {})
    assert {0} == {len(days) for days in none.columns().values()} | {len(none.words())}
