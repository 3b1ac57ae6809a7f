"""What the documentation says is run, looked up and compared with what the program does."""

from __future__ import annotations

import re
import shlex
from configparser import ConfigParser
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner

from index.archive import Archive, Source
from rostrum import main
from search.language.examples import EXAMPLES
from search.language.fields import FIELDS
from search.language.grammar import parse
from web.operations import OPERATIONS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
DOCUMENTS = sorted(ROOT.glob("*.md"))
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def command_lines() -> list[tuple[str, list[str]]]:
    """The command lines of README's consoles, each with the output shown below it."""
    found: list[tuple[str, list[str]]] = []
    for console in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for line in console.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading of README, without its first two lines."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_commands_of_the_readme_work_and_print_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("ROSTRUM_INDEX", str(tmp_path / "index"))
    commands = command_lines()
    assert len(commands) >= 5
    for command, shown in commands:
        program, *arguments = shlex.split(command)
        assert "rostrum" == program
        result = CliRunner().invoke(main, arguments, env={"COLUMNS": "80", "ROSTRUM_JOBS": "1"})
        assert 0 == result.exit_code, result.output
        printed = [line.rstrip() for line in result.output.splitlines()]
        assert shown == printed[: len(shown)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(document: Path) -> None:
    targets = [target for target in LINK.findall(document.read_text()) if "://" not in target]
    assert [] == [target for target in targets if not (ROOT / target).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_modules_that_are_named_exist(document: Path) -> None:
    named = re.findall(r"`((?:index|search|web|tests)/[\w/.]+)`", document.read_text())
    assert [] == [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("command", main.commands.values(), ids=main.commands)
def test_every_command_and_option_is_in_the_readme(command: click.Command) -> None:
    section = README.split("## The command line")[1].split("\n## ")[0]
    assert f"`rostrum {command.name}" in section
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert any(f"`{name}" in section for name in parameter.opts), parameter.opts


def test_every_address_of_the_api_is_in_the_readme() -> None:
    paths = {
        re.sub(r"{(document_|other_)?(\w+)}", r"<\2>", operation.path) for operation in OPERATIONS
    }
    assert [] == sorted(path for path in paths if f"`{path}`" not in README)


def test_every_setting_of_archive_toml_is_in_the_readme() -> None:
    section = README.split("## Settings")[1]
    names = [field.name for type_ in (Archive, Source) for field in msgspec.structs.fields(type_)]
    assert [] == [name for name in names if name not in section]


def test_the_settings_shown_in_the_readme_can_be_read() -> None:
    example = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)[0]
    assert "The Valdoria Archive" == msgspec.toml.decode(example, type=Archive).title


def test_the_readme_has_the_examples_of_the_language_and_no_others() -> None:
    shown = [[f"`{example.query}`", example.finds] for example in EXAMPLES]
    assert shown == rows("The query language")
    for query in re.findall(r"`([^`]+)`", " ".join(example.finds for example in EXAMPLES)):
        if len(query) > 2 and query not in ("AND", "OR") and not query.endswith(":"):
            parse(query)


def test_the_readme_names_the_environment_variables_that_are_read_and_no_others() -> None:
    readers = (ROOT / "web" / "settings.py", ROOT / "search" / "opensearch" / "place.py")
    read = {name for path in readers for name in re.findall(r'"(ROSTRUM_\w+)"', path.read_text())}
    assert [] == sorted(name for name in read if name not in README)
    options = {
        f"ROSTRUM_{option.name}".upper()
        for command in main.commands.values()
        for option in command.params
    }
    named = set(re.findall(r"`(ROSTRUM_\w+)`", README)) - {"ROSTRUM_"}
    assert set() == named - read - options - {"ROSTRUM_INDEX"}


def test_every_dependency_has_its_reason_in_architecture() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg")
    required = setup["options"]["install_requires"].split()
    reasons = (ROOT / "ARCHITECTURE.md").read_text().lower()
    names = [re.split(r"[=>]", requirement)[0] for requirement in required]
    assert [] == [name for name in names if name not in reasons]


def test_every_field_of_the_language_has_an_example_that_parses() -> None:
    for field in FIELDS:
        parse(field.example)


def test_architecture_can_be_read_at_a_sitting() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text().splitlines()) < 150
