"""SQLite FTS5 with its Porter stemmer: the text in the full-text table, the rest beside it.

It knows neither exact forms beside stems nor near spellings, and its NEAR has no order, so
not every question can be put to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from bench.peers.contract import TOP
from bench.questions import Question
from bench.records import Record, rows

_TABLES = """
CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE facts (
    passage INTEGER PRIMARY KEY, document INTEGER, day INTEGER, source TEXT, agency TEXT, place TEXT
);
"""
FILE_NAME = "index.sqlite"


class Fts5:
    """SQLite's full-text search."""

    @property
    def version(self) -> str:
        """The version of SQLite."""
        return sqlite3.sqlite_version

    def build(self, records: Iterable[Record], folder: Path) -> None:
        """Insert every passage in one transaction, committed to the disk."""
        folder.mkdir(parents=True)
        with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
            connection.executescript(_TABLES)
            facts: list[tuple[object, ...]] = []
            connection.executemany(
                "INSERT INTO passages (rowid, text) VALUES (?, ?)", _texts(records, facts)
            )
            connection.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)", facts)
            connection.commit()

    def open(self, folder: Path) -> AnsweringFts5:
        """A connection to the database."""
        return AnsweringFts5(folder / FILE_NAME)


def _texts(records: Iterable[Record], facts: list[tuple[object, ...]]) -> Iterator[tuple[int, str]]:
    """Numbered texts; what else there is of each passage is added to `facts`."""
    for number, (document, text, *others) in enumerate(rows(records), start=1):
        facts.append((number, document, *others))
        yield number, text


class AnsweringFts5:
    """An open database."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)

    def top(self, question: Question) -> int | None:
        """The ten best by rank, then the count, which is another query."""
        match = _written(question)
        if match is None:
            return None
        self._connection.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (match, TOP)
        ).fetchall()
        count: int = self._connection.execute(
            "SELECT count(*) FROM passages WHERE passages MATCH ?", (match,)
        ).fetchone()[0]
        return count

    def facts(self) -> list[tuple[object, ...]]:
        """What is stored of each passage beside its text, in order."""
        return self._connection.execute("SELECT * FROM facts ORDER BY passage").fetchall()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()


def _written(question: Question) -> str | None:
    quoted = [f'"{word}"' for word in question.words]
    match question.form:
        case "all":
            return " AND ".join(quoted)
        case "any":
            return " OR ".join(quoted)
        case "phrase":
            return f'"{" ".join(question.words)}"'
        case "prefix":
            return f"{quoted[0]}*"
    return None
