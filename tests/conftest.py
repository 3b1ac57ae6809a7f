"""What many tests share: a small invented archive, the index of it, and the application."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from index.building.build import build
from search.embedded import EmbeddedEngine
from web import create_app
from web.settings import Settings

# How long an example takes says more of the machine than of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SPEECHES: list[dict[str, str]] = [
    {
        "id": "causeway",
        "title": "Address on the long causeway",
        "date": "2019-11-09",
        "source": "Office of the President",
        "speaker": "Mara Torvane",
        "place": "Saltmere",
        "kind": "speech",
        "language": "en",
        "url": "https://president.valdoria.example/speeches/causeway",
        "text": "Citizens of Saltmere, the long causeway will be open before the winter storms.\n\n"
        "We shall not ask the dockers to pay for it. The harbour tolls will be halved.\n\n"
        "I have heard the word promise too often in this republic; today I bring a date.",
    },
    {
        "id": "tolls",
        "title": "Harbour tolls to be halved, Torvane says",
        "date": "2019-11-10",
        "source": "The Ostrel Herald",
        "place": "Ostrel",
        "kind": "report",
        "language": "en",
        "url": "https://herald.valdoria.example/2019/11/10/tolls",
        "text": "On Saturday President Mara Torvane said that the harbour tolls will be halved.\n\n"
        'The opposition called the promise "a bridge of words" and asked for the figures.',
    },
    {
        "id": "strike",
        "title": "Dockers walk off at Saltmere",
        "date": "2017-03-15",
        "source": "The Ostrel Herald",
        "place": "Saltmere",
        "kind": "report",
        "language": "en",
        "url": "https://herald.valdoria.example/2017/03/15/dockers",
        "text": "Some two hundred dockers left the quays on Tuesday over the harbour tolls.\n\n"
        "A union delegate said that nobody would load a ship before the tolls were discussed.",
    },
    {
        "id": "letter",
        "title": "A letter about gulls",
        "source": "The Island Packet",
        "kind": "letter",
        "language": "en",
        "text": "Sir, the gulls of the fish market have learned to open parcels <b>& worse</b>.",
    },
]


def _bulletins() -> list[dict[str, str]]:
    """Enough short reports to page through."""
    return [
        {
            "id": f"tides-{month:02d}",
            "title": f"Tide bulletin number {month}",
            "date": f"2020-{month:02d}",
            "source": "Harbour Board",
            "kind": "report",
            "language": "en",
            "text": f"High water at the mole of Ostrel stood {month} hands above the mark.",
        }
        for month in range(1, 13)
    ]


@pytest.fixture(scope="session")
def archive_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of captures: four texts of an invented island republic, and twelve bulletins."""
    folder = tmp_path_factory.mktemp("archive")
    for name, records in (("speeches", SPEECHES), ("bulletins", _bulletins())):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "archive.toml").write_text('title = "Papers of Valdoria"\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def index_dir(archive_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the archive, built once; tests only read it."""
    folder = tmp_path_factory.mktemp("index") / "index"
    build([archive_dir], folder)
    return folder


@pytest.fixture(scope="session")
def engine(index_dir: Path) -> Iterator[EmbeddedEngine]:
    """The engine over the index."""
    with closing(EmbeddedEngine(index_dir)) as found:
        yield found


@pytest.fixture
def app(index_dir: Path, engine: EmbeddedEngine) -> Flask:
    """The application as it is served, over the index."""
    application = create_app(Settings(index=index_dir), engine)
    application.testing = True
    return application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser or program that asks the application, without a network."""
    return app.test_client()


@pytest.fixture
def empty_app(tmp_path: Path) -> Flask:
    """The application where nothing has been indexed yet."""
    application = create_app(Settings(index=tmp_path / "none"))
    application.testing = True
    return application


@pytest.fixture
def runner() -> CliRunner:
    """Runs commands of the command line in this process."""
    return CliRunner()
