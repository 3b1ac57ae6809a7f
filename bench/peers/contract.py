"""What a peer has to be able to do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from bench.narrowing import Narrowing
from bench.questions import Question
from bench.records import Record

FACETS = ("source", "agency", "place")
"""What is counted where facets are asked for."""

CORES = 2
"""How many cores every engine may index on."""

TOP = 10
"""How many results are asked for."""

SNIPPET_CHARACTERS = 320


class Answering(Protocol):
    """An open index. Every method but `close` gives the number of passages found."""

    def top(self, question: Question) -> int | None:
        """The ten best and the exact count; None for what the engine cannot be asked."""
        ...

    def close(self) -> None:
        """Close its files."""
        ...


class AnsweringWhole(Answering, Protocol):
    """An open index of an engine that all questions can be put to."""

    def narrowed(self, question: Question, by: Narrowing) -> int | None:
        """The same within a keyword and a range of days, with three facets."""
        ...

    def whole(self, question: Question) -> int | None:
        """Parse, search, count, fetch ten documents, with snippets."""
        ...


class Peer(Protocol):
    """An engine."""

    @property
    def version(self) -> str:
        """The version installed."""
        ...

    def build(self, records: Iterable[Record], folder: Path) -> None:
        """Index records into a new folder: durable, searchable, text stored."""
        ...

    def open(self, folder: Path) -> Answering:
        """Open what was built."""
        ...
