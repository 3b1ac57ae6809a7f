"""Sorting the postings of a segment: by field, term and passage, in bounded memory.

Whoosh's own pool sorts every posting. Passages are added in order, so the postings of a term
already are in order; only the terms need sorting.
"""

from __future__ import annotations

import heapq
import marshal
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

Prepared = list[tuple[bytes, float, bytes]]
"""Terms of one field of one passage: term, weight, and positions as the format encodes them."""

Posting = tuple[str, bytes, int, float, bytes]
"""Field, term, passage number, weight, encoded positions."""

_Entry = tuple[tuple[str, bytes], list[Any]]
"""A field and term, with passage, weight and positions of each of its postings in a row."""

MEMORY_POSTINGS = 3_000_000
"""Postings held before a run of them goes to disk, at 50 to 70 bytes each."""


class PostingPool:
    """Takes postings in the order of passages and gives them back by field and term.

    It stands in for `whoosh.writing.PostingPool`: `iter_postings` and `cleanup` are what
    Whoosh calls when it writes a segment.
    """

    def __init__(self, folder: Path, limit: int = MEMORY_POSTINGS) -> None:
        """Hold `limit` postings in memory; more go to unnamed files in `folder`."""
        self._folder = folder
        self._limit = limit
        self._held = 0
        self._fields: dict[str, defaultdict[bytes, list[Any]]] = {}
        self._runs: list[IO[bytes]] = []
        self._files = ExitStack()

    def add(self, field: str, passage: int, prepared: Prepared) -> None:
        """Add the terms of one field of a passage, which is no earlier than those before."""
        terms = self._fields.get(field)
        if terms is None:
            terms = self._fields[field] = defaultdict(list)
        for term, weight, positions in prepared:
            terms[term] += (passage, weight, positions)
        self._held += len(prepared)
        if self._held >= self._limit:
            self._write_run()

    def iter_postings(self) -> Iterator[Posting]:
        """All postings, by field, then term, then passage."""
        runs = [self._read_run(run) for run in self._runs]
        runs.append(self._entries())
        # heapq.merge is stable: of one term, the postings of an earlier run come first.
        entries = heapq.merge(*runs, key=itemgetter(0)) if len(runs) > 1 else runs[0]
        for (field, term), flat in entries:
            values = iter(flat)
            for passage, weight, positions in zip(values, values, values, strict=True):
                yield field, term, passage, weight, positions

    def cleanup(self) -> None:
        """Let go of the runs on disk."""
        self._files.close()

    def _entries(self) -> Iterator[_Entry]:
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                yield (field, term), terms[term]

    def _write_run(self) -> None:
        file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - `cleanup` closes it.
        run = self._files.enter_context(file)
        for entry in self._entries():
            marshal.dump(entry, run)
        self._runs.append(run)
        self._fields.clear()
        self._held = 0

    def _read_run(self, run: IO[bytes]) -> Iterator[_Entry]:
        run.seek(0)
        while True:
            try:
                yield marshal.load(run)
            except EOFError:
                return
