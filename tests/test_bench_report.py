from __future__ import annotations

from pathlib import Path

import pytest

from bench.corpora import Corpus
from bench.measures.growth import Point, rows
from bench.page import page
from bench.plan import FULL
from bench.report import Run, aim, figure, load_run, run_of, save
from bench.rows import Row

FASTER = Row(
    corpus="small", subject="indexing", against="a peer", figure=2.0, aim=1.5, rule="at least"
)
LARGER = Row(corpus="small", subject="size", against="the text", figure=0.7, aim=0.6)
KNOWN = Row(corpus="small", subject="opening", against="", figure=12.0, unit="ms")
POINTS = [
    Point("Rostrum", 1_000, 0.1, 0.5, {"term": 0.1, "prefix": 0.2}),
    Point("Rostrum", 10_000, 1.3, 0.5, {"term": 0.2, "prefix": 1.0}),
]


@pytest.fixture
def run() -> Run:
    corpus = Corpus("small", Path("small.jsonl"), 3, 12, 2_000_000)
    return run_of([corpus], [FASTER, LARGER, KNOWN], POINTS, plan=FULL)


def test_a_row_is_met_at_its_aim_and_beyond() -> None:
    assert ["met", "missed", ""] == [row.verdict for row in (FASTER, LARGER, KNOWN)]


@pytest.mark.parametrize(("rule", "verdict"), [("at least", "met"), ("at most", "met")])
def test_reaching_an_aim_exactly_is_enough(rule: str, verdict: str) -> None:
    row = Row(corpus="", subject="", against="", figure=1.0, aim=1.0, rule=rule)  # type: ignore[arg-type]
    assert verdict == row.verdict


def test_figures_and_aims_are_written_with_their_units() -> None:
    assert ("2", "≥ 1.5") == (figure(FASTER), aim(FASTER))
    assert ("12 ms", "") == (figure(KNOWN), aim(KNOWN))


def test_a_run_knows_what_it_missed_and_whom_it_met(run: Run) -> None:
    assert [LARGER] == run.missed
    assert {"Rostrum", "SQLite FTS5", "stock Whoosh"} <= set(run.versions)


def test_a_run_is_read_as_it_was_saved(run: Run, tmp_path: Path) -> None:
    assert run == load_run(save(run, tmp_path / "results"))


def test_the_file_of_a_run_is_named_after_date_and_machine(run: Run, tmp_path: Path) -> None:
    path = save(run, tmp_path)
    assert path.name.startswith(run.date[:10])
    assert path.stem.endswith("cores")


def test_the_page_has_every_row_and_how_many_were_met(run: Run) -> None:
    found = page(run)
    assert "**1 of 2 rows met.**" in found
    assert "| size | the text |  |  | 0.7 | ≤ 0.6 | **missed** |  |" in found
    assert "| small | 3 | 12 | 2.0 MB |" in found


def test_growth_is_that_of_the_last_step_and_of_the_class_that_grows_most() -> None:
    indexing, worst, mean = rows(POINTS)
    assert 13.0 == pytest.approx(indexing.figure)
    assert "missed" == indexing.verdict
    assert "prefix" in worst.subject
    assert 5.0 == pytest.approx(worst.figure)
    assert 4.0 == pytest.approx(mean.figure)


def test_the_picture_is_the_same_for_the_same_points(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from bench.plot import draw

    for name in ("one.svg", "other.svg"):
        draw(POINTS, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()
