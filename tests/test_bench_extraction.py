"""Extraction is scored as the benchmarks score it, and scores are held by floors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.extraction import floors, scoring
from bench.extraction.foreign_script import SCRIPTS, page_in
from bench.extraction.labelling import labels
from bench.extraction.pages import fold_of
from bench.rows import Row

OPENING = "The ferry sailed at noon with forty passengers and a piano"
SECOND = "Nobody had asked the harbour master about the piano before it was aboard"
TRUTH = f"{OPENING}\n\n{SECOND}"


def row(figure: float, rule: str = "at least") -> Row:
    return Row(corpus="AEB", subject="F1", against="", figure=figure, aim=0.9,
               rule="at least" if rule == "at least" else "at most")  # fmt: skip


def test_the_true_text_scores_one_and_another_none() -> None:
    assert 1 == scoring.word_f1(TRUTH, TRUTH)
    assert 0 == scoring.word_f1("Menu Home Search", TRUTH)
    assert 1 == scoring.shingle_f1([scoring.shingle_counts(TRUTH, TRUTH)])


def test_words_are_scored_as_often_as_they_stand() -> None:
    assert 2 / 3 == pytest.approx(scoring.word_f1("a a a a", "a a"))


def test_shingles_of_a_page_are_weighed_by_its_length() -> None:
    counts = scoring.shingle_counts(f"{OPENING} and more besides that", OPENING)

    assert 1 == pytest.approx(sum(counts))
    assert 0 == counts[2]


def test_blocks_are_labelled_by_what_the_text_has_of_them() -> None:
    blocks = ["Home", OPENING, "Read also about the piano of another ferry at noon", SECOND]

    assert [0, 1, 0, 1] == labels(blocks, TRUTH).tolist()


def test_a_block_that_is_there_twice_counts_once() -> None:
    assert [1, 0] == np.round(labels([OPENING, OPENING], TRUTH)).tolist()


def test_sister_sites_are_in_one_fold() -> None:
    assert fold_of("www.tern.example", 5) == fold_of("news.tern.example", 5)


def test_only_the_text_of_a_page_is_put_into_another_script() -> None:
    page = "<p class='date'>Noon &amp; night. <!-- by day --></p>"

    assert "<p class='date'>Нооня &amp; нигхт. <!-- by day --></p>".replace("я", "") == page_in(
        page, SCRIPTS["Cyrillic"]
    )
    assert page_in(page, SCRIPTS["Chinese"]).startswith("<p class='date'>")


def test_a_score_may_not_fall_below_its_floor(tmp_path: Path) -> None:
    before = floors.risen([row(0.95)], None, "data", lower=False)
    floors.save_floors(before, tmp_path / "floors.json")
    kept = floors.load_floors(tmp_path / "floors.json")

    assert before == kept
    assert 1 == len(floors.fallen([row(0.94)], kept, "data"))
    assert [] == floors.fallen([row(0.949)], kept, "data")
    assert [] == floors.fallen([row(0.5)], kept, "other pages")


def test_floors_rise_by_themselves_and_are_lowered_only_on_request() -> None:
    before = floors.risen([row(0.95)], None, "data", lower=False)

    assert {"AEB: F1": 0.96} == floors.risen([row(0.96)], before, "data", lower=False).figures
    assert {"AEB: F1": 0.95} == floors.risen([row(0.94)], before, "data", lower=False).figures
    assert {"AEB: F1": 0.94} == floors.risen([row(0.94)], before, "data", lower=True).figures


def test_where_less_is_better_a_floor_is_a_ceiling() -> None:
    before = floors.risen([row(0.02, "at most")], None, "data", lower=False)

    assert 1 == len(floors.fallen([row(0.04, "at most")], before, "data"))
    assert [] == floors.fallen([row(0.01, "at most")], before, "data")
