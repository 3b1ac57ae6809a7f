"""The commands `index`, `extract` and `stats`: what they print and how they fail."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from index.__main__ import COMMANDS
from index.building.locking import writer_lock
from index.building.progress import Bars, Lines, Silence, Stage, watched
from index.commands.report import Report, print_report
from index.documents import Failure

NAMES = {command.name: command for command in COMMANDS}
PAGE = """<html><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>The gale at Ostrel</h1><p>Ostrel, March 3 — The gale of Tuesday night broke nineteen
stones out of the northern mole, and the lower quay is closed until the masons have been.</p>
<p>Nobody was hurt, said the harbour master, but the fish market has lost its roof.</p></article>
</body></html>"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two records of which one is broken, and a page."""
    folder = tmp_path / "archive"
    folder.mkdir()
    record = {"title": "Tides", "date": "1931-02-03", "source": "Board", "text": "High at six."}
    (folder / "bulletins.jsonl").write_text(json.dumps(record) + "\n{broken\n")
    (folder / "gale.html").write_text(PAGE)
    return folder


def run(runner: CliRunner, name: str, *arguments: object, **environment: str) -> Result:
    return runner.invoke(NAMES[name], [str(a) for a in arguments], env=environment)


def test_index_prints_a_table_and_the_failures_with_their_reason(
    runner: CliRunner, archive: Path, tmp_path: Path
) -> None:
    result = run(runner, "index", archive, "--index", tmp_path / "i", "--jobs", 1)
    assert 0 == result.exit_code
    rows = {line.split("  ")[1].strip(): line.split()[-1] for line in result.stdout.splitlines()
            if line.startswith("  ") and line.strip()}  # fmt: skip
    assert ("3", "2") == (rows["captures read"], rows["documents"])
    for word in ("bulletins.jsonl", "line 2", "bad_json"):
        assert word in result.stdout


def test_index_prints_its_report_as_json(runner: CliRunner, archive: Path, tmp_path: Path) -> None:
    result = run(runner, "index", archive, "--index", tmp_path / "i", "--json")
    report = json.loads(result.stdout)
    assert (3, 2, ["bad_json"]) == (
        report["captures"], report["documents"], [f["reason"] for f in report["failures"]]
    )  # fmt: skip
    assert "" == result.stderr


def test_want_of_memory_is_told_without_a_traceback(
    runner: CliRunner, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("index.__main__.build", exhausted)
    result = run(runner, "index", archive, "--index", tmp_path / "i")
    assert 1 == result.exit_code
    assert "Error: There is not enough memory for this." in result.output


def test_index_is_silent_where_asked(runner: CliRunner, archive: Path, tmp_path: Path) -> None:
    result = run(runner, "index", archive, "--index", tmp_path / "i", "--quiet")
    assert ("", 0) == (result.output, result.exit_code)


def test_index_exits_with_1_for_failures_only_where_strict(
    runner: CliRunner, archive: Path, tmp_path: Path
) -> None:
    assert 1 == run(runner, "index", archive, "--index", tmp_path / "i", "--strict").exit_code
    (archive / "bulletins.jsonl").unlink()
    assert 0 == run(runner, "index", archive, "--index", tmp_path / "i", "--strict").exit_code


def test_index_says_when_nothing_has_changed(
    runner: CliRunner, archive: Path, tmp_path: Path
) -> None:
    for said in (False, True):
        result = run(runner, "index", archive, "--index", tmp_path / "i")
        assert said == ("Nothing has changed" in result.stdout)


def test_a_missing_path_is_an_error_in_one_line(runner: CliRunner, tmp_path: Path) -> None:
    result = run(runner, "index", tmp_path / "nowhere", "--index", tmp_path / "i")
    assert (1, "") == (result.exit_code, result.stdout)
    assert f"Error: {tmp_path}/nowhere does not exist. Name a folder or file to index.\n" == (
        result.stderr
    )


def test_a_second_run_is_told_who_is_building(
    runner: CliRunner, archive: Path, tmp_path: Path
) -> None:
    with writer_lock(tmp_path / "i"):
        result = run(runner, "index", archive, "--index", tmp_path / "i")
    assert 1 == result.exit_code
    assert result.stderr.startswith("Error: Process ")


def test_what_the_system_refuses_is_an_error_too(
    runner: CliRunner, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run(runner, "index", archive, "--index", tmp_path / "file" / "i")
    assert (1, True) == (result.exit_code, result.stderr.startswith("Error: "))


def test_wrong_usage_exits_with_2(runner: CliRunner) -> None:
    assert 2 == run(runner, "index").exit_code
    assert 2 == run(runner, "index", ".", "--jobs", "0").exit_code


def test_stats_counts_documents_by_source(runner: CliRunner, archive: Path, tmp_path: Path) -> None:
    run(runner, "index", archive, "--index", tmp_path / "i")
    found = json.loads(run(runner, "stats", "--json", ROSTRUM_INDEX=str(tmp_path / "i")).stdout)
    board = {"source": "Board", "documents": 1, "passages": 2, "undated": 0,
             "first": "1931-02-03", "last": "1931-02-03", "months": {"1931-02": 1}}  # fmt: skip
    assert board in found["sources"]
    assert (3, 2, 1) == (found["captures"], found["documents"], len(found["failures"]))
    assert found["bytes"] > 0
    told = run(runner, "stats", "--index", tmp_path / "i").stdout
    assert "Board" in told
    assert "2 documents" in told


def test_stats_lists_all_failures(runner: CliRunner, archive: Path, tmp_path: Path) -> None:
    run(runner, "index", archive, "--index", tmp_path / "i")
    told = run(runner, "stats", "--index", tmp_path / "i", "--failures").stdout
    assert "bulletins.jsonl" in told
    (archive / "bulletins.jsonl").unlink()
    run(runner, "index", archive, "--index", tmp_path / "i")
    told = run(runner, "stats", "--index", tmp_path / "i", "--failures").stdout
    assert "No capture failed.\n" == told


def test_stats_without_an_index_says_how_to_make_one(runner: CliRunner, tmp_path: Path) -> None:
    result = run(runner, "stats", "--index", tmp_path / "none")
    assert (1, True) == (result.exit_code, "rostrum index PATH" in result.stderr)


def test_extract_shows_every_block_kept_or_stripped(runner: CliRunner, archive: Path) -> None:
    lines = run(runner, "extract", archive / "gale.html").stdout.splitlines()
    assert any(line.startswith("+ ") and "nineteen stones" in line for line in lines)
    assert any(line.startswith("- ") and "Sport" in line for line in lines)
    assert any("title" in line and "The gale at Ostrel" in line for line in lines)


def test_extract_tells_the_score_of_a_block_in_words_and_in_json(
    runner: CliRunner, archive: Path
) -> None:
    page = archive / "gale.html"
    lines = run(runner, "extract", page).stdout.splitlines()
    assert any(re.search(r"\[furniture, score 0\.\d\d: ", line) for line in lines)
    (found,) = map(json.loads, run(runner, "extract", page, "--json").stdout.splitlines())
    scores = {one["kept"]: one["score"] for one in found["extraction"]["blocks"]}
    assert 0 <= scores[False] < scores[True] <= 1


def test_extract_is_in_colour_in_a_terminal_and_plain_elsewhere(
    runner: CliRunner, archive: Path
) -> None:
    page = archive / "gale.html"
    assert "\x1b" not in run(runner, "extract", page).stdout
    coloured = run(runner, "extract", page, FORCE_COLOR="1", TERM="xterm").stdout
    assert "\x1b[32m+ \x1b[0mOstrel, March 3" in coloured
    assert "\x1b[31m- \x1b[0m\x1b[31mHome" in coloured
    assert "\x1b" not in run(runner, "extract", page, "--json", FORCE_COLOR="1").stdout


@pytest.mark.parametrize(("option", "signs"), [("kept", {"+"}), ("stripped", {"-"})])
def test_extract_shows_only_the_blocks_asked_for(
    runner: CliRunner, archive: Path, option: str, signs: set[str]
) -> None:
    page = archive / "gale.html"
    for result in (
        run(runner, "extract", page, f"--{option}"),
        run(runner, "extract", page, **{f"ROSTRUM_{option.upper()}": "1"}),
    ):
        lines = result.stdout.splitlines()
        assert signs == {line[0] for line in lines if line[:2] in ("+ ", "- ")}


def test_extract_prints_a_json_object_a_capture(runner: CliRunner, archive: Path) -> None:
    result = run(runner, "extract", archive, "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [("bulletins.jsonl", False), ("bulletins.jsonl", True), ("gale.html", False)] == [
        (capture["path"], capture["failure"] is not None) for capture in found
    ]
    assert "Tides" == found[0]["extraction"]["documents"][0]["title"]
    assert 1 == result.exit_code


def test_extract_says_why_a_capture_cannot_be_used(runner: CliRunner, archive: Path) -> None:
    result = run(runner, "extract", archive / "bulletins.jsonl")
    assert 1 == result.exit_code
    assert "bulletins.jsonl, line 2: " in result.stderr
    assert "(bad_json)" in result.stderr
    assert 1 == run(runner, "extract", archive / "none.txt").exit_code


def test_extract_uses_the_settings_of_the_archive_above_or_of_the_one_named(
    runner: CliRunner, archive: Path, tmp_path: Path
) -> None:
    deep = archive / "herald" / "1931"
    deep.mkdir(parents=True)
    page = (archive / "gale.html").rename(deep / "gale.html")
    (archive / "archive.toml").write_text('[[source]]\nname = "Herald"\npaths = ["herald/**"]\n')
    assert "Herald" in run(runner, "extract", page).stdout
    (tmp_path / "archive.toml").write_text('[[source]]\nname = "Gazette"\npaths = ["**"]\n')
    for named in (tmp_path, tmp_path / "archive.toml"):
        assert "Gazette" in run(runner, "extract", page, "--archive", named).stdout


def test_extract_lets_no_capture_command_the_terminal(runner: CliRunner, tmp_path: Path) -> None:
    text = "The lantern \x1b[31mred\x1b[0m was lit \x07 on the mole that night by the old keeper."
    (tmp_path / "a.txt").write_text(f"A lantern\n\n{text}\n")
    output = run(runner, "extract", tmp_path / "a.txt").output
    assert not {"\x1b", "\x07"} & set(output)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_can_be_set_in_the_environment(command: click.Command) -> None:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0].startswith("--")
            name = parameter.opts[0].removeprefix("--").upper()
            assert f"ROSTRUM_{name}" == parameter.envvar
            assert parameter.help


def test_python_m_index_is_the_command_index(archive: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "index", str(archive), "--index", str(tmp_path / "i")]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (0, True) == (done.returncode, "captures read" in done.stdout), done.stderr


REPORT = Report(
    version="000001-c0ffee00", changed=True, captures=30, unchanged=0, extracted=5, removed=0,
    failures=tuple(
        Failure(path=f"[bold]{n}.txt", reason="empty", message="holds no text") for n in range(25)
    ),
    documents=5, passages=50, words=1234, years_inferred=0, notices=("[b]Mind[/b] this.",),
    seconds=1.25,
)  # fmt: skip


def test_a_report_lists_the_first_failures_and_counts_the_rest() -> None:
    console = Console(file=StringIO(), width=100)
    print_report(REPORT, console)
    printed = console.file.getvalue() if isinstance(console.file, StringIO) else ""
    assert 20 == printed.count("holds no text")
    assert "and 5 more: rostrum stats --failures" in printed
    assert "[bold]0.txt" in printed
    assert "[b]Mind[/b] this." in printed


def test_a_stage_tells_its_rate_and_how_long_the_rest_will_take() -> None:
    stage = Stage("Reading", 10_000_000, "bytes", now=100.0)
    assert "" == stage.remaining(101.0)
    stage.advance(1_000_000, captures=50)
    assert ("10%", "10 captures/s, 0.2 MB/s", "about 45 s left") == (
        stage.share(), stage.rate(105.0), stage.remaining(105.0)
    )  # fmt: skip
    assert "about 1 min 30 s left" == stage.remaining(110.0)
    assert "100%" == Stage("Indexing", 0, "documents", now=0.0).share()


def test_lines_are_written_now_and_then() -> None:
    clock, written = [0.0], list[str]()
    lines = Lines(written.append, lambda: clock[0])
    lines.begin("Indexing", 100, "documents")
    for second in range(26):
        clock[0] = float(second)
        lines.advance(2)
    assert [
        "Indexing: 22%, 2 documents/s, about 35 s left",
        "Indexing: 42%, 2 documents/s, about 28 s left",
    ] == written


def test_a_terminal_gets_a_bar_a_pipe_lines_and_the_quiet_nothing() -> None:
    for terminal, quiet, kind in (
        (True, False, Bars), (False, False, Lines), (True, True, Silence)
    ):  # fmt: skip
        console = Console(file=StringIO(), force_terminal=terminal, width=100)
        with watched(console, quiet=quiet) as progress:
            assert isinstance(progress, kind)
            progress.begin("Reading", 100, "bytes")
            progress.advance(100, captures=1)
            progress.begin("Indexing", 0, "documents")
        output = console.file.getvalue() if isinstance(console.file, StringIO) else ""
        assert (kind is Bars) == ("Reading" in output)
