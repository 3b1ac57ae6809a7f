"""What an issue prints twice is found without reading the issue for each of its pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.extraction.text.lines import lines
from index.extraction.text.pull_quotes import LONGEST_LINE, Printed, Prose

WORDS = st.lists(st.sampled_from(["tide", "quay", "the", "a", "mole"]), min_size=1, max_size=14)
ROWS = st.lists(WORDS.map(" ".join), min_size=1, max_size=5)


@given(ROWS, WORDS.map(" ".join))
def test_words_stand_in_prose_where_its_row_has_them(rows: list[str], words: str) -> None:
    long = " ".join(row for row in rows if len(row.split()) > LONGEST_LINE)
    assert (f" {words} " in f" {long} ") == (words in Prose(lines("\n".join(rows))))


@given(ROWS)
def test_a_piece_is_repeated_where_it_stands_more_often_than_alone(pieces: list[str]) -> None:
    printed, whole = Printed(pieces), "\n".join(pieces)
    for piece in pieces:
        count, alone = whole.count(piece), pieces.count(piece)
        assert (count > 1 and count > alone) == printed.repeats(piece)
