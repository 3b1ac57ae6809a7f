"""The bulk writer: passages in, one sealed segment out, in bounded memory.

Words come as the numbers of a tokeniser, in the order in which they were first met, and go to a
file. Only when all are known can they be sorted, stemmed and ranked; then the row is read
again, a stretch at a time, to write it by rank and to invert it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from index import disk
from index.analysis import stems
from index.columnar import vocabulary
from index.columnar.array_files import mapped, save
from index.columnar.cutting import GAP
from index.columnar.inversion import Ranked, Run, RunFile, invert, merge, ranges, ranked
from index.columnar.lists_writing import Encoded, ListsWriter, encode, norms_of
from index.columnar.manifest import write_manifest
from index.columnar.overflow import OverflowWriter
from index.columnar.row import codes_of
from index.columnar.tokenising import Tokeniser

Array = NDArray[Any]
Task = TypeVar("Task")
Result = TypeVar("Result")

STRETCH = 1 << 21
"""Places of the row that are inverted at a time, at about 20 bytes each."""

_BATCH = 1024
"""Passages tokenised at a time by `write_segment`."""


def write_segment(folder: Path, passages: Iterable[str]) -> None:
    """Write the segment of some passages."""
    writer = SegmentWriter(folder)
    remaining = iter(passages)
    while texts := list(islice(remaining, _BATCH)):
        writer.add(writer.tokeniser.numbers(texts))
    writer.close()


class Numbering(Protocol):
    """Tells what the numbers of words mean, which count from 1."""

    def words(self) -> list[bytes]:
        """The words in the order of their numbers, as UTF-8."""
        ...

    def counts(self) -> NDArray[np.int64]:
        """int64[n+1]: how often each was added, by its number; 0 for GAP."""
        ...


class SegmentWriter:
    """Writes a segment of words numbered by its own tokeniser, or by another `numbering`.

    `threads` invert side by side, `stretch` places each.
    """

    def __init__(
        self,
        folder: Path,
        *,
        threads: int = 1,
        stretch: int = STRETCH,
        numbering: Numbering | None = None,
    ) -> None:
        disk.make_folder(folder)
        self._folder = folder
        self._threads = threads
        self._stretch = stretch
        self._row_path = folder / "row.tmp"
        self._row = disk.create(self._row_path)
        self._lengths: list[Array] = []
        self.tokeniser = Tokeniser()
        self._numbering = numbering or self.tokeniser
        self.passages = 0
        self.words = 0

    def add(self, numbers: Array) -> Array:
        """Add passages, as the tokeniser gives them.

        Returns how many words each has, int64.
        """
        self._row.write(numbers.data)
        lengths = np.diff(np.flatnonzero(numbers == GAP), prepend=-1) - 1
        self._lengths.append(lengths.astype(np.uint32))
        self.passages += len(lengths)
        self.words += len(numbers) - len(lengths)
        return lengths

    def close(self) -> None:
        """Write the segment: vocabularies, row, lists, and the manifest that seals it."""
        self._row.close()
        words = _Words(self._numbering)
        words.write(self._folder)
        starts = self._write_lengths()
        row = mapped(self._row_path, self.words + self.passages)
        with ThreadPoolExecutor(self._threads) as pool:
            runs = self._write_row(row, words, starts, pool)
            self._write_lists(runs, words, norms_of(np.diff(starts) - 1), pool)
        disk.remove(self._row_path)
        write_manifest(self._folder, self.passages, self.words)

    def _write_lengths(self) -> Array:
        """Write how long each passage is; the address of each one's first word, and the end's."""
        writer = OverflowWriter(self._folder, "lengths", np.uint8)
        lengths = np.concatenate([np.zeros(0, np.uint32), *self._lengths])
        writer.add(lengths)
        writer.close()
        starts = np.ones(len(lengths) + 1, np.int64)
        starts[1:] += np.cumsum(lengths.astype(np.int64) + 1)
        return starts

    def _write_row(
        self, row: Array, words: _Words, starts: Array, pool: ThreadPoolExecutor
    ) -> RunFile:
        """Write the row by rank; leaves a run of each of its stretches."""
        writer = OverflowWriter(self._folder, "row", np.uint16)
        writer.add(np.zeros(1, np.uint32))
        runs = RunFile(self._folder / "runs.tmp")
        rank_passages = np.zeros(len(words.number_rank), np.uint32)

        def work(stretch: tuple[int, int]) -> tuple[Ranked, Run]:
            first, last = stretch
            # Addresses count from 1, places in the file from 0.
            part = row[starts[first] - 1 : starts[last] - 1]
            found = invert(part, words.number_stem, words.number_code, words.stems, first)
            return ranked(part, words.number_rank), found

        stretches = ranges(np.diff(starts), self._stretch)
        for found, run in _ahead(pool, work, stretches, self._threads):
            writer.add(found.ranks)
            rank_passages += found.rank_passages
            runs.add(run)
        writer.close()
        save(self._folder, form_passages=rank_passages[words.form_rank])
        return runs

    def _write_lists(
        self, file: RunFile, words: _Words, norms: Array, pool: ThreadPoolExecutor
    ) -> None:
        """Merge the runs into the lists of stems."""
        runs = file.runs()
        writer = ListsWriter(self._folder)

        def work(stems: tuple[int, int]) -> Encoded:
            return encode(merge([run.part(*stems) for run in runs], *stems), norms)

        stretches = ranges(words.stem_occurrences, self._stretch)
        for encoded in _ahead(pool, work, stretches, self._threads):
            writer.add(encoded)
        writer.close()
        file.remove()


class _Words:
    """All words of a segment once they are known: sorted, stemmed and ranked by frequency.

    number_rank, number_stem: uint32, by the number of a word in order of arrival; GAP has rank
    0, and no stem. number_code: uint8, likewise, its code in lists. form_rank: uint32[F].
    stem_occurrences: int64.
    """

    def __init__(self, numbering: Numbering) -> None:
        words = numbering.words()
        # Where the n-th word of the sorted forms came in the order of arrival.
        number = np.array(sorted(range(len(words)), key=words.__getitem__), np.int64) + 1
        self._forms = [words[n - 1].decode() for n in number.tolist()]
        stemmed = stems(self._forms)
        self._stems = sorted(set(stemmed))
        stem_number = {word: n for n, word in enumerate(self._stems)}
        self._form_stem = np.fromiter(map(stem_number.__getitem__, stemmed), np.uint32)
        self._occurrences = numbering.counts()[number]
        by_frequency = np.argsort(-self._occurrences, kind="stable")
        self._rank_form = np.concatenate(([len(number)], by_frequency)).astype(np.uint32)
        self.stems = len(self._stems)
        self.number_rank = np.zeros(len(number) + 1, np.uint32)
        self.number_rank[number[by_frequency]] = np.arange(1, len(number) + 1)
        self.form_rank = self.number_rank[number]
        self.number_stem = np.zeros(len(number) + 1, np.uint32)
        self.number_stem[number] = self._form_stem
        self.number_code = np.zeros(len(number) + 1, np.uint8)
        of_stem = self._form_stem[by_frequency]
        self.number_code[number[by_frequency]] = codes_of(of_stem, self.stems)
        self.stem_occurrences = np.bincount(
            self._form_stem, self._occurrences, minlength=self.stems
        ).astype(np.int64)

    def write(self, folder: Path) -> None:
        """Write the vocabularies, and how forms and stems belong together."""
        forms_text, forms_start = vocabulary.encode(self._forms)
        stems_text, stems_start = vocabulary.encode(self._stems)
        stem_forms = np.argsort(self._form_stem, kind="stable")
        first_forms = np.searchsorted(self._form_stem[stem_forms], np.arange(self.stems + 1))
        save(
            folder,
            forms_text=forms_text, forms_start=forms_start,
            stems_text=stems_text, stems_start=stems_start,
            form_stem=self._form_stem,
            stem_forms=stem_forms.astype(np.uint32),
            stem_forms_start=first_forms.astype(np.uint32),
            rank_form=self._rank_form,
        )  # fmt: skip


def _ahead(
    pool: ThreadPoolExecutor, work: Callable[[Task], Result], tasks: Iterable[Task], ahead: int
) -> Iterator[Result]:
    """The results of tasks in order, with only so many under way, since each takes memory."""
    waiting: deque[Future[Result]] = deque()
    for task in tasks:
        waiting.append(pool.submit(work, task))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
