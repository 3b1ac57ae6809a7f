"""What a document says of its parallels: where, in which words, and who was first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from repeated_texts import BRIEF, PLEDGE, documents

from index.building.build import build_from_documents
from index.dates import PartialDate
from search.embedded import EmbeddedEngine
from search.results import ParallelPassage


@pytest.fixture(scope="module")
def echoes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    """An engine over documents that repeat each other."""
    folder = tmp_path_factory.mktemp("echoes")
    build_from_documents(documents(), folder)
    with closing(EmbeddedEngine(folder)) as engine:
        yield engine


def of(engine: EmbeddedEngine, document: str, passage: int) -> list[ParallelPassage]:
    """The parallels shown of one passage."""
    return [p for p in engine.document(document).parallels or () if p.passage == passage]


def test_parallels_come_by_date_the_undated_last(echoes: EmbeddedEngine) -> None:
    """Each tells whether it is earlier or later; what is not shown is counted."""
    found = of(echoes, "speech", 2)
    assert [("draft", "earlier"), ("report", "later"), ("echo01", "later")] == [
        (parallel.document.id, parallel.order) for parallel in found[:3]
    ]
    assert {2: 5} == echoes.document("speech").more_parallels
    assert 8 == len(found)
    assert "undated" == of(echoes, "letter", 1)[0].order


def test_the_words_shared_are_marked_on_both_sides(echoes: EmbeddedEngine) -> None:
    """A word that was changed is not, and the share counts words."""
    view = echoes.document("draft")
    (found,) = [p for p in of(echoes, "draft", 2) if p.document.id == "speech"]
    text = view.document.paragraphs[1]
    assert [BRIEF[: BRIEF.index(" spring")], PLEDGE[PLEDGE.index("and charge") : -1]] == [
        text[slice(*span)] for span in found.spans
    ]
    assert [PLEDGE[: PLEDGE.index(" winter")], PLEDGE[PLEDGE.index("and charge") : -1]] == [
        found.text[slice(*span)] for span in found.spans_there
    ]
    shares = found.shared_words, found.share, found.share_there
    assert (26, round(26 / 27, 3), round(26 / 32, 3)) == shares


def test_a_salutation_before_a_parallel_is_one(echoes: EmbeddedEngine) -> None:
    """Of the draft alone; what else a document says has no parallels."""
    (found,) = of(echoes, "speech", 1)
    assert ("draft", 1, 1.0) == (found.document.id, found.number, found.share)
    assert [] == of(echoes, "speech", 3)


def test_without_looking_for_parallels_nothing_is_said_of_them(tmp_path: Path) -> None:
    """Neither that there are some nor that there are none."""
    build_from_documents(documents(), tmp_path, parallels=False)
    with closing(EmbeddedEngine(tmp_path)) as engine:
        assert engine.document("speech").parallels is None
        assert {} == engine.document("speech").more_parallels


def test_captures_of_one_page_are_no_parallels_of_each_other(tmp_path: Path) -> None:
    """Another document names the newest of those that hold its text."""
    page = "https://warden.valdoria.example/pledge"
    first = next(documents())
    captures = [
        msgspec.structs.replace(
            first,
            id=f"capture{day}",
            url=page,
            path=f"{day}.html",
            captured=PartialDate(2020, 1, day),
        )
        for day in (1, 2)
    ]
    build_from_documents([*captures, *documents()], tmp_path)
    with closing(EmbeddedEngine(tmp_path)) as engine:
        tied = {p.document.id for p in engine.document("capture1").parallels or ()}
        assert "speech" in tied
        assert not tied & {"capture1", "capture2"}
        others = [p.document.id for p in of(engine, "draft", 2)]
        assert ("capture2" in others, "capture1" in others) == (True, False)
