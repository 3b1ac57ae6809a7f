"""Where the records of a benchmark come from: a file someone names, or the synthetic corpus.

A file is one `rostrum index` would read (JSON Lines, compressed or not). It is cut into
documents and paragraphs by our own extraction, once and before anything is timed, so that all
engines index the same passages. A record's own `kind` stands in for a missing agency, so that
there is a keyword of several values to filter by and to count.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from bench.records import Record, texts, write_records
from bench.synthetic import synthetic
from index.archive import Archive
from index.building.pool import try_extract
from index.documents import Capture, Extraction, Failure
from index.reading.captures import read_file


class Corpus(NamedTuple):
    """Records in a file, and how much there is of them; `text_bytes` is the text as UTF-8."""

    name: str
    path: Path
    documents: int
    passages: int
    text_bytes: int


def corpus_of(
    records: Iterator[Record], name: str, folder: Path, passages: int | None = None
) -> Corpus:
    """Write records into a folder, no more passages than asked for, and count them."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.jsonl"
    counted = _Counted(passages)
    write_records(takewhile(counted.counts, records), path)
    return Corpus(name, path, counted.documents, counted.passages, counted.text_bytes)


def from_file(source: Path, folder: Path, passages: int | None = None) -> Corpus:
    """The corpus in a file of captures."""
    return corpus_of(_records(source), source.name.split(".")[0], folder, passages)


def from_seed(passages: int, seed: int, folder: Path) -> Corpus:
    """The synthetic corpus of a seed."""
    return corpus_of(synthetic(passages, seed), f"synthetic-{passages}", folder)


class _Counted:
    """Counts records as they pass, up to a number of passages."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self.documents = self.passages = self.text_bytes = 0

    def counts(self, record: Record) -> bool:
        """Count a record, unless there are enough."""
        if self._most is not None and self.passages >= self._most:
            return False
        found = texts(record)
        self.documents += 1
        self.passages += len(found)
        self.text_bytes += sum(len(text.encode()) for text in found)
        return True


def _records(source: Path) -> Iterator[Record]:
    archive = Archive()
    for capture in read_file(source, source.parent, archive):
        if isinstance(capture, Capture):
            yield from _extracted(capture, archive)


def _extracted(capture: Capture, archive: Archive) -> Iterator[Record]:
    extraction: Extraction | Failure = try_extract(capture, archive, lambda found: found)
    if isinstance(extraction, Failure):
        return
    for document in extraction.documents:
        yield Record(
            id=document.id,
            title=document.title or "",
            date=str(document.date or ""),
            source=document.source or "",
            agency=document.agency or capture.fields.get("kind", ""),
            place=document.place or "",
            paragraphs=document.paragraphs,
        )
