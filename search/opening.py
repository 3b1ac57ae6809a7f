"""The open generation: shared by the searches that use it, closed when the last is done.

A reindex switches CURRENT to another generation. Searches that run keep what they opened; the
next one opens the new one, and the old one closes behind the last of its readers.

A page asks for several things one after the other. Within `one_generation` all of them are
answered by the generation that answered the first, whatever CURRENT says meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from pathlib import Path

from index.commands.extraction_report import SourceExtraction, extraction_report
from index.errors import IndexingError, NoIndex, SchemaMismatch
from index.storage.generations import Generation, current_version, open_generation
from search.errors import EngineUnavailable
from search.evaluation.evaluator import Evaluator
from search.evaluation.finding import Sources
from search.grouping.stories import Stories
from search.language.syntax import Query
from search.occurrences.form_order import FormOrder
from search.translation import Translation, translate
from search.vocabulary.lexicon import Lexicon
from search.vocabulary.variants import widen


class Opened:
    """An open generation and what answers from it. `users` searches use it now."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.users = 0
        self.retired = False
        self.sources = Sources(generation)
        self.lexicon = Lexicon(self.sources.segments, generation.columns)
        self.evaluator = Evaluator(self.sources)
        self.form_order = FormOrder(self.sources.segments)

    def translated(self, query: Query, *, variants: bool) -> Translation:
        """A query for whoever evaluates it, with the spelling variants of the archive if wanted."""
        groups = self.generation.archive.variants if variants else ()
        widened, notices = widen(query, groups)
        translation = translate(widened, self.lexicon)
        return Translation(translation.query, notices + translation.notices)

    @cached_property
    def stories(self) -> Stories:
        """Which documents carry the same text."""
        return Stories(self.generation.parallels, self.generation.columns)

    @cached_property
    def extraction(self) -> tuple[SourceExtraction, ...]:
        """What extraction made of each source; takes a second the first time."""
        return extraction_report(self.generation)

    def close_if_done(self) -> None:
        """Close the files of a generation that was replaced and that nobody uses any more."""
        if self.retired and not self.users:
            self.generation.close()


_HELD: ContextVar[dict[Opening, Opened] | None] = ContextVar("held", default=None)
"""The generations that answer what this thread is asked now, each held open once."""


@contextmanager
def one_generation() -> Iterator[None]:
    """Whatever is asked for within is answered by one generation of each index."""
    held: dict[Opening, Opened] = {}
    token = _HELD.set(held)
    try:
        yield
    finally:
        _HELD.reset(token)
        for opening, opened in held.items():
            opening.leave(opened)


class Opening:
    """Opens the current generation of an index and notices when it changes."""

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._current = index_dir / "CURRENT"
        # One that is let go of by the collector of garbage may be so while another is entered.
        self._lock = threading.RLock()
        self._opened: Opened | None = None
        self._written: tuple[int, int] | None = None

    @contextmanager
    def current(self) -> Iterator[Opened]:
        """The current generation, open as long as it is used. Raises EngineUnavailable."""
        try:
            opened = self._enter()
            try:
                yield opened
            finally:
                self.leave(opened)
        except IndexingError as error:
            raise _unavailable(error) from error

    def close(self) -> None:
        """Close what is open, once nobody uses it."""
        with self._lock:
            self._retire()

    def leave(self, opened: Opened) -> None:
        """Use a generation no longer; it closes if it was replaced and nobody else uses it."""
        with self._lock:
            opened.users -= 1
            opened.close_if_done()

    def _enter(self) -> Opened:
        held = _HELD.get()
        with self._lock:
            opened = held.get(self) if held else None
            if opened is None:
                opened = self._latest()
                if held is not None:
                    held[self] = opened
                    opened.users += 1
            opened.users += 1
            return opened

    def _latest(self) -> Opened:
        """The generation that CURRENT names now."""
        written = _written(self._current)
        opened = self._opened
        if opened is None or written is None or written != self._written:
            opened = self._reopened(opened)
            self._written = written
        return opened

    def _reopened(self, opened: Opened | None) -> Opened:
        """The generation that CURRENT names, opened unless it is the one that is open."""
        version = current_version(self._index_dir)
        if opened is None or opened.generation.version != version:
            opened = Opened(open_generation(self._index_dir))
            self._retire()
            self._opened = opened
        return opened

    def _retire(self) -> None:
        if self._opened is not None:
            self._opened.retired = True
            self._opened.close_if_done()
            self._opened = None


def _written(path: Path) -> tuple[int, int] | None:
    """Tells one writing of a file from another without reading it; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _unavailable(error: IndexingError) -> EngineUnavailable:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PermissionError):
            return EngineUnavailable(
                "unavailable",
                f"The service may not read {cause.filename}. "
                "Whoever runs it gives its user leave to read all of the index.",
            )
        cause = cause.__cause__
    codes = {NoIndex: "no_index", SchemaMismatch: "schema_mismatch"}
    return EngineUnavailable(codes.get(type(error), "damaged_index"), str(error))
