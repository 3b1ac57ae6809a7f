"""Our own engine, through its public API and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from bench.narrowing import Narrowing
from bench.peers.contract import CORES, FACETS, TOP
from bench.questions import Question
from bench.records import Record, document
from index.building.build import build_from_documents
from search.embedded import EmbeddedEngine
from search.requests import SearchRequest


class Embedded:
    """Rostrum's embedded engine."""

    @property
    def version(self) -> str:
        """Rostrum's version."""
        return version("rostrum")

    def build(self, records: Iterable[Record], folder: Path) -> None:
        """Index records as documents that a program brings along.

        Without parallels, for no other engine looks for any.
        """
        build_from_documents(map(document, records), folder, jobs=CORES, parallels=False)

    def open(self, folder: Path) -> AnsweringEmbedded:
        """An engine over the index."""
        return AnsweringEmbedded(EmbeddedEngine(folder))


class AnsweringEmbedded:
    """Our engine. The ranking of a request parses and searches; `whole` also cuts the snippets."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self._engine = engine

    def top(self, question: Question) -> int:
        """The ten best passages, by number, and the exact count."""
        return self._ranked(SearchRequest(query=written(question), group="passage", limit=TOP))

    def narrowed(self, question: Question, by: Narrowing) -> int:
        """The same within a keyword and a range of days, with facets of documents."""
        return self._ranked(
            SearchRequest(
                query=f'({written(question)}) agency:"{by.agency}"',
                date_from=by.first,
                date_to=by.last,
                group="passage",
                limit=TOP,
                facets=FACETS,
            )
        )

    def whole(self, question: Question) -> int:
        """Ten documents with their best passages, and facets."""
        request = SearchRequest(query=written(question), limit=TOP, facets=FACETS)
        return self._engine.search(request).total.passages

    def close(self) -> None:
        """Close its files."""
        self._engine.close()

    def _ranked(self, request: SearchRequest) -> int:
        return self._engine.ranking(request).passages


def written(question: Question) -> str:
    """A question in our query language."""
    form, words, distance = question
    match form:
        case "all":
            return " ".join(words)
        case "any":
            return " OR ".join(words)
        case "phrase":
            return f'"{" ".join(words)}"'
        case "ordered":
            return f'"{" ".join(words)}"~{distance}'
        case "prefix":
            return f"{words[0]}*"
        case "fuzzy":
            return f"{words[0]}~{distance}"
