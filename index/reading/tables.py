"""Records in a table: CSV and its like, a row a record, under the names of the first line."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from typing import IO

from index.archive import Archive
from index.errors import CaptureError
from index.reading import limits
from index.reading.encodings import decode
from index.reading.limits import too_large
from index.reading.outcomes import Outcome, failure
from index.reading.records import capture_of

_SAMPLE = 2**18


def table_rows(stream: IO[bytes], path: str, archive: Archive) -> Iterator[Outcome]:
    """The rows of a table; its encoding and separator are found out from its beginning."""
    sample = stream.read(_SAMPLE)
    encoding = decode(sample[: sample.rfind(b"\n") + 1] or sample).encoding
    lines = _Lines(_Joined(sample, stream), encoding)
    header = next(lines, "").removeprefix("\ufeff")
    if not header.strip():
        raise CaptureError("empty", "holds no rows: the first line has to name the columns")
    separator = max("\t;|,", key=header.count)
    csv.field_size_limit(limits.MAX_CAPTURE)
    rows = csv.DictReader(itertools.chain([header], lines), delimiter=separator, strict=True)
    for number in itertools.count(1):
        lines.begin_row()
        try:
            yield capture_of(_row(rows), path=path, number=number, archive=archive)
        except StopIteration:
            if number == 1:
                raise CaptureError(
                    "empty", "holds no rows below the names of its columns"
                ) from None
            return
        except CaptureError as error:
            yield failure(error, path, f"row {number}")
            if error.reason == "too_large":
                return


def _row(rows: csv.DictReader[str]) -> dict[str, str]:
    """The next row; raises CaptureError `bad_row` where it does not fit the first line."""
    try:
        row = next(rows)
    except csv.Error as error:
        raise CaptureError("bad_row", f"cannot be read: {error}") from error
    if None in row or None in row.values():
        raise CaptureError("bad_row", "has more or fewer cells than the first line names")
    return row


class _Joined(io.RawIOBase):
    """Bytes already read from a stream, then the rest of it."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start, self._rest = io.BytesIO(start), rest

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; how many bytes there were."""
        content = self._start.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


class _Lines:
    """The lines of a table, no more of them for one row than a capture may be long."""

    def __init__(self, content: io.RawIOBase, encoding: str) -> None:
        errors = "stray_bytes" if encoding == "utf-8" else "replace"
        buffered = io.BufferedReader(content)
        self._text = io.TextIOWrapper(buffered, encoding, errors, newline="")
        self._left = limits.MAX_CAPTURE

    def begin_row(self) -> None:
        """Count anew."""
        self._left = limits.MAX_CAPTURE

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        self._left -= len(line)
        if self._left < 0:
            raise too_large("is", limits.MAX_CAPTURE)
        if not line:
            raise StopIteration
        return line.replace("\0", "")
