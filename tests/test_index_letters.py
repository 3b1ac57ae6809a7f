"""Texts of every script are counted alike."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.html.letters import COUNTS, letters


def counted(text: str, name: str) -> float:
    return float(letters([text]).column(name)[0])


def test_sentences_end_with_full_stops_of_every_script() -> None:
    assert 2 == counted("It sailed. It sank.", "stops")
    assert 2 == counted("船开了。船沉了。", "stops")
    assert 2 == counted("Оно ушло. Оно утонуло!", "stops")
    assert 0 == counted("version 2.1 of example.com", "stops")


def test_text_without_spaces_weighs_as_much_as_its_translation() -> None:
    english = counted("The ferry sailed at noon with forty passengers and a piano", "mass")
    chinese = counted("渡轮中午载着四十名乘客和一架钢琴启航了", "mass")

    assert 0.7 < chinese / english < 1.4


def test_a_text_is_closed_by_a_full_stop_inside_its_quotes() -> None:
    assert 1 == counted("“It sailed.”", "closed")
    assert 0 == counted("Sails at noon", "closed")
    assert 1 == counted("The crew:", "announcing")


def test_words_are_the_same_in_capitals() -> None:
    found = letters(["The Ferry", "THE FERRY", "ПАРОМ", "паром"])
    one, other, big, small = (
        found.words[start:end].tolist()
        for start, end in zip(found.starts[:-1], found.starts[1:], strict=True)
    )

    assert one == other
    assert big == small


@given(st.lists(st.text(max_size=60), max_size=8))
def test_texts_are_counted_apart_as_they_are_together(texts: list[str]) -> None:
    together = letters(texts).counts
    apart = [letters([text]).counts[0] for text in texts]

    assert (len(texts), len(COUNTS)) == together.shape
    assert np.array_equal(together, np.array(apart).reshape(together.shape))
