"""Lines that a source repeats are furniture, and a capture is extracted again only for its own."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive, Source
from index.building import recurrence
from index.building.build import build
from index.building.recurrence import recurrence_of, settings_with
from index.documents import Capture
from index.extraction.extract import extract
from index.extraction.text.recurring import LineCounts, line_keys
from index.reading.captures import read_captures
from index.reading.files import find_files
from index.storage.generations import open_generation

MENU = "Tern Weekly\nFrom the quays\nSlack water\nKeepers' corner\n\n"
STORY = (
    "Boat {n} went out with the tide on {n} May and nobody on the mole of Ostrel saw it come back."
)
FOOT = (
    "\n\nThe Tern Weekly is printed at the old ropewalk of Saltmere by its own readers and friends"
)


def page(n: int) -> str:
    story = STORY.format(n=n)
    return f"{MENU}Boat {n} Is Out\n\n{story}\n\nAnd boat {n} is missed by its owner.{FOOT}"


def write(folder: Path, pages: int, name: str = "tern") -> Path:
    (folder / name).mkdir(parents=True, exist_ok=True)
    for n in range(pages):
        (folder / name / f"{n}.txt").write_text(page(n))
    return folder


def marked(folder: Path, archive: Archive) -> list[Capture]:
    files = [(file, folder, archive) for file in find_files(folder)]
    known = recurrence_of(files)
    found = [one for one in read_captures(folder, archive) if isinstance(one, Capture)]
    return [known.marked(capture, archive) for capture in found]


def test_what_stands_on_the_pages_of_a_source_is_stripped_from_each(tmp_path: Path) -> None:
    for capture in marked(write(tmp_path, 4), Archive()):
        extraction = extract(capture, Archive())
        (document,) = extraction.documents
        n = capture.path.removeprefix("tern/").removesuffix(".txt")
        assert f"Boat {n} Is Out" == document.title
        assert (STORY.format(n=n), f"And boat {n} is missed by its owner.") == document.paragraphs
        reasons = {block.text: block.reason for block in extraction.blocks if not block.kept}
        assert "it stands on many pages of this source" == reasons["Slack water"]


def test_two_pages_are_too_few_to_tell(tmp_path: Path) -> None:
    assert {frozenset()} == {capture.recurring for capture in marked(write(tmp_path, 2), Archive())}


def test_the_captures_of_one_page_are_one_page() -> None:
    counts = LineCounts()
    for _ in range(5):
        counts.add("tern", page(1))
    assert {} == counts.recurring()


def test_a_source_is_told_by_its_settings_its_host_or_its_folder(tmp_path: Path) -> None:
    for n in range(4):
        write(tmp_path, 1, f"folder{n}")
        (tmp_path / f"folder{n}" / "0.txt").write_text(page(n))
    assert not any(capture.recurring for capture in marked(tmp_path, Archive()))
    one = Archive(source=(Source(name="Tern Weekly", mastheads=("Tern Weekly",)),))
    assert all(capture.recurring for capture in marked(tmp_path, one))


def test_what_is_said_to_somebody_is_no_furniture() -> None:
    assert {"Slack water"} == line_keys(
        "Comrades,\nThank you.\nSlack water\n“A wall is a promise.”"
    )


def test_only_a_sample_of_a_folder_is_read_and_the_same_whatever_else_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recurrence, "FILES", 5)
    read: list[str] = []

    def noted(file: Path, root: Path, archive: Archive) -> list[Capture]:
        read.append(file.name)
        return []

    monkeypatch.setattr(recurrence, "read_file", noted)
    files = [(tmp_path / f"{n}.txt", tmp_path, Archive()) for n in range(60)]
    recurrence_of(files)
    first, read[:] = set(read), []
    recurrence_of(files[:59])
    assert 5 == len(first)
    assert len(first & set(read)) >= 4


def test_a_capture_is_extracted_again_only_where_its_own_lines_recur(tmp_path: Path) -> None:
    archive = write(tmp_path / "archive", 4)
    (archive / "other.txt").write_text("Friends!\n\nThe wall will hold, and we shall see it hold.")
    build([archive], tmp_path / "index")
    assert 0 == build([archive], tmp_path / "index").extracted
    (archive / "tern" / "4.txt").write_text(page(4))
    assert 1 == build([archive], tmp_path / "index").extracted
    (archive / "tern" / "5.txt").write_text(page(5).replace("Slack water", "Neap tide"))
    assert 1 == build([archive], tmp_path / "index").extracted
    with closing(open_generation(tmp_path / "index")) as generation:
        texts = [text for one in generation.documents.documents() for text in one.paragraphs]
    assert [] == [text for text in texts if text in MENU or text in FOOT]


@given(
    st.frozensets(st.text(max_size=9), max_size=4), st.frozensets(st.text(max_size=9), max_size=4)
)
def test_settings_differ_exactly_where_the_recurring_lines_do(
    one: frozenset[str], other: frozenset[str]
) -> None:
    names = [
        settings_with("s", Capture(path="a", form="text", text="", sha256="", recurring=lines))
        for lines in (one, other)
    ]
    if {"\n"} & set("".join(one | other)):
        return
    assert (one == other) == (names[0] == names[1]) or {one, other} == {
        frozenset(),
        frozenset({""}),
    }
