"""From files to captures, one at a time, with every trouble named and none of it fatal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from index.archive import Archive
from index.errors import CaptureError
from index.reading import limits
from index.reading.compression import open_stream, suffix_within
from index.reading.files import check_readable, find_files, path_in_archive
from index.reading.json_records import json_lines, json_records
from index.reading.limits import read_limited
from index.reading.outcomes import Outcome, failure
from index.reading.pages import page_of
from index.reading.tables import table_rows
from index.reading.warc import warc_captures


def read_captures(root: Path, archive: Archive) -> Iterator[Outcome]:
    """Every capture of a folder or a file, in the order of its paths, failures among them."""
    for file in find_files(root):
        yield from read_file(file, root, archive)


def read_file(file: Path, root: Path, archive: Archive) -> Iterator[Outcome]:
    """The captures of one file: one, or as many as it has records."""
    path = path_in_archive(file, root)
    try:
        check_readable(file, root)
        with open_stream(file) as stream:
            yield from _captures(stream, path, suffix_within(file), archive)
    except CaptureError as error:
        yield failure(error, path)


def _captures(stream: IO[bytes], path: str, suffix: str, archive: Archive) -> Iterator[Outcome]:
    match suffix:
        case ".jsonl" | ".ndjson":
            yield from json_lines(stream, path, archive)
        case ".json":
            yield from json_records(stream, path, archive)
        case ".csv" | ".tsv":
            yield from table_rows(stream, path, archive)
        case ".warc":
            yield from warc_captures(stream, path)
        case _:
            yield page_of(read_limited(stream, limits.MAX_CAPTURE), path, suffix)
