"""From files to captures, one at a time, with every trouble named and none of it fatal."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from index.archive import Archive
from index.documents import Capture, Failure, Form
from index.errors import CaptureError
from index.reading.compression import open_stream, read_limited, suffix_within
from index.reading.encodings import decode
from index.reading.files import check_readable, find_files, path_in_archive
from index.reading.records import capture_of, records_of

MAX_CAPTURE = 32 * 2**20
MAX_TABLE = 256 * 2**20

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*){0,9}<(?:!doctype html|html|head|body)", re.I | re.S
)

Outcome = Capture | Failure


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
        yield _failure(error, path)


def _captures(stream: IO[bytes], path: str, suffix: str, archive: Archive) -> Iterator[Outcome]:
    match suffix:
        case ".jsonl" | ".ndjson":
            yield from _json_lines(stream, path, archive)
        case ".json":
            yield from _json(stream, path, archive)
        case ".csv" | ".tsv":
            yield from _table(stream, path, archive)
        case _:
            yield _page(stream, path, suffix)


def _page(stream: IO[bytes], path: str, suffix: str) -> Capture:
    content = read_limited(stream, MAX_CAPTURE)
    decoded = decode(content)
    if not decoded.text.strip():
        raise CaptureError("empty", "holds no text")
    form: Form = "html" if suffix in (".html", ".htm", ".xhtml") else "text"
    if _HTML_START.match(decoded.text):
        form = "html"
    sha256 = hashlib.sha256(content).hexdigest()
    return Capture(
        path=path, form=form, text=decoded.text, sha256=sha256, encoding=decoded.encoding
    )


def _json_lines(stream: IO[bytes], path: str, archive: Archive) -> Iterator[Outcome]:
    number = 0
    for number, line in enumerate(_lines(stream), start=1):
        if line is not None and not line.strip():
            continue
        try:
            yield capture_of(_json_value(line), path=path, number=number, archive=archive)
        except CaptureError as error:
            yield _failure(error, path, f"line {number}")
    if number == 0:
        raise CaptureError("empty", "holds no records")


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a stream; None stands for one longer than MAX_CAPTURE, which is skipped."""
    while line := stream.readline(MAX_CAPTURE + 1):
        if len(line) <= MAX_CAPTURE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_CAPTURE)
        yield None


def _json_value(content: bytes | None) -> object:
    if content is None:
        raise CaptureError("too_large", f"is longer than {MAX_CAPTURE // 2**20} MB: split it")
    try:
        return msgspec.json.decode(decode(content).text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise CaptureError("bad_json", f"is not JSON: {error}") from error


def _json(stream: IO[bytes], path: str, archive: Archive) -> Iterator[Outcome]:
    records = list(records_of(_json_value(read_limited(stream, MAX_TABLE))))
    if not records:
        raise CaptureError("empty", "holds no records")
    for number, record in enumerate(records, start=1):
        try:
            yield capture_of(record, path=path, number=number, archive=archive)
        except CaptureError as error:
            yield _failure(error, path, f"record {number}")


def _table(stream: IO[bytes], path: str, archive: Archive) -> Iterator[Outcome]:
    """The rows of a CSV file under the names of its first line; the separator is found out."""
    text = decode(read_limited(stream, MAX_TABLE)).text
    header = text.partition("\n")[0]
    if not header.strip():
        raise CaptureError("empty", "holds no rows: the first line has to name the columns")
    separator = max("\t;|,", key=header.count)
    csv.field_size_limit(MAX_CAPTURE)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for number in itertools.count(1):
        try:
            yield capture_of(_row(rows), path=path, number=number, archive=archive)
        except StopIteration:
            return
        except CaptureError as error:
            yield _failure(error, path, f"row {number}")


def _row(rows: csv.DictReader[str]) -> dict[str, str]:
    """The next row; raises CaptureError `bad_row` where it does not fit the first line."""
    try:
        row = next(rows)
    except csv.Error as error:
        raise CaptureError("bad_row", f"cannot be read: {error}") from error
    if None in row or None in row.values():
        raise CaptureError("bad_row", "has more or fewer cells than the first line names")
    return row


def _failure(error: CaptureError, path: str, record: str | None = None) -> Failure:
    where = f"{path}, {record}" if record else path
    return Failure(path=path, record=record, reason=error.reason, message=f"{where}: {error}")
