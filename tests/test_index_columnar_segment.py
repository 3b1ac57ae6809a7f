"""A segment answers as reading the passages word by word would; damage to it is named."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis import stem, words
from index.columnar.manifest import CODEC_VERSION
from index.columnar.segment import Segment, open_segment, verify_segment
from index.columnar.writing import write_segment
from index.errors import DamagedIndex, SchemaMismatch

WORDS = (
    "sail",
    "sails",
    "sailing",
    "Élan",
    "quay",
    "quays",
    "a",
    "the",
    "1931",
    "세포비서",
    "𝔰𝔢𝔞",
    "שלום",
)
PASSAGES = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=40)


def written(folder: Path, passages: Sequence[str]) -> Segment:
    write_segment(folder, passages)
    verify_segment(folder)
    return open_segment(folder)


def by_stem(segment: Segment, rows: Sequence[Sequence[str]]) -> dict[str, dict[int, list[int]]]:
    """The addresses of each stem by passage, found one by one."""
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for passage, row in enumerate(rows):
        for place, word in enumerate(row, start=int(segment.passage_start[passage])):
            found[stem(word)][passage].append(place)
    return found


def check(segment: Segment, passages: Sequence[str]) -> None:
    """Compare everything a segment answers with what stands in the passages."""
    rows = [words(text) for text in passages]
    assert (len(rows), sum(map(len, rows))) == (segment.passages, segment.words)
    for number, row in enumerate(rows):
        start, end = segment.passage_start[number : number + 2].tolist()
        assert row == [segment.forms.word(form) for form in segment.row(start, end - 1).tolist()]
        assert [segment.gap] == segment.row(end - 1, end).tolist()
        assert np.array_equal(segment.row(start, end), segment.at(np.arange(start, end)))
    expected = by_stem(segment, rows)
    assert sorted(expected) == segment.stems.words()
    assert sorted({word for row in rows for word in row}) == segment.forms.words()
    for word, places in expected.items():
        number = segment.stems.number(word)
        standing, frequencies = segment.postings(number)
        addresses = [address for passage in sorted(places) for address in places[passage]]
        assert sorted(places) == standing.tolist()
        assert [len(places[passage]) for passage in sorted(places)] == frequencies.tolist()
        assert len(places) == segment.stem_passages[number]
        assert addresses == segment.positions(number).tolist()
        assert {word} == {stem(segment.forms.word(form)) for form in segment.forms_of(number)}
    held = Counter(word for row in rows for word in set(row))
    assert [held[word] for word in segment.forms.words()] == segment.form_passages.tolist()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(PASSAGES)
def test_a_segment_answers_what_stands_in_the_passages(
    tmp_path_factory: pytest.TempPathFactory, passages: list[str]
) -> None:
    check(written(tmp_path_factory.mktemp("segment") / "s", passages), passages)


@pytest.mark.parametrize(
    "passages",
    [
        [],
        [""],
        ["", "", ""],
        ["tide"],
        ["tide", "", "tide tide"],
        ["the gull"] * 600,
        ["tide " * 300, "gull", "tide " * 5, "x " * 70000],
        [f"gull{number} the gull" for number in range(700)],
    ],
    ids=["no passages", "no words", "only empty ones", "one word", "an empty one between",
         "a word in every passage", "frequent and far", "many words"],
)  # fmt: skip
def test_edges(tmp_path: Path, passages: list[str]) -> None:
    check(written(tmp_path / "s", passages), passages)


def test_a_passage_of_100_000_words(tmp_path: Path) -> None:
    text = " ".join(f"w{number % 5000}" for number in range(99_999))
    segment = written(tmp_path / "s", ["tide", text + " anchor", "anchor"])
    anchor = segment.positions(segment.stems.number("anchor"))
    assert [3 + 99_999, 3 + 100_001] == anchor.tolist()
    assert 100_002 == segment.words
    assert [1, 2] == segment.passages_of(segment.stems.number("anchor")).tolist()


def test_100_000_passages_of_one_word(tmp_path: Path) -> None:
    segment = written(tmp_path / "s", [f"w{number % 700}" for number in range(100_000)])
    number = segment.stems.number("w5")
    assert list(range(5, 100_000, 700)) == segment.passages_of(number).tolist()
    assert [1 + 2 * n for n in range(5, 100_000, 700)] == segment.positions(number).tolist()


def test_forms_beyond_16_bits_stand_in_the_row(tmp_path: Path) -> None:
    text = " ".join(f"w{number:05}" for number in range(70_000))
    segment = written(tmp_path / "s", [text, "w69999 w00005"])
    row = [segment.forms.word(form) for form in segment.row(1, 70_001).tolist()]
    assert text.split() == row
    start = int(segment.passage_start[1])
    found = segment.at(np.array([start, start + 1, 70_000, 1]))
    expected = ["w69999", "w00005", "w69999", "w00000"]
    assert expected == [segment.forms.word(form) for form in found.tolist()]
    rare = segment.stems.number("w69999")
    assert [70_000, start] == segment.positions(rare).tolist()


def test_beyond_the_ends_of_the_row_there_are_gaps(tmp_path: Path) -> None:
    segment = written(tmp_path / "s", ["tide gull"])
    gap = segment.gap
    found = segment.at(np.array([-7, 0, 1, 2, 3, 2**40]))
    assert [gap, gap, 1, 0, gap, gap] == found.tolist()


def test_addresses_may_pass_31_bits(tmp_path: Path) -> None:
    """The first passage is made 2**31 words long; they are gaps, a hole in the row's file."""
    long = 2**31
    near = written(tmp_path / "s", ["tide", "the gull", "a gull and the tern " + "x " * 300])
    arrays = {path.stem: np.load(path) for path in (tmp_path / "s").glob("*.npy")}
    rest = arrays["row"][2:]
    row = np.memmap(tmp_path / "row", np.uint16, "w+", shape=(1 + long + len(rest),))
    row[1 + long :] = rest
    lengths = {"lengths": [255, 2, 255], "lengths_far": [long, 305], "lengths_far_at": [0, 2]}
    for name, values in lengths.items():
        arrays[name] = np.array(values, arrays[name].dtype)
    far = Segment({**arrays, "row": np.asarray(row)}, near.words)
    second, third = far.passage_start[1:3].tolist()
    assert (long + 2, long + 5) == (second, third)
    gull, tern = far.forms.number("gull"), far.forms.number("tern")
    assert [gull, far.gap, tern] == far.at(np.array([second + 1, second + 2, third + 4])).tolist()
    assert [gull] == far.row(second + 1, second + 2).tolist()
    number = far.stems.number("tern")
    assert [third + 4] == far.positions(number).tolist()


def segment_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.stat().st_size)


def test_every_file_that_is_missing_or_cut_short_is_named_on_opening(tmp_path: Path) -> None:
    written(tmp_path / "whole", ["the gull", "a gull"])
    for path in segment_files(tmp_path / "whole"):
        damaged = tmp_path / "damaged" / path.name
        for content in (None, path.read_bytes()[:-1], path.read_bytes() + b"\0"):
            shutil.copytree(tmp_path / "whole", damaged.parent)
            damaged.unlink()
            if content is not None:
                damaged.write_bytes(content)
            with pytest.raises(DamagedIndex, match=path.name.replace(".", r"\.")):
                open_segment(damaged.parent)
            shutil.rmtree(damaged.parent)


def test_every_changed_byte_is_found_by_verifying(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    written(folder, ["the gull", "a gull"])
    for path in segment_files(folder):
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(DamagedIndex, match=path.name.replace(".", r"\.")):
            verify_segment(folder)
        path.write_bytes(content)
    verify_segment(folder)


def test_a_description_that_was_changed_is_damage_and_one_of_another_codec_no_match(
    tmp_path: Path,
) -> None:
    written(tmp_path / "s", ["the gull"])
    path = tmp_path / "s" / "segment.json"
    content = path.read_text()
    path.write_text(content.replace('"words": 2', '"words": 3'))
    with pytest.raises(DamagedIndex, match=r"segment\.json is not what was written"):
        open_segment(tmp_path / "s")
    path.write_text(content.replace(f'"version": {CODEC_VERSION}', '"version": 99'))
    with pytest.raises(SchemaMismatch, match=r"segment\.json is of codec rostrum\.columnar 99"):
        open_segment(tmp_path / "s")


def test_words_are_found_by_number_and_prefix(tmp_path: Path) -> None:
    texts = ["gull gulls gullible quay quays élan zebra セポ", "ga gz"]
    forms = written(tmp_path / "s", texts).forms
    listed = sorted(word for text in texts for word in words(text))
    assert listed == forms.words() == [forms.word(number) for number in range(len(forms))]
    assert list(range(len(forms))) == [forms.number(word) for word in listed]
    assert [-1] * 4 == [forms.number(word) for word in ("", "gul", "gullz", "𝔷")]
    for prefix in ("", "g", "gull", "gulls", "quayside", "z", "セ", "\U0010ffff"):
        expected = [word for word in listed if word.startswith(prefix)]
        assert expected == [forms.word(number) for number in forms.prefix(prefix)]
    with pytest.raises(IndexError):
        forms.word(len(forms))
