"""An index is checked, repaired and rolled back, and says which of it was done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.building.build import build, build_from_documents
from index.building.progress import Silence
from index.building.repairing import go_back
from index.documents import Document
from index.errors import CannotGoBack
from index.storage.checking import check_current
from index.storage.current import Lineage, read_lineage
from index.storage.generations import generation_path, open_generation
from rostrum import main

Run = Callable[..., Result]

TIDES = Document(id="tides", path="tides.txt", title="Tides", paragraphs=("High water at six.",))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive and an index of three generations, each with one letter more."""
    folder = tmp_path_factory.mktemp("built") / "now"
    (folder / "archive").mkdir(parents=True)
    for number in range(3):
        add(folder / "archive", number)
        build([folder / "archive"], folder / "index")
    shutil.copytree(folder, folder.with_name("kept"))
    return folder


@pytest.fixture
def index_dir(built: Path) -> Path:
    """The index as it was built, its captures where it found them."""
    shutil.rmtree(built)
    shutil.copytree(built.with_name("kept"), built)
    return built / "index"


@pytest.fixture
def archive(index_dir: Path) -> Path:
    """The folder of captures."""
    return index_dir.with_name("archive")


@pytest.fixture
def rostrum(index_dir: Path, runner: CliRunner) -> Run:
    """Runs a command on the index."""

    def run(*arguments: str) -> Result:
        return runner.invoke(main, [*arguments, "--index", str(index_dir)])

    return run


def add(archive: Path, number: int) -> None:
    text = f"Letter {number} asks when the lighthouse of Ostrel will be painted."
    record = {"id": f"letter-{number}", "title": f"Letter {number}", "text": text}
    (archive / f"{number}.jsonl").write_text(json.dumps(record) + "\n")


def lineage(index_dir: Path) -> Lineage:
    found = read_lineage(index_dir)
    assert found is not None
    return found


def current(index_dir: Path) -> Path:
    return generation_path(index_dir, lineage(index_dir).current)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def documents(index_dir: Path) -> int:
    with closing(open_generation(index_dir)) as generation:
        return len(list(generation.columns.in_reading_order()))


def test_a_whole_index_is_said_to_be_whole(rostrum: Run, index_dir: Path) -> None:
    done = rostrum("check")
    assert (0, True) == (done.exit_code, "is whole" in done.output)
    found = json.loads(rostrum("check", "--json").output)
    assert (lineage(index_dir).current, []) == (found["version"], found["damage"])


@pytest.mark.parametrize(
    "name", ["columns/page.npy", "catalogue.sqlite", "_MAIN_1.toc", "segments/0/words/row.npy"]
)
def test_damage_that_opening_does_not_see_is_found_and_named(
    rostrum: Run, index_dir: Path, name: str
) -> None:
    flip(current(index_dir) / name)
    done = rostrum("check")
    assert (1, True) == (done.exit_code, f"{name} is not what was written." in done.output)
    assert f"rostrum check --repair --index {index_dir}" in done.output


def test_every_damaged_file_is_named(rostrum: Run, index_dir: Path) -> None:
    (current(index_dir) / "columns" / "page.npy").unlink()
    flip(current(index_dir) / "columns" / "present.npy")
    (current(index_dir) / "_MAIN_2.toc").write_bytes(b"")
    found = json.loads(rostrum("check", "--json").output)["damage"]
    ends = (
        "page.npy is missing.",
        "present.npy is not what was written.",
        "not of this index; remove it.",
    )
    assert [True] * 3 == [line.endswith(end) for line, end in zip(found, ends, strict=True)]


def test_a_generation_that_is_kept_and_gone_is_named(rostrum: Run, index_dir: Path) -> None:
    (before, _) = lineage(index_dir).before
    generation_path(index_dir, before).rename(index_dir / "elsewhere")
    done = rostrum("check")
    assert (1, True) == (done.exit_code, f"names {before}, which is not there" in done.output)


def test_a_generation_that_was_replaced_while_it_was_read_is_no_damage(
    index_dir: Path, archive: Path
) -> None:
    def begin(total: int) -> Callable[[int], None]:
        number = len(list(archive.iterdir()))
        if number < 6:
            for more in range(number, 6):
                add(archive, more)
                build([archive], index_dir)
        return lambda amount: None

    assert () == check_current(index_dir, begin, 2).damage


def test_a_repair_forgets_what_was_deleted_of_what_is_kept(rostrum: Run, index_dir: Path) -> None:
    answers, (before, first) = lineage(index_dir).current, lineage(index_dir).before
    generation_path(index_dir, before).rename(index_dir / "elsewhere")
    assert 0 == rostrum("check", "--repair").exit_code
    assert Lineage(answers, (first,)) == lineage(index_dir)
    assert 0 == rostrum("check").exit_code


def test_an_index_whose_generations_were_deleted_can_be_built_again(
    rostrum: Run, index_dir: Path, archive: Path
) -> None:
    shutil.rmtree(index_dir / "generations")
    refused = rostrum("check", "--repair")
    assert (1, True) == (refused.exit_code, "Build it anew: rostrum index" in refused.output)
    build([archive], index_dir)
    assert 0 == rostrum("check").exit_code


@pytest.mark.parametrize("command", ["check", "rollback"])
def test_where_there_is_no_index_none_is_made(
    runner: CliRunner, tmp_path: Path, command: str
) -> None:
    done = runner.invoke(main, [command, "--index", str(tmp_path / "none")])
    assert (1, True) == (done.exit_code, "There is no index at" in done.output)
    assert not (tmp_path / "none").exists()


def test_a_repair_rebuilds_from_the_captures(rostrum: Run, index_dir: Path) -> None:
    damaged = lineage(index_dir).current
    flip(current(index_dir) / "segments" / "0" / "documents" / "texts.zst")
    done = rostrum("check", "--repair")
    assert (0, True) == (done.exit_code, "Built anew from its captures" in done.output)
    assert damaged != lineage(index_dir).current
    assert 0 == rostrum("check").exit_code
    assert 3 == documents(index_dir)


def test_a_repair_without_captures_goes_back_to_what_is_whole(
    rostrum: Run, index_dir: Path, archive: Path
) -> None:
    archive.rename(archive.with_name("gone"))
    before, first = lineage(index_dir).before
    (current(index_dir) / "manifest.json").unlink()
    flip(generation_path(index_dir, before) / "columns" / "page.npy")
    done = rostrum("check", "--repair")
    assert (0, True) == (done.exit_code, f"Generation {first} answers again" in done.output)
    assert f"Passed over: {generation_path(index_dir, before)}" in done.output
    assert 1 == documents(index_dir)


def test_where_nothing_is_whole_a_repair_says_so(
    rostrum: Run, index_dir: Path, archive: Path
) -> None:
    archive.rename(archive.with_name("gone"))
    for name in lineage(index_dir).all:
        flip(generation_path(index_dir, name) / "columns" / "page.npy")
    done = rostrum("check", "--repair")
    assert (1, True) == (done.exit_code, "No generation of" in done.output)
    assert f"{archive} does not exist" in done.output


def test_documents_that_a_program_brought_along_cannot_be_built_anew(tmp_path: Path) -> None:
    for _ in range(2):
        build_from_documents([TIDES], tmp_path)
    before = lineage(tmp_path).before[0]
    flip(current(tmp_path) / "columns" / "page.npy")
    CliRunner().invoke(main, ["check", "--repair", "--index", str(tmp_path)])
    assert before == lineage(tmp_path).current


@pytest.mark.parametrize("content", [None, b"", b"rubbish"])
def test_where_only_the_pointer_is_damaged_the_newest_that_is_whole_answers(
    rostrum: Run, index_dir: Path, content: bytes | None
) -> None:
    newest = lineage(index_dir).current
    (index_dir / "CURRENT").unlink()
    if content is not None:
        (index_dir / "CURRENT").write_bytes(content)
    done = rostrum("check")
    assert (1, True) == (done.exit_code, "rostrum check --repair" in done.output)
    assert 0 == rostrum("check", "--repair").exit_code
    assert newest == lineage(index_dir).current


def test_a_rollback_has_the_generation_before_answer(rostrum: Run, index_dir: Path) -> None:
    newest, (before, _) = lineage(index_dir).current, lineage(index_dir).before
    done = rostrum("rollback")
    assert (0, True) == (done.exit_code, f"{before} answers again" in done.output)
    assert f"rollback --to {newest}" in done.output
    assert (before, 2) == (lineage(index_dir).current, documents(index_dir))


def test_a_rollback_can_be_undone(rostrum: Run, index_dir: Path) -> None:
    before = lineage(index_dir)
    rostrum("rollback")
    assert 0 == rostrum("rollback", "--to", before.current).exit_code
    assert (before, 3) == (lineage(index_dir), documents(index_dir))


def test_the_run_after_a_rollback_builds_upon_what_answers(
    rostrum: Run, index_dir: Path, archive: Path
) -> None:
    newest, (before, first) = lineage(index_dir).current, lineage(index_dir).before
    rostrum("rollback")
    report = build([archive], index_dir)
    assert (1, 2) == (report.extracted, report.unchanged)
    assert Lineage(report.version, (before, first)) == lineage(index_dir)
    assert report.version > newest
    assert not generation_path(index_dir, newest).exists()
    rostrum("rollback")
    assert before == lineage(index_dir).current


def test_a_run_that_changes_nothing_leaves_what_was_set_aside(
    rostrum: Run, index_dir: Path, archive: Path
) -> None:
    rostrum("rollback")
    (archive / "2.jsonl").unlink()
    assert not build([archive], index_dir).changed
    assert 0 == rostrum("check").exit_code
    assert 3 == len(lineage(index_dir).all)


def test_a_rollback_never_leads_to_a_damaged_generation(rostrum: Run, index_dir: Path) -> None:
    before, first = lineage(index_dir).before
    flip(generation_path(index_dir, before) / "columns" / "page.npy")
    done = rostrum("rollback")
    assert first == lineage(index_dir).current
    assert "Passed over" in done.output


def test_where_nothing_is_before_a_rollback_is_refused(rostrum: Run, index_dir: Path) -> None:
    for _ in range(2):
        rostrum("rollback")
    done = rostrum("rollback")
    assert (1, True) == (done.exit_code, "keeps no generation before" in done.output)
    with pytest.raises(CannotGoBack, match="keeps no generation 000009-deadbeef"):
        go_back(index_dir, Silence(), 1, "000009-deadbeef")


@pytest.mark.parametrize(
    "name", ["segments/0/documents/texts.zst", "columns/page.npy", "parallels/shared.npy"]
)
def test_damage_is_not_copied_into_a_new_generation(
    index_dir: Path, archive: Path, name: str
) -> None:
    flip(current(index_dir) / name)
    notices: list[str] = []
    for number in range(3, 12):
        add(archive, number)
        notices += build([archive], index_dir).notices
    (notice,) = notices
    assert notice.startswith("Everything was indexed anew: ")
    assert notice.endswith(f"{Path(name).name} is not what was written.")
    assert 0 == CliRunner().invoke(main, ["check", "--index", str(index_dir)]).exit_code
    assert 12 == documents(index_dir)
