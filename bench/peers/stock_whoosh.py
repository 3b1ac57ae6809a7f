"""Whoosh as it is installed: its own codec, analyser, writer and searcher."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from whoosh import index
from whoosh.analysis.analyzers import StemmingAnalyzer
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.qparser.default import QueryParser
from whoosh.qparser.syntax import OrGroup
from whoosh.query.qcore import Query

from bench.peers.contract import TOP
from bench.questions import Question
from bench.records import Record, rows

WRITER_MEGABYTES = 256


class StockWhoosh:
    """Whoosh with a stemming analyser and no stop words."""

    @property
    def version(self) -> str:
        """The version of whoosh3."""
        return version("whoosh3")

    def build(self, records: Iterable[Record], folder: Path) -> None:
        """Add every passage with one writer, and commit."""
        folder.mkdir(parents=True)
        writer = index.create_in(str(folder), _schema()).writer(limitmb=WRITER_MEGABYTES)
        for row in rows(records):
            writer.add_document(**row._asdict())
        writer.commit()

    def open(self, folder: Path) -> AnsweringWhoosh:
        """A searcher over the index."""
        return AnsweringWhoosh(folder)


class AnsweringWhoosh:
    """An open Whoosh index."""

    def __init__(self, folder: Path) -> None:
        self._index = index.open_dir(str(folder))
        self._searcher = self._index.searcher()
        self._all = QueryParser("text", self._index.schema)
        self._any = QueryParser("text", self._index.schema, group=OrGroup)

    def top(self, question: Question) -> int | None:
        """The ten best, and the exact count."""
        query = self._query(question)
        return None if query is None else len(self._searcher.search(query, limit=TOP))

    def close(self) -> None:
        """Close the index."""
        self._searcher.close()  # type: ignore[no-untyped-call]
        self._index.close()  # type: ignore[no-untyped-call]

    def _query(self, question: Question) -> Query | None:
        words = " ".join(question.words)
        match question.form:
            case "all":
                written, parser = words, self._all
            case "any":
                written, parser = words, self._any
            case "phrase":
                written, parser = f'"{words}"', self._all
            case _:
                return None
        query: Query = parser.parse(written)
        return query


def _schema() -> Schema:
    return Schema(
        text=TEXT(analyzer=StemmingAnalyzer(stoplist=None, minsize=1), stored=True),
        document=NUMERIC(stored=True),
        day=NUMERIC(),
        source=ID(),
        agency=ID(),
        place=ID(),
    )
