"""What it costs to add a few documents to a large archive, against building it all.

Here the archive is a folder of captures, as it is for those who use it, and what is timed is
the whole of `rostrum index`: finding out what changed, extraction, indexing, publishing.
"""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

from bench.building import index_captures_apart
from bench.corpora import Corpus
from bench.records import read_records, write_captures
from bench.rows import Row

AIM = 0.05


def rows(corpus: Corpus, folder: Path, added: int) -> list[Row]:
    """Building an archive from its captures, then adding documents to it."""
    shutil.rmtree(folder, ignore_errors=True)
    captures, index = folder / "captures", folder / "index"
    captures.mkdir(parents=True)
    kept = corpus.documents - added
    write_captures(islice(read_records(corpus.path), kept), captures / "archive.jsonl")
    whole = index_captures_apart(captures, index)
    write_captures(islice(read_records(corpus.path), kept, None), captures / "new.jsonl")
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
