"""Strategies for archives that change, and all that an index of one says, to be compared."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from hypothesis import strategies as st
from whoosh.query.terms import Term
from whoosh.searching import Searcher

from index.commands.statistics import archive_report
from index.storage.generations import Generation, open_generation
from search.evaluation.finding import Sources

TEXTS = (
    "The gull and the terns of Ostrel toll the harbour bell at noon, and nobody minds.",
    "A causeway was carried across the sound, plank by plank, behind the first lantern.",
    "Tern.\n\nGulls, gulls, and a tall quay where the causeway was carried across the sound.",
)
SOURCES = (None, "Island Packet", "Ostrel Herald")


class Entry(NamedTuple):
    """A record of a file: its id, which of TEXTS and SOURCES it has, and what is told of it."""

    id: int
    text: int
    source: int
    kind: str


Archive = Mapping[str, list[Entry]]

entries = st.builds(
    Entry, st.integers(0, 3), st.integers(0, 2), st.integers(0, 2),
    st.sampled_from(["dated", "dated", "undated", "dateline", "untitled", "torn"]),
)  # fmt: skip
archives: st.SearchStrategy[Archive] = st.dictionaries(
    st.sampled_from(["a.jsonl", "b.jsonl", "c.jsonl"]), st.lists(entries, max_size=4), min_size=1
).filter(lambda archive: any(archive.values()))


def write_archive(folder: Path, archive: Archive) -> None:
    """The archive as a folder of files, in place of whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, own in archive.items():
        (folder / name).write_text("".join(f"{_line(entry)}\n" for entry in own))


def _line(entry: Entry) -> str:
    if entry.kind == "torn":
        return '{"id": '
    text = TEXTS[entry.text]
    record = {"id": f"r{entry.id}", "source": SOURCES[entry.source]}
    if entry.kind == "dateline":
        text = f"OSTREL, April 7 (Agency) -- {text}"
    elif entry.kind == "dated":
        record["date"] = f"{2019 + entry.source}-04-{9 + entry.text:02d}"
    if entry.kind != "untitled":
        record["title"] = f"Harbour {('gull', 'terns', 'quays')[entry.text]}"
    return json.dumps({**record, "text": text})


def said_of(index_dir: Path) -> dict[str, object]:
    """All that an index says of its archive, without what tells how it came about."""
    with closing(open_generation(index_dir)) as generation:
        documents = list(generation.documents.documents())
        ids = [document.id for document in documents]
        return {
            "documents": documents,
            "numbers": [ids.index(document.id) for document in documents],
            "by id": [_found(generation, name) for name in ids],
            "report": _without_history(generation),
            "columns": _columns(generation),
            "parallels": parallels_said(generation),
            "counts": _counts(generation),
            "postings": _postings(generation),
        }


def _found(generation: Generation, name: str) -> object:
    number = generation.documents.number_of(name)
    assert number is not None
    return generation.documents.get(number), generation.documents.blocks(number)


def _without_history(generation: Generation) -> object:
    report = archive_report(generation)
    return msgspec.structs.replace(report, bytes=0, built="", index_version="")


def _columns(generation: Generation) -> object:
    columns = generation.columns
    order = columns.in_reading_order()
    return (
        [columns.first_day[order].tolist(), columns.present[order].tolist()],
        {
            field: (column.values, column.codes[order].tolist())
            for field, column in columns.coded.items()
        },
        columns.passage_words.sum(),
        np.diff(columns.document_start)[order].tolist(),
    )


def parallels_said(generation: Generation) -> object:
    """Each pair by the ids of its documents and the numbers of its passages."""
    assert generation.parallels is not None
    columns = generation.columns

    def name(passage: int) -> tuple[str, int]:
        document = int(columns.passage_document[passage])
        return generation.documents.get(document).id, int(columns.numbers_of([passage])[0])

    found = zip(*(array.tolist() for array in generation.parallels.pairs()), strict=True)
    return sorted((*sorted((name(left), name(right))), shared) for left, right, shared in found)


def _counts(generation: Generation) -> object:
    """How many live passages hold each stem and each form."""
    stems: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for segment in Sources(generation).segments:
        for counter, stemmed in ((stems, True), (forms, False)):
            counts = segment.counts(stemmed=stemmed, titles=False)
            for word, count in zip(*counts, strict=True):
                counter[word] += count
    return +stems, +forms, min(stems.values(), default=0) >= 0


def _postings(generation: Generation) -> object:
    """What Whoosh's own searcher finds by each word of each field."""
    with Searcher(generation.reader) as searcher:
        return {
            (field, term): sorted(_hits(searcher, Term(field, term.decode())))
            for field in ("text", "exact", "title", "source", "has")
            for term in searcher.reader().lexicon(field)
            if any(True for _ in _hits(searcher, Term(field, term.decode())))
        }


def _hits(searcher: Searcher, query: Term) -> Iterator[tuple[str, int]]:
    for hit in searcher.search(query, limit=None):
        yield hit["document"], hit["passage"]
