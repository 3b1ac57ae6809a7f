"""How much is read at once, so that no file can take all memory or all time."""

from __future__ import annotations

from typing import IO

from index.errors import CannotGoOn, CaptureError

MAX_CAPTURE = 32 * 2**20
"""Bytes of one page, record, or PDF file."""
MAX_DOCUMENT = 128 * 2**20
"""Bytes of a JSON file, which has to be read as a whole."""
MAX_PASSED_OVER = 2 * 2**30
"""Bytes passed over to get to the next record: more is a bomb, or no archive of texts."""
_PIECE = 2**20


def read_limited(stream: IO[bytes], limit: int) -> bytes:
    """All bytes of a stream; raises CaptureError `too_large` past `limit` bytes."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise too_large("holds", limit)
    return content


def too_large(verb: str, limit: int) -> CaptureError:
    """The refusal of what is longer than `limit` bytes; `verb` is "holds" or "is"."""
    than = "more than" if verb == "holds" else "longer than"
    return CaptureError("too_large", f"{verb} {than} {limit / 2**20:.0f} MB: split it")


def pass_over(stream: IO[bytes], length: int) -> None:
    """Read `length` bytes and forget them.

    Raises CannotGoOn where that would take longer than anyone waits.
    """
    if length > MAX_PASSED_OVER:
        raise _too_long_to_pass()
    while length > 0 and (piece := stream.read(min(length, _PIECE))):
        length -= len(piece)


def pass_over_line(stream: IO[bytes]) -> None:
    """Read to the end of a line and forget it. Raises CannotGoOn as `pass_over` does."""
    left = MAX_PASSED_OVER
    while (piece := stream.readline(_PIECE)) and not piece.endswith(b"\n"):
        left -= len(piece)
        if left < 0:
            raise _too_long_to_pass()


def _too_long_to_pass() -> CannotGoOn:
    return CannotGoOn(
        "too_large", "holds a record too long to pass over; what follows it was not read"
    )
