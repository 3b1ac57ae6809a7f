"""Records in JSON: one a line, or a file that is a list of them, or holds one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import msgspec

from index.archive import Archive
from index.errors import CaptureError
from index.reading import limits
from index.reading.encodings import decode
from index.reading.limits import pass_over_line, read_limited, too_large
from index.reading.outcomes import Outcome, failure
from index.reading.records import capture_of, has_text

_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])


def json_lines(stream: IO[bytes], path: str, archive: Archive) -> Iterator[Outcome]:
    """The records of a file that has one on each line."""
    is_empty = True
    for number, line in enumerate(_lines(stream), start=1):
        if line is not None and not line.strip():
            continue
        is_empty = False
        try:
            value = _value(line)
            yield capture_of(value, path=path, number=number, archive=archive)
        except CaptureError as error:
            yield failure(error, path, f"line {number}")
    if is_empty:
        raise CaptureError("empty", "holds no records")


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a stream; None stands for one longer than MAX_CAPTURE, which is skipped."""
    while line := stream.readline(limits.MAX_CAPTURE + 1):
        if len(line) <= limits.MAX_CAPTURE:
            yield line
            continue
        if not line.endswith(b"\n"):
            pass_over_line(stream)
        yield None


def _value(content: bytes | None) -> object:
    if content is None:
        raise too_large("is", limits.MAX_CAPTURE)
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _value_of_text(decode(content).text)


def _value_of_text(text: str) -> object:
    """JSON that is not plain UTF-8: with a byte order mark, NULs, or in another encoding."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise CaptureError("bad_json", f"is not JSON: {error}") from error


def json_records(stream: IO[bytes], path: str, archive: Archive) -> Iterator[Outcome]:
    """The records of a JSON document: a list, the one list of objects in it, or itself."""
    records = _records(read_limited(stream, limits.MAX_DOCUMENT), archive)
    if not records:
        raise CaptureError("empty", "holds no records")
    for number, record in enumerate(records, start=1):
        try:
            value = _value(bytes(record))
            yield capture_of(value, path=path, number=number, archive=archive)
        except CaptureError as error:
            yield failure(error, path, f"record {number}")


def _records(content: bytes, archive: Archive) -> list[msgspec.Raw]:
    """The records of a document as they stand in it, undecoded, which takes a tenth the memory."""
    try:
        return _raw_records(content, archive)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        text = decode(content).text
    try:
        return _raw_records(text.encode("utf-8", "replace"), archive)
    except (msgspec.DecodeError, RecursionError) as error:
        raise CaptureError("bad_json", f"is not JSON: {error}") from error


def _raw_records(content: bytes, archive: Archive) -> list[msgspec.Raw]:
    match content.lstrip()[:1]:
        case b"[":
            return _LIST.decode(content)
        case b"{":
            values = _OBJECT.decode(content)
        case _:
            return [msgspec.Raw(content)]
    lists = [_LIST.decode(value) for value in values.values() if _starts(value, b"[")]
    rows = [found for found in lists if found and all(_starts(one, b"{") for one in found)]
    if len(rows) == 1 and not has_text(values, archive):
        return rows[0]
    return [msgspec.Raw(content)]


def _starts(value: msgspec.Raw, with_: bytes) -> bool:
    return memoryview(value)[:1] == with_
