"""However a segment is written, in one piece or in many, the same files come of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from index.__main__ import stats_command
from index.building.build import build_from_documents
from index.columnar.dump import dump
from index.columnar.inversion import ranges
from index.columnar.segment import open_segment
from index.columnar.writing import SegmentWriter, write_segment
from index.documents import Document


def texts(seed: int, passages: int) -> list[str]:
    chance = random.Random(seed)
    known = [f"w{number}" for number in range(4000)]
    weights = [1 / (number + 1) for number in range(len(known))]
    return [
        " ".join(chance.choices(known, weights, k=chance.randint(0, 90))) for _ in range(passages)
    ]


def write(
    folder: Path,
    passages: Sequence[str],
    *,
    batch: int,
    stretch: int,
    threads: int,
) -> dict[str, bytes]:
    writer = SegmentWriter(folder, stretch=stretch, threads=threads)
    batches = [passages[first : first + batch] for first in range(0, len(passages), batch)]
    # Words may be numbered in another order than they are added in, as threads do it.
    numbered = [writer.tokeniser.numbers(texts) for texts in reversed(batches)]
    for texts, numbers in zip(batches, reversed(numbered), strict=True):
        assert [len(text.split()) for text in texts] == writer.add(numbers).tolist()
    writer.close()
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(("stretch", "count"), [(1, 9), (500, 120), (5000, 300)])
def test_runs_merged_are_what_one_run_is(tmp_path: Path, stretch: int, count: int) -> None:
    passages = texts(stretch, count)
    write_segment(tmp_path / "whole", passages)
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}
    for batch, threads in ((300, 1), (17, 2), (1, 3)):
        folder = tmp_path / f"{batch}"
        assert whole == write(folder, passages, batch=batch, stretch=stretch, threads=threads)


def test_no_temporary_file_is_left(tmp_path: Path) -> None:
    write_segment(tmp_path / "s", ["the gull", "a gull"])
    assert {".npy", ".json"} == {path.suffix for path in (tmp_path / "s").iterdir()}


def test_an_archive_of_more_than_65_536_stems_is_sorted_by_all_their_bits(tmp_path: Path) -> None:
    words = [f"w{number:05}x" for number in range(70_000)]
    passages = [" ".join(words[first::7]) for first in range(7)] + [" ".join(words[::-9])]
    write_segment(tmp_path / "s", passages)
    segment = open_segment(tmp_path / "s")
    for number in (0, 7, 65_535, 65_536, 69_999):
        stem = segment.stems.number(words[number])
        expected = [number % 7] + ([7] if (69_999 - number) % 9 == 0 else [])
        assert expected == segment.passages_of(stem).tolist()


def test_ranges_hold_at_most_so_many_or_one_stem() -> None:
    assert [(0, 2), (2, 3), (3, 4), (4, 6)] == list(ranges(np.array([2, 3, 4, 99, 5, 0]), 5))
    assert [] == list(ranges(np.zeros(0, np.int64), 5))


def test_a_segment_can_be_read_as_text(tmp_path: Path) -> None:
    write_segment(tmp_path / "s", ["The sails", "", "sailing, the sails"])
    assert [
        "segment: 3 passages, 5 words, 3 forms, 2 stems",
        "passage 0 at 1: the sails",
        "passage 1 at 4:",
        "passage 2 at 5: sailing the sails",
        "stem sail: in 2 passages, 3 times, as sailing sails",
        "  passage 0: 1 time, at 2",
        "  passage 2: 2 times, at 5 7",
        "stem the: in 2 passages, 2 times, as the",
        "  passage 0: 1 time, at 1",
        "  passage 2: 1 time, at 6",
    ] == list(dump(open_segment(tmp_path / "s")))


def test_the_dump_of_an_index_is_printed(tmp_path: Path) -> None:
    tides = Document(id="t", path="t", title="Tides", paragraphs=("High tide.",))
    build_from_documents([tides], tmp_path / "index")
    command = ["--index", str(tmp_path / "index"), "--dump"]
    told = CliRunner().invoke(stats_command, command).stdout
    assert "passage 0 at 1: tides\npassage 1 at 3: high tide\n" in told
    assert "stem tide: in 2 passages, 2 times, as tide tides" in told
