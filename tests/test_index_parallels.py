"""Parallels: which passages share text, found over all segments and kept while they grow."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from growing_archives import parallels_said
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from two_captures import opened

from index.analysis import words
from index.archive import Archive
from index.building.build import build, build_from_documents
from index.columnar.manifest import verify_segment
from index.documents import Document
from index.errors import DamagedIndex
from index.parallels import collecting, finding
from index.parallels.pairing import COMMON, FEWEST, RARE
from index.storage.generations import current_version, generation_path, open_generation

OATH = "I swear upon the lamp of Ostrel that no ship shall pass unseen while I keep the light."
VERDICT = "The board finds that the breach was foreseen, was described, and was filed away."
FORMULA = "The sitting was opened at ten by the warden of the quays in the usual manner."
LONG = f"{FORMULA} Then the names of the lamps were read by the youngest clerk."

Pair = tuple[int, int, int, int, int]
"""Document, paragraph, document, paragraph, shingles in common."""


def archive_of(*documents: Sequence[str], title: str | None = None) -> list[Document]:
    """Documents of these paragraphs, whose ids are their numbers."""
    return [
        Document(id=f"{n:04d}", path=f"{n}.txt", title=title, paragraphs=tuple(paragraphs))
        for n, paragraphs in enumerate(documents)
    ]


def pairs(documents: Sequence[Document], folder: Path, jobs: int = 1) -> list[Pair]:
    """What an index of the documents says of their parallels."""
    build_from_documents(documents, folder, Archive(), jobs=jobs)
    with opened(folder) as generation:
        assert generation.parallels is not None
        owner = generation.columns.passage_document
        number = generation.columns.numbers_of(range(len(owner)))
        return [
            (int(owner[a]), int(number[a]), int(owner[b]), int(number[b]), int(shared))
            for a, b, shared in zip(*generation.parallels.pairs(), strict=True)
        ]


def by_hand(documents: Sequence[Document]) -> list[Pair]:
    """The same by the definition, a shingle at a time."""
    found: Counter[tuple[int, int, int, int]] = Counter()
    rare: Counter[tuple[int, int, int, int]] = Counter()
    sizes = {}
    holders = defaultdict(set)
    for d, document in enumerate(documents):
        for p, paragraph in enumerate(document.paragraphs, start=1):
            text = words(paragraph)
            sizes[d, p] = len(text) - 4
            for n in range(len(text) - 4):
                holders[tuple(text[n : n + 5])].add((d, p))
    for own in holders.values():
        if len(own) <= COMMON:
            for one, other in combinations(sorted(own), 2):
                found[(*one, *other)] += one[0] != other[0]
                rare[(*one, *other)] += one[0] != other[0] and len(own) <= RARE
    told = {
        pair: shared
        for pair, shared in found.items()
        if rare[pair] >= 8
        or (
            2 * shared >= min(sizes[pair[:2]], sizes[pair[2:]])
            and (rare[pair] >= FEWEST or shared >= 16)
        )
    }
    return sorted((*pair, shared) for pair, shared in with_neighbours(told, documents).items())


def with_neighbours(
    told: dict[tuple[int, int, int, int], int], documents: Sequence[Document]
) -> dict[tuple[int, int, int, int], int]:
    """The pairs, and short paragraphs beside them that are the same."""
    texts = {
        (d, p): words(paragraph)
        for d, document in enumerate(documents)
        for p, paragraph in enumerate(document.paragraphs, start=1)
    }
    waiting = [pair for pair, shared in told.items() if shared >= 8]
    while waiting:
        d, p, e, q = waiting.pop()
        for way in (-1, 1):
            one, other = (d, p + way), (e, q + way)
            same = texts.get(one) and texts.get(one) == texts.get(other)
            if same and len(texts[one]) < 8 and (*one, *other) not in told:
                told[*one, *other] = max(len(texts[one]) - 4, 0)
                waiting.append((*one, *other))
    return told


def test_a_paragraph_is_found_in_another_document(tmp_path: Path) -> None:
    """Whole, within a longer one, and with a word changed; not in its own document."""
    documents = archive_of(
        [OATH, OATH],
        [f"He said it again in the square: {OATH} And then the rain came over the roofs."],
        [OATH.replace("ship", "boat"), VERDICT],
    )
    expected = [(0, 1, 1, 1, 14), (0, 1, 2, 1, 9), (0, 2, 1, 1, 14), (0, 2, 2, 1, 9)]
    assert [*expected, (1, 1, 2, 1, 9)] == by_hand(documents) == pairs(documents, tmp_path)


def test_short_paragraphs_between_parallels_are_parallels(tmp_path: Path) -> None:
    """Also several in a row; but not where what stands beside them differs."""
    speech = ["Dear keepers,", "Friends!", OATH, "So be it.", VERDICT]
    other = ["Dear keepers,", "Friends!", OATH, "So it be.", "Dear keepers,", "He sat down."]
    documents = archive_of(speech, other)
    expected = [(0, 1, 1, 1, 0), (0, 2, 1, 2, 0), (0, 3, 1, 3, 14)]
    assert expected == by_hand(documents) == pairs(documents, tmp_path)


@pytest.mark.parametrize(("text", "most"), [(FORMULA, RARE), (f"{FORMULA} {OATH}", COMMON)])
def test_what_every_document_says_is_a_formula(tmp_path: Path, text: str, most: int) -> None:
    """A sentence in RARE passages is told of each two, a longer text in COMMON; in more, none."""
    told = archive_of(*[[text]] * most)
    assert most * (most - 1) // 2 == len(pairs(told, tmp_path / "told"))
    assert [] == pairs(archive_of(*[[text]] * (most + 1)), tmp_path / "untold")


def test_a_title_is_no_parallel(tmp_path: Path) -> None:
    """Rubrics come again and again."""
    documents = archive_of([OATH], [VERDICT], title="The warden of the quays reports to the board")
    assert [] == pairs(documents, tmp_path)


def test_a_turn_of_phrase_is_no_parallel(tmp_path: Path) -> None:
    """Below eight words in a row nothing is said, however short the paragraphs."""
    first = "no ship shall pass unseen tonight"
    seven, eight = f"Indeed {first}", f"Indeed {first} again"
    assert [] == pairs(archive_of([seven], [seven]), tmp_path / "seven")
    assert [(0, 1, 1, 1, 4)] == pairs(archive_of([eight], [eight]), tmp_path / "eight")


PIECES = (OATH, VERDICT, FORMULA, *OATH.split(" that "), "Nothing new.", "Friends!")


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join), max_size=3),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 2),
)
def test_the_loops_find_what_the_definition_says(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], jobs: int
) -> None:
    """Whatever is repeated, and however many threads look for it."""
    documents = archive_of(*texts)
    assert by_hand(documents) == pairs(documents, tmp_path_factory.mktemp("law"), jobs=jobs)


def test_little_memory_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In many parts, and with pairs counted a few at a time."""
    documents = archive_of(*[[OATH, f"{VERDICT} {n}"] for n in range(20)])
    expected = pairs(documents, tmp_path / "much")
    monkeypatch.setattr(collecting, "MOST_COLLECTED", 16)
    monkeypatch.setattr(collecting, "_CHUNK", 64)
    monkeypatch.setattr(finding, "_CHUNK", 64)
    assert expected == pairs(documents, tmp_path / "little")
    assert by_hand(documents) == expected


def write(folder: Path, name: str, texts: Sequence[str]) -> None:
    """A file of records, one a text."""
    folder.mkdir(exist_ok=True)
    lines = [json.dumps({"id": f"{name}{n}", "text": text}) for n, text in enumerate(texts)]
    (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize(("many", "more"), [(COMMON - 1, 2), (RARE - 1, 1), (RARE - 1, COMMON)])
def test_parallels_follow_an_archive_as_it_grows_and_shrinks(
    tmp_path: Path, many: int, more: int
) -> None:
    """Also those of old documents, whose text a new one makes a formula, and back again."""
    folder, index = tmp_path / "archive", tmp_path / "index"
    texts = [f"Friends!\n\n{LONG} Entry {n} of the book." for n in range(many)]
    write(folder, "old", [*texts, OATH, f"Friends!\n\n{OATH} So said the keeper."])
    for step in ([LONG] * more, [f"Friends!\n\n{OATH}", *[FORMULA] * more], [], [FORMULA] * 2):
        write(folder, "new", step)
        build([folder], index)
        build([folder], tmp_path / "fresh", full=True)
        with opened(tmp_path / "fresh") as fresh, opened(index) as grown:
            assert parallels_said(fresh) == parallels_said(grown)


def test_parallels_can_be_left_out_and_made_up_for(tmp_path: Path) -> None:
    """A run that wants them finds them, though no capture has changed."""
    write(tmp_path / "archive", "two", [OATH, OATH])
    build([tmp_path / "archive"], tmp_path / "index", parallels=False)
    with opened(tmp_path / "index") as generation:
        assert generation.parallels is None
    assert build([tmp_path / "archive"], tmp_path / "index").changed
    with opened(tmp_path / "index") as generation:
        assert generation.parallels is not None
        assert 1 == len(generation.parallels)
    assert not build([tmp_path / "archive"], tmp_path / "index").changed


def test_damage_to_parallels_is_named(tmp_path: Path) -> None:
    """A file cut short at opening, a changed byte by verifying."""
    build_from_documents(archive_of([OATH], [OATH]), tmp_path)
    folder = generation_path(tmp_path, str(current_version(tmp_path))) / "parallels"
    file = folder / "shared.npy"
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(DamagedIndex, match=r"shared\.npy"):
        verify_segment(folder)
    file.write_bytes(content[:-1])
    with pytest.raises(DamagedIndex, match=r"shared\.npy"):
        open_generation(tmp_path)


def test_the_parallels_of_some_passages_are_read_by_themselves(tmp_path: Path) -> None:
    """In order, each with its partners."""
    build_from_documents(archive_of([VERDICT, OATH], [OATH, VERDICT], [OATH]), tmp_path)
    with opened(tmp_path) as generation:
        assert generation.parallels is not None
        found = generation.parallels.within(1, 3)
        assert [1, 1, 2, 2] == found.passages.tolist()
        assert [2, 4, 1, 4] == found.partners.tolist()
        assert 0 == len(generation.parallels.within(5, 9).partners)
        assert np.int64 == found.shared.dtype
