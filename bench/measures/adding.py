"""What it costs to add a few documents to a large archive, against building it all.

Here the archive is a folder of captures, as it is for those who use it, and what is timed is
the whole of `rostrum index`: finding out what changed, extraction, indexing, publishing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import msgspec

from bench.building import index_captures_apart
from bench.corpora import Corpus
from bench.records import Record, read_records
from bench.rows import Row

AIM = 0.05


def rows(corpus: Corpus, folder: Path, added: int) -> list[Row]:
    """Building an archive from its captures, then adding documents to it."""
    shutil.rmtree(folder, ignore_errors=True)
    captures, index = folder / "captures", folder / "index"
    captures.mkdir(parents=True)
    kept = corpus.documents - added
    _write(islice(read_records(corpus.path), kept), captures / "archive.jsonl")
    whole = index_captures_apart(captures, index)
    _write(islice(read_records(corpus.path), kept, None), captures / "new.jsonl")
    more = index_captures_apart(captures, index)
    speed = corpus.text_bytes / whole.seconds / 1e6
    return [
        Row(
            corpus=corpus.name,
            subject=f"adding {added} documents to {kept:,}",
            against="building it all",
            figure=more.seconds / whole.seconds,
            aim=AIM,
            ours=f"{more.seconds:.2f} s",
            theirs=f"{whole.seconds:.2f} s",
        ),
        Row(
            corpus=corpus.name,
            subject="indexing from captures, extraction and all",
            against="",
            figure=speed,
            unit="MB/s",
            note=f"peak {whole.peak / 2**20:.0f} MiB",
        ),
    ]


def _write(records: Iterable[Record], path: Path) -> None:
    """Records as a scraper would have left them: the text in one piece."""
    with path.open("wb") as file:
        for record in records:
            values = msgspec.structs.asdict(record)
            values["text"] = "\n\n".join(values.pop("paragraphs"))
            file.write(msgspec.json.encode(values) + b"\n")
