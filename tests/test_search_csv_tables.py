"""Tables in CSV: read back as they were, and nothing in them runs."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.exports.csv_tables import csv_table

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")

cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=8)


def read(table: str) -> list[list[str]]:
    return list(csv.reader(StringIO(table, newline="")))


@given(st.lists(st.tuples(cells, st.integers()), max_size=5))
def test_cells_are_read_back_but_for_the_apostrophe_that_stops_a_formula(
    rows: list[tuple[str, int]],
) -> None:
    head, *found = read("".join(csv_table(["a", "b"], rows)))
    assert ["a", "b"] == head
    assert [number for _, number in rows] == [int(number) for _, number in found]
    for (text, _), (shown, _) in zip(rows, found, strict=True):
        assert shown == (f"'{text}" if text.startswith(FORMULAS) else text)


@pytest.mark.parametrize("begins", FORMULAS)
def test_what_a_spreadsheet_would_run_is_text(begins: str) -> None:
    (_, row) = read("".join(csv_table(["a"], [[f"{begins}1+1"]])))
    assert row[0].startswith("'")


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell() -> None:
    assert "a,b,c\r\n-1,0.5,\r\n" == "".join(csv_table(["a", "b", "c"], [[-1, 0.5, None]]))


def test_a_long_table_comes_in_parts() -> None:
    parts = list(csv_table(["n"], ([n] for n in range(1200))))
    assert 3 == len(parts)
    assert 1201 == len(read("".join(parts)))
