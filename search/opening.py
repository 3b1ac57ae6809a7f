"""The open generation: shared by the searches that use it, closed when the last is done.

A reindex switches CURRENT to another generation. Searches that run keep what they opened; the
next one opens the new one, and the old one closes behind the last of its readers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexingError, NoIndex, SchemaMismatch
from index.generations import Generation, current_version, open_generation
from search.errors import EngineUnavailable
from search.evaluation import Evaluator
from search.lexicon import Lexicon
from search.postings import Postings


class Opened:
    """An open generation and what answers from it. `users` searches use it now."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.users = 0
        self.retired = False
        reader, columns = generation.reader, generation.columns
        postings = Postings(reader)
        self.lexicon = Lexicon(reader, columns, postings.lock)
        self.evaluator = Evaluator(reader, postings, columns)

    def close_if_done(self) -> None:
        """Close the files of a generation that was replaced and that nobody uses any more."""
        if self.retired and not self.users:
            self.generation.close()


class Opening:
    """Opens the current generation of an index and notices when it changes."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._lock = threading.Lock()
        self._opened: Opened | None = None

    @contextmanager
    def current(self) -> Iterator[Opened]:
        """The current generation, open as long as it is used. Raises EngineUnavailable."""
        try:
            opened = self._enter()
            try:
                yield opened
            finally:
                self._leave(opened)
        except IndexingError as error:
            raise _unavailable(error) from error

    def close(self) -> None:
        """Close what is open, once nobody uses it."""
        with self._lock:
            self._retire()

    def _enter(self) -> Opened:
        with self._lock:
            version = current_version(self._index_dir)
            if self._opened is None or self._opened.generation.version != version:
                opened = Opened(open_generation(self._index_dir))
                self._retire()
                self._opened = opened
            self._opened.users += 1
            return self._opened

    def _leave(self, opened: Opened) -> None:
        with self._lock:
            opened.users -= 1
            opened.close_if_done()

    def _retire(self) -> None:
        if self._opened is not None:
            self._opened.retired = True
            self._opened.close_if_done()
            self._opened = None


def _unavailable(error: IndexingError) -> EngineUnavailable:
    codes = {NoIndex: "no_index", SchemaMismatch: "schema_mismatch"}
    return EngineUnavailable(codes.get(type(error), "damaged_index"), str(error))
